//! An account as stored: what a server says of it, parsed.

use rejoin_api::{self as api, AccountId, Timestamp};

use crate::WebUrl;
use crate::record;
use crate::richtext::{self, Document, Inline, Surroundings};

record! {
    /// An account.
    pub struct Account {
        /// Its id on the reader's server.
        pub id: AccountId,
        /// The name without a server.
        pub username: String,
        /// The handle: `name` for accounts of the reader's server, `name@server` for others.
        pub acct: String,
        /// The name to show, with custom emojis; never empty.
        pub name: Vec<Inline>,
        /// Its page on the web.
        pub url: Option<WebUrl>,
        /// Its picture.
        pub avatar: Option<WebUrl>,
        /// Its picture without motion.
        pub avatar_static: Option<WebUrl>,
        /// Its wide picture, unless it is the server's placeholder.
        pub header: Option<WebUrl>,
        /// Its wide picture without motion.
        pub header_static: Option<WebUrl>,
        /// What it says about itself.
        pub note: Document,
        /// The table of its profile.
        pub fields: Vec<Field>,
        /// Whether following has to be approved.
        pub locked: bool,
        /// Whether a program runs it.
        pub bot: bool,
        /// Whether it is a group.
        pub group: bool,
        /// When it was made.
        pub created_at: Timestamp,
        /// How many follow it.
        pub followers_count: u64,
        /// How many it follows.
        pub following_count: u64,
        /// How many posts it has.
        pub statuses_count: u64,
        /// Where it went, if it moved.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub moved_to: Option<AccountId>,
        /// Whether its server suspended it.
        pub suspended: bool,
        /// Whether its server limited it.
        pub limited: bool,
        /// What its server says it is: moderator and the like.
        pub roles: Vec<String>,
    }
}

record! {
    /// A row of the table of a profile.
    pub struct Field {
        /// What it is.
        pub name: Vec<Inline>,
        /// What it says.
        pub value: Document,
        /// When the server found a link back at the address in it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub verified_at: Option<Timestamp>,
    }
}

impl Account {
    /// What a server sent, parsed. The account it moved to, if any, has to be kept by the caller.
    #[must_use]
    pub fn from_wire(wire: &api::Account) -> Self {
        let around = Surroundings { emojis: &wire.emojis, ..Surroundings::default() };
        let name = if wire.display_name.trim().is_empty() { &wire.username } else { &wire.display_name };
        let field = |field: &api::Field| Field {
            name: richtext::parse_plain(&field.name, &wire.emojis),
            value: richtext::parse(&field.value, around),
            verified_at: field.verified_at,
        };
        let placeholder = |url: &WebUrl| url.as_str().ends_with("/headers/original/missing.png");
        Self {
            id: wire.id.clone(),
            username: wire.username.clone(),
            acct: wire.acct.clone(),
            name: richtext::parse_plain(name, &wire.emojis),
            url: WebUrl::parse(&wire.url),
            avatar: WebUrl::parse(&wire.avatar),
            avatar_static: WebUrl::parse(&wire.avatar_static).or_else(|| WebUrl::parse(&wire.avatar)),
            header: WebUrl::parse(&wire.header).filter(|url| !placeholder(url)),
            header_static: WebUrl::parse(&wire.header_static).filter(|url| !placeholder(url)),
            note: richtext::parse(&wire.note, around),
            fields: wire.fields.iter().map(field).collect(),
            locked: wire.locked,
            bot: wire.bot,
            group: wire.group,
            created_at: wire.created_at,
            followers_count: wire.followers_count,
            following_count: wire.following_count,
            statuses_count: wire.statuses_count,
            moved_to: wire.moved.as_ref().map(|account| account.id.clone()),
            suspended: wire.suspended.unwrap_or(false),
            limited: wire.limited.unwrap_or(false),
            roles: roles(wire),
        }
    }

    /// The name to show as plain text, for labels.
    #[must_use]
    pub fn plain_name(&self) -> String {
        richtext::plain_line(&self.name)
    }

    /// The handle with its server: `@name@server`, also for accounts of the reader's own server.
    #[must_use]
    pub fn full_handle(&self, own_server: &str) -> String {
        if self.acct.contains('@') {
            format!("@{}", self.acct)
        } else {
            format!("@{}@{own_server}", self.acct)
        }
    }
}

fn roles(wire: &api::Account) -> Vec<String> {
    let shown = wire.roles.iter().flatten().filter(|role| !role.name.is_empty());
    shown.map(|role| role.name.clone()).collect()
}

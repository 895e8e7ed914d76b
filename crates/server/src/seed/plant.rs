//! Writing the community into the database, by the same functions that the API uses, in one transaction.

use std::collections::HashMap;

use rusqlite::params;

use super::{
    community::{Community, DEMO, DEMO_PASSWORD},
    crowd,
    people::Person,
    pictures::Pictures,
    script::Post,
};
use crate::{
    accounts::profile::{self, FieldChange, ProfileChange},
    auth::password,
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::{AccountId, MediaId, RowId, StatusId},
    media::rows::{self, Caption},
    settings::{self, Setting},
    statuses::{
        create,
        draft::{Draft, PollDraft, Words},
        react,
    },
    text::{self, Links},
    time::SECOND,
};

/// Nobody signs in as a person of the story: no password has this hash.
pub(super) const NO_PASSWORD: &str = "!";

/// What is known of the community once it is in the database.
pub(super) struct Planted {
    pub(super) accounts: HashMap<String, AccountId>,
    /// In the order of [`Community::posts`].
    pub(super) posts: Vec<StatusId>,
}

impl Planted {
    /// The account of somebody who is known to live here.
    pub(super) fn account(&self, username: &str) -> ApiResult<AccountId> {
        self.accounts
            .get(username)
            .copied()
            .ok_or_else(|| ApiError::internal(format!("nobody is called {username}")))
    }
}

/// Writes everything.
pub(super) fn plant(tx: &mut Tx<'_>, community: &Community, pictures: &Pictures) -> ApiResult<Planted> {
    let mut planted = Planted { accounts: HashMap::new(), posts: Vec::new() };
    for person in &community.people {
        let id = account(tx, person)?;
        planted.accounts.insert(person.username.clone(), id);
    }
    for person in &community.people {
        describe(tx, planted.account(&person.username)?, person, pictures)?;
    }
    crowd::follow_each_other(tx, community, &planted)?;
    for (at, post) in community.posts.iter().enumerate() {
        let id = post_one(tx, community, &planted, at, post, pictures)?;
        planted.posts.push(id);
    }
    crowd::react(tx, community, &planted)?;
    crowd::settle_newcomer(tx, community, &planted)?;
    site(tx, &planted)?;
    Ok(planted)
}

/// Inserts somebody without a password; the demo account gets its own.
fn account(tx: &mut Tx<'_>, person: &Person) -> ApiResult<AccountId> {
    let joined = tx.now.plus(-person.joined);
    let id: AccountId = tx.id_at(joined);
    let hash = if person.username == DEMO { password::hash(DEMO_PASSWORD)? } else { NO_PASSWORD.to_owned() };
    tx.run(
        "INSERT INTO accounts (id, username, display_name, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, person.username, person.name, joined],
    )?;
    tx.run(
        "INSERT INTO users (account_id, password_hash, locale, default_language, created_at) VALUES (?1, ?2, ?3, ?3, ?4)",
        params![id, hash, person.language, joined],
    )?;
    Ok(id)
}

/// Name, bio, fields and pictures. Who is locked is locked later, once everybody follows whom they follow.
fn describe(tx: &mut Tx<'_>, id: AccountId, person: &Person, pictures: &Pictures) -> ApiResult<()> {
    let mut fields: Vec<FieldChange> = person
        .fields
        .iter()
        .map(|(name, value)| FieldChange { name: name.clone(), value: value.clone() })
        .collect();
    if person.live {
        let value = "an automated neighbour: posts and answers by itself".to_owned();
        fields.push(FieldChange { name: "Demo".to_owned(), value });
    }
    let change = ProfileChange {
        note: Some(person.bio.clone()),
        bot: Some(person.bot || person.live),
        fields_attributes: Some(fields),
        avatar: pictures.avatars.get(&person.username).cloned(),
        header: pictures.headers.get(&person.username).cloned(),
        ..ProfileChange::default()
    };
    profile::update(tx, id, &change)
}

fn post_one(
    tx: &mut Tx<'_>,
    community: &Community,
    planted: &Planted,
    at: usize,
    post: &Post,
    pictures: &Pictures,
) -> ApiResult<StatusId> {
    let author = planted.account(&post.author)?;
    let time = tx.now.plus(-post.ago);
    let mut media: Vec<MediaId> = Vec::new();
    for (place, picture) in post.pictures.iter().enumerate() {
        let stored = pictures.attachments.get(&(at, place));
        let stored =
            stored.ok_or_else(|| ApiError::internal(format!("{} was not painted", picture.painter)))?;
        let caption = Caption { description: Some(picture.alt.clone()), focus: None };
        media.push(rows::insert(tx, author, stored, &caption, time)?);
    }
    let person = community.person(&post.author);
    let language = post.language.clone().or_else(|| person.map(|person| person.language.clone()));
    let draft = Draft {
        words: Words {
            text: words(community, post),
            spoiler_text: post.warning.clone(),
            sensitive: post.sensitive || !post.warning.is_empty(),
            language,
        },
        visibility: post.visibility,
        reply_to: post.parent.and_then(|parent| planted.posts.get(parent)).copied(),
        quoted: post.quotes.and_then(|quoted| planted.posts.get(quoted)).copied(),
        quote_policy: 0,
        media,
        poll: post.poll.as_ref().map(|poll| PollDraft {
            options: poll.options.iter().map(|(title, _)| title.clone()).collect(),
            expires_in: Some(poll.lasts / SECOND),
            multiple: poll.multiple,
            hide_totals: false,
        }),
    };
    let id = create::create(tx, author, None, &draft, Some(time))?;
    if let Some((delay, former)) = &post.former {
        edited(tx, id, former, *delay)?;
    }
    if post.pinned {
        react::pin(tx, author, id)?;
    }
    Ok(id)
}

/// What was written, with the name of whoever is answered in front, as every client puts it.
fn words(community: &Community, post: &Post) -> String {
    let answered = post.parent.and_then(|parent| community.posts.get(parent)).map(|parent| &parent.author);
    match answered {
        Some(name) if *name != post.author && !post.text.contains(&format!("@{name}")) => {
            format!("@{name} {}", post.text)
        }
        _ => post.text.clone(),
    }
}

/// Makes a post look as if it had said `former` at first.
fn edited(tx: &Tx<'_>, id: StatusId, former: &str, delay: i64) -> ApiResult<()> {
    let links = Links { origin: &tx.site.origin, host: &tx.site.host, known: &[] };
    let content = text::status_html(former, &links);
    let (first, second): (RowId, RowId) = (tx.next_id(), tx.next_id());
    tx.run(
        "INSERT INTO status_edits (id, status_id, content, spoiler_text, sensitive, created_at)
         SELECT ?2, id, ?3, spoiler_text, sensitive, created_at FROM statuses WHERE id = ?1",
        params![id, first, content],
    )?;
    tx.run(
        "INSERT INTO status_edits (id, status_id, content, spoiler_text, sensitive, created_at)
         SELECT ?2, id, content, spoiler_text, sensitive, created_at + ?3 FROM statuses WHERE id = ?1",
        params![id, second, delay],
    )?;
    tx.run("UPDATE statuses SET edited_at = created_at + ?2 WHERE id = ?1", params![id, delay])?;
    Ok(())
}

/// What the server says of itself.
fn site(tx: &Tx<'_>, planted: &Planted) -> ApiResult<()> {
    let contact = planted.account("library")?.to_string();
    for (setting, value) in [
        (Setting::Title, "Merrow Quay"),
        (
            Setting::Description,
            "A harbour town that answers. The people here are invented, so that Rejoin can be tried out in company.",
        ),
        (Setting::ContactAccount, &contact),
        (Setting::DemoUsername, DEMO),
        (Setting::DemoPassword, DEMO_PASSWORD),
    ] {
        settings::set(tx, setting, value)?;
    }
    let rules = [
        ("Answer as if you will meet on the quay tomorrow.", "You will."),
        ("Describe your pictures.", "Some of us listen to them."),
        ("Warn before herring.", "Other strong subjects too."),
    ];
    for (text, hint) in rules {
        let id: RowId = tx.next_id();
        tx.run("INSERT INTO rules (id, text, hint) VALUES (?1, ?2, ?3)", params![id, text, hint])?;
    }
    Ok(())
}

use super::{Account, Configuration, Rule};

wire! {
    /// A server (v1), for those without v2.
    pub struct InstanceV1 {
        /// Its domain, or its address on some servers.
        pub uri: String,
        /// Its name.
        pub title: String,
        /// A short text; HTML.
        pub short_description: String,
        /// A longer text; HTML.
        pub description: String,
        /// Who runs it.
        pub email: String,
        /// The version of its software.
        pub version: String = required,
        /// Where things are.
        pub urls: InstanceV1Urls,
        /// How much there is.
        pub stats: InstanceV1Stats,
        /// Its picture.
        pub thumbnail: Option<String>,
        /// The languages it is for.
        pub languages: Vec<String>,
        /// Whether one can sign up.
        pub registrations: bool,
        /// Whether somebody looks at it first.
        pub approval_required: bool,
        /// Whether users may invite.
        pub invites_enabled: bool,
        /// What it can and allows.
        pub configuration: Configuration,
        /// Who runs it.
        pub contact_account: Option<Box<Account>>,
        /// What it asks of its users.
        pub rules: Vec<Rule>,
        /// Characters of a post, as Pleroma and its kin say it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub max_toot_chars: Option<u32>,
    }
}

wire! {
    /// Where things are.
    part struct InstanceV1Urls {
        /// Of the streaming API. May be absent, or wrong in its scheme.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub streaming_api: Option<String>,
    }
}

wire! {
    /// How much there is on a server.
    part struct InstanceV1Stats {
        /// People.
        pub user_count: u64,
        /// Posts.
        pub status_count: u64,
        /// Other servers it knows.
        pub domain_count: u64,
    }
}

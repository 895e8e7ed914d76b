use std::collections::BTreeMap;

use super::{Account, Configuration};
use crate::id::RuleId;

wire! {
    /// A server (v2).
    pub struct Instance {
        /// Its domain.
        pub domain: String,
        /// Its name.
        pub title: String,
        /// The version of its software; other software than Mastodon says so in words of its own.
        pub version: String = required,
        /// Where its source is.
        pub source_url: String,
        /// A short text, plain.
        pub description: String,
        /// How much it is used.
        pub usage: Usage,
        /// Its picture.
        pub thumbnail: Thumbnail,
        /// Its icon in several sizes.
        pub icon: Vec<InstanceIcon>,
        /// The languages it is for.
        pub languages: Vec<String>,
        /// What it can and allows.
        pub configuration: Configuration,
        /// Whether one can sign up.
        pub registrations: Registrations,
        /// Which API it speaks.
        pub api_versions: ApiVersions,
        /// Who runs it.
        pub contact: Contact,
        /// What it asks of its users.
        pub rules: Vec<Rule>,
    }
}

wire! {
    /// Which API a server speaks.
    part struct ApiVersions {
        /// Of Mastodon: 2 is 4.3, 6 is 4.4, 7 is 4.5 with quotes. 0 where the server does not say.
        pub mastodon: u32,
    }
}

wire! {
    /// How much a server is used.
    part struct Usage {
        /// By people.
        pub users: UsageUsers,
    }
}

wire! {
    /// By how many a server is used.
    part struct UsageUsers {
        /// In the past four weeks.
        pub active_month: u64,
    }
}

wire! {
    /// The picture of a server.
    part struct Thumbnail {
        /// Its address; relative on some servers.
        pub url: String,
        /// A blurred impression of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub blurhash: Option<String>,
        /// What it shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /// Other sizes of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub versions: Option<ThumbnailVersions>,
    }
}

wire! {
    /// Sizes of the picture of a server.
    part struct ThumbnailVersions {
        /// For ordinary screens.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub single as "@1x": Option<String>,
        /// For dense screens.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub double as "@2x": Option<String>,
    }
}

wire! {
    /// A size of the icon of a server.
    part struct InstanceIcon {
        /// Its address.
        pub src: String,
        /// `36x36`.
        pub size: String,
    }
}

wire! {
    /// Whether and how one can sign up.
    part struct Registrations {
        /// Whether one can.
        pub enabled: bool,
        /// Whether somebody looks at it first.
        pub approval_required: bool,
        /// Whether a reason has to be given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reason_required: Option<bool>,
        /// Why one cannot; HTML.
        pub message: Option<String>,
        /// In years.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub min_age: Option<u32>,
        /// Where to do it instead.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
    }
}

wire! {
    /// Who runs a server.
    part struct Contact {
        /// Their address.
        pub email: String,
        /// Their account.
        pub account: Option<Box<Account>>,
    }
}

wire! {
    /// What a server asks of its users.
    pub struct Rule {
        /// Its id.
        pub id: RuleId,
        /// The rule.
        pub text: String,
        /// What is meant by it.
        pub hint: String,
        /// In other languages, by their codes.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub translations: Option<BTreeMap<String, RuleTranslation>>,
    }
}

wire! {
    /// A rule in another language.
    part struct RuleTranslation {
        /// The rule.
        pub text: String,
        /// What is meant by it.
        pub hint: String,
    }
}

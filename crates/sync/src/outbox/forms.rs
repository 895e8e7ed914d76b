//! What the larger mutations carry besides posts. Each is all that the user filled in, so that a later one takes the place of
//! an earlier.

use rejoin_api::{
    AccountId, FilterAction, FilterContext, QuotePolicy, RepliesPolicy, ReportCategory, RuleId, StatusId,
    Timestamp, Visibility,
};
use rejoin_domain::record;

use super::Attachment;

record! {
    /// How to follow or mute, where that is to be other than it is.
    #[derive(Eq)]
    pub struct How {
        /// Following: whether its boosts come to the home timeline.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reblogs: Option<bool>,
        /// Following: whether its posts are notified.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub notify: Option<bool>,
        /// Following: only posts in these languages; of all where none is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub languages: Option<Vec<String>>,
        /// Muting: whether its notifications are muted too.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub notifications: Option<bool>,
        /// Muting: until when. A time and not a duration, since it may be sent days later.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub until: Option<Timestamp>,
    }
}

impl How {
    /// This, and of what came before it what this does not speak of.
    #[must_use]
    pub fn over(self, before: &Self) -> Self {
        Self {
            reblogs: self.reblogs.or(before.reblogs),
            notify: self.notify.or(before.notify),
            languages: self.languages.or_else(|| before.languages.clone()),
            notifications: self.notifications.or(before.notifications),
            until: self.until,
        }
    }
}

record! {
    /// Something to bring before the moderators.
    pub struct Report {
        /// The account concerned.
        pub account: AccountId,
        /// The posts concerned.
        pub posts: Vec<StatusId>,
        /// Why, in words.
        pub comment: String,
        /// Why.
        pub category: ReportCategory,
        /// The rules concerned.
        pub rules: Vec<RuleId>,
        /// Whether to tell the account's own server too.
        pub forward: bool,
    }
}

record! {
    /// The own profile, as its owner writes it.
    pub struct Profile {
        /// The name to show.
        pub display_name: String,
        /// What it says about itself, as plain text.
        pub note: String,
        /// The table of the profile.
        pub fields: Vec<ProfileField>,
        /// Whether following has to be approved.
        pub locked: bool,
        /// Whether a program runs the account.
        pub bot: bool,
        /// Whether it wants to be found in directories.
        pub discoverable: bool,
        /// Whether it hides whom it follows and who follows it.
        pub hide_collections: bool,
        /// Whom posts are for, unless they say otherwise.
        pub visibility: Visibility,
        /// Whether media are covered, unless a post says otherwise.
        pub sensitive: bool,
        /// The language of posts, unless they say otherwise.
        pub language: Option<String>,
        /// Who may quote posts, unless they say otherwise; nothing where the server does not know quotes.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quote_policy: Option<QuotePolicy>,
        /// A new picture.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub avatar: Option<Attachment>,
        /// A new wide picture.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub header: Option<Attachment>,
    }
}

record! {
    /// A row of the table of a profile.
    #[derive(Eq)]
    pub struct ProfileField {
        /// What it is.
        pub name: String,
        /// What it says, as plain text.
        pub value: String,
    }
}

record! {
    /// A list as the user wants it.
    #[derive(Eq)]
    pub struct ListDraft {
        /// Its name.
        pub title: String,
        /// Which replies it shows.
        pub replies_policy: RepliesPolicy,
        /// Whether its members are left out of the home timeline.
        pub exclusive: bool,
    }
}

record! {
    /// A filter as the user wants it.
    #[derive(Eq)]
    pub struct FilterDraft {
        /// Its name.
        pub title: String,
        /// Where it applies.
        pub context: Vec<FilterContext>,
        /// What becomes of a post that matches.
        pub action: FilterAction,
        /// When it ends. A time and not a duration, since it may be sent days later.
        pub until: Option<Timestamp>,
        /// The words to look for.
        pub keywords: Vec<Keyword>,
    }
}

record! {
    /// A word to look for.
    #[derive(Eq)]
    pub struct Keyword {
        /// The word or phrase.
        pub keyword: String,
        /// Whether it counts only between word boundaries.
        pub whole_word: bool,
    }
}

use crate::entities::{QuotePolicy, Visibility};

wire! {
    /// A changed profile, without its pictures, which travel as files.
    params struct UpdateCredentials {
        /// The name to show.
        pub display_name: Option<String>,
        /// What it says about itself, as plain text.
        pub note: Option<String>,
        /// Whether following has to be approved.
        pub locked: Option<bool>,
        /// Whether it is run by a program.
        pub bot: Option<bool>,
        /// Whether it wants to be found in directories.
        pub discoverable: Option<bool>,
        /// Whether its public posts may be found by search.
        pub indexable: Option<bool>,
        /// Whether it hides whom it follows and who follows it.
        pub hide_collections: Option<bool>,
        /// The table of its profile, all of it.
        pub fields_attributes: Option<Vec<FieldAttributes>>,
        /// The defaults of its posts.
        pub source: Option<SourceUpdate>,
    }
}

wire! {
    /// A row of the table of a profile.
    params struct FieldAttributes {
        /// What it is.
        pub name: String,
        /// Plain text.
        pub value: String,
    }
}

wire! {
    /// Defaults of posts.
    params struct SourceUpdate {
        /// Whom they are for.
        pub privacy: Option<Visibility>,
        /// Whether their media are covered.
        pub sensitive: Option<bool>,
        /// ISO 639 code of their language.
        pub language: Option<String>,
        /// Who may quote them.
        pub quote_policy: Option<QuotePolicy>,
    }
}

wire! {
    /// How to follow.
    params struct FollowOptions {
        /// Whether its boosts come to the home timeline.
        pub reblogs: Option<bool>,
        /// Whether its posts are notified.
        pub notify: Option<bool>,
        /// Only posts in these languages; of all where there are none.
        pub languages: Option<Vec<String>>,
    }
}

wire! {
    /// How to mute.
    params struct MuteOptions {
        /// Whether its notifications are muted too; they are unless this says otherwise.
        pub notifications: Option<bool>,
        /// For how long, in seconds; 0 for good.
        pub duration: Option<u64>,
    }
}

wire! {
    /// A private note about an account.
    params struct NewNote {
        /// Plain text; empty to remove it.
        pub comment: String,
    }
}

wire! {
    /// Somebody who signs up.
    params struct NewAccount {
        /// The name without a domain.
        pub username: String,
        /// Their address.
        pub email: String,
        /// Their password.
        pub password: String,
        /// Whether they agree to the rules.
        pub agreement: bool,
        /// The language of messages to them.
        pub locale: Option<String>,
        /// Why, where that is asked.
        pub reason: Option<String>,
        /// Their birthday, where that is asked.
        pub date_of_birth: Option<String>,
    }
}

use super::as_text;
use crate::id::TagId;
use crate::time::Date;

wire! {
    /// A hashtag.
    pub struct Tag {
        /// Its id, where the server has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<TagId>,
        /// Without the number sign.
        pub name: String = required,
        /// Its page on the server asked.
        pub url: String,
        /// How often it was used, by day, latest first.
        pub history: Vec<TagHistory>,
        /// Whether the reader follows it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub following: Option<bool>,
        /// Whether the reader features it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub featuring: Option<bool>,
    }
}

wire! {
    /// How often something was used on a day.
    part struct TagHistory {
        /// Midnight at its start, in seconds since the epoch.
        #[serde(serialize_with = "as_text")]
        pub day: i64,
        /// How many posts used it.
        #[serde(serialize_with = "as_text")]
        pub uses: u64,
        /// How many accounts used it.
        #[serde(serialize_with = "as_text")]
        pub accounts: u64,
    }
}

wire! {
    /// A hashtag that somebody features on their profile.
    pub struct FeaturedTag {
        /// Its id.
        pub id: TagId,
        /// Without the number sign.
        pub name: String,
        /// Their posts with it.
        pub url: String,
        /// How many of those there are.
        #[serde(serialize_with = "as_text")]
        pub statuses_count: u64,
        /// The day of the latest.
        pub last_status_at: Option<Date>,
    }
}

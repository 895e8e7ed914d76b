use super::{QuotePolicy, Visibility};

wire! {
    /// What somebody set on their server for all programs.
    part struct Preferences {
        /// Of new posts.
        pub posting_default_visibility as "posting:default:visibility": Visibility,
        /// Whether media of new posts are covered.
        pub posting_default_sensitive as "posting:default:sensitive": bool,
        /// Of new posts.
        pub posting_default_language as "posting:default:language": Option<String>,
        /// Who may quote new posts.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub posting_default_quote_policy as "posting:default:quote_policy": Option<QuotePolicy>,
        /// Which media are shown uncovered.
        pub reading_expand_media as "reading:expand:media": ExpandMedia,
        /// Whether content warnings are opened.
        pub reading_expand_spoilers as "reading:expand:spoilers": bool,
        /// Whether moving pictures move by themselves; GoToSocial and newer Mastodon.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reading_autoplay_gifs as "reading:autoplay:gifs": Option<bool>,
    }
}

words! {
    /// Which media are shown uncovered.
    pub enum ExpandMedia {
        /// Those not marked sensitive.
        Default = "default";
        /// All.
        ShowAll = "show_all",
        /// None.
        HideAll = "hide_all",
    }
}

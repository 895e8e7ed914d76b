wire! {
    /// A picture that stands for `:shortcode:` in text.
    part struct CustomEmoji {
        /// The word between the colons.
        pub shortcode: String = required,
        /// The picture.
        pub url: String = required,
        /// The picture without motion.
        pub static_url: String,
        /// Whether to offer it.
        pub visible_in_picker: bool,
        /// What to sort it under.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub category: Option<String>,
    }
}

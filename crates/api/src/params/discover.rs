wire! {
    /// A hashtag for the own profile.
    params struct NewFeaturedTag {
        /// Without the number sign.
        pub name: String,
    }
}

wire! {
    /// A server, by its domain.
    params struct Domain {
        /// Its domain.
        pub domain: String,
    }
}

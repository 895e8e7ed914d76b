wire! {
    /// Where a server describes its software: <https://nodeinfo.diaspora.software>.
    part struct NodeInfoLinks {
        /// One for each version of the format.
        pub links: Vec<NodeInfoLink>,
    }
}

wire! {
    /// Where a server describes its software in one version of the format.
    part struct NodeInfoLink {
        /// The version, as an address.
        pub rel: String,
        /// Where.
        pub href: String,
    }
}

wire! {
    /// What a server runs.
    part struct NodeInfo {
        /// Of the format.
        pub version: String,
        /// What it runs.
        pub software: NodeInfoSoftware,
        /// Which protocols it federates by.
        pub protocols: Vec<String>,
        /// How much it is used.
        pub usage: NodeInfoUsage,
        /// Whether one can sign up.
        pub open_registrations as "openRegistrations": bool,
    }
}

wire! {
    /// The software of a server.
    part struct NodeInfoSoftware {
        /// In lower case.
        pub name: String = required,
        /// Its version.
        pub version: String,
    }
}

wire! {
    /// How much a server is used.
    part struct NodeInfoUsage {
        /// By people.
        pub users: NodeInfoUsers,
        /// Posts written there.
        pub local_posts as "localPosts": u64,
    }
}

wire! {
    /// By how many a server is used.
    part struct NodeInfoUsers {
        /// In all.
        pub total: u64,
        /// In the past 30 days.
        pub active_month as "activeMonth": u64,
        /// In the past 180 days.
        pub active_half_year as "activeHalfyear": u64,
    }
}

use crate::id::ListId;

wire! {
    /// A list of accounts with a timeline of its own.
    pub struct List {
        /// Its id.
        pub id: ListId,
        /// Its name.
        pub title: String,
        /// Which replies it shows.
        pub replies_policy: RepliesPolicy,
        /// Whether its members are left out of the home timeline.
        pub exclusive: bool,
    }
}

words! {
    /// Which replies a list shows.
    pub enum RepliesPolicy {
        /// Those to members of the list.
        List = "list";
        /// Those to anyone the reader follows.
        Followed = "followed",
        /// None.
        Nobody = "none",
    }
}

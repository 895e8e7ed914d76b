use super::Status;

wire! {
    /// What a post answers and what answers it. Answers may be cut off, and posts between may be missing.
    part struct Context {
        /// From the first of the thread to the post's parent.
        pub ancestors: Vec<Status>,
        /// Everything below, depth first.
        pub descendants: Vec<Status>,
    }
}

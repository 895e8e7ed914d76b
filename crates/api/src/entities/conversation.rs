use super::{Account, Status};
use crate::id::ConversationId;

wire! {
    /// A conversation in direct posts.
    pub struct Conversation {
        /// Its id.
        pub id: ConversationId,
        /// Whether there is something new.
        pub unread: bool,
        /// Who else takes part.
        pub accounts: Vec<Account>,
        /// The latest post.
        pub last_status: Option<Box<Status>>,
    }
}

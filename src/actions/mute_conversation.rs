//! Mute a conversation.

use rejoin_sync::Mark;

use crate::state::PostView;

/// Stops notifications of a conversation, or lets them come again.
pub fn mute_conversation(view: &PostView) {
    super::mark(view, Mark::MuteConversation, view.post.mine.muted != Some(true));
}

//! Pin to the profile.

use rejoin_sync::Mark;

use crate::state::PostView;

/// Pins a post to the profile, or takes it off.
pub fn pin(view: &PostView) {
    super::mark(view, Mark::Pin, view.post.mine.pinned != Some(true));
}

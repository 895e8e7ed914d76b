//! Boost.

use rejoin_api::Visibility;
use rejoin_sync::Mark;

use crate::state::PostView;

/// Boosts a post, or takes it back.
pub fn boost(view: &PostView) {
    super::mark(view, Mark::Boost, view.post.mine.reblogged != Some(true));
}

/// Whether a post may be boosted: what is for a few stays with them, but authors may boost what they wrote for followers.
pub fn may_boost(view: &PostView) -> bool {
    match view.post.visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Private => view.is_mine,
        _ => false,
    }
}

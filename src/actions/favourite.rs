//! Favourite.

use rejoin_sync::Mark;

use crate::state::PostView;

/// Favourites a post, or takes it back.
pub fn favourite(view: &PostView) {
    super::mark(view, Mark::Favourite, view.post.mine.favourited != Some(true));
}

//! Bookmark.

use rejoin_sync::Mark;

use crate::state::PostView;

/// Bookmarks a post, or takes it back.
pub fn bookmark(view: &PostView) {
    super::mark(view, Mark::Bookmark, view.post.mine.bookmarked != Some(true));
}

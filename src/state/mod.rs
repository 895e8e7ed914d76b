//! What the pages read: signals over the device's store.
//!
//! A page asks [`use_app`] for what it shows and gets signals. They are filled from the store first and brought up to date
//! from the network behind the page's back; no page waits for a request. What the user does goes to [`App::submit`], is
//! durable before it returns, and shows at once, since all that is read here has the outbox folded over it.
//!
//! | asked for | answer |
//! |---|---|
//! | [`App::session`] | who is signed in; rebuild the pages when its [`SessionState::key`] changes |
//! | [`App::accounts`], [`App::switch_account`], [`App::sign_out`] | the accounts of this device |
//! | [`App::begin_sign_in`], [`App::finish_sign_in`] | the way to a server and back |
//! | [`App::this_server`] | whether the page's own address is a server, and what it can do |
//! | [`App::capabilities`], [`App::me`] | of the session |
//! | [`App::timeline`] | a feed: [`TimelineView`] |
//! | [`App::thread`] | a post with what is around it: [`ThreadView`] |
//! | [`App::post`], [`App::account`], [`App::relationship`] | one of them, by id |
//! | [`App::account_by_acct`] | one of them, by the handle in an address |
//! | [`App::notifications`] | [`NotificationsView`], with the unread count for the badge |
//! | [`App::search`] | [`SearchView`] |
//! | [`App::device_search`] | [`DeviceSearch`]: over what this device has seen |
//! | [`App::inbox`], [`App::decide_mention`], [`App::note_mention`] | mentions that wait for an answer |
//! | [`App::answers`], [`App::samples`] | what came back to an own post |
//! | [`App::catch_up`] | what was said in the last hours: [`CatchUpView`] |
//! | [`App::features`] | what the server has and has not |
//! | [`App::people`] | followers, following, who favourited or boosted: [`PeopleView`] |
//! | [`App::own_profile`], [`App::lists`], [`App::list_members`], [`App::filters`] | what is the user's own |
//! | [`App::export_csv`], [`App::importing`], [`App::begin_import`] | follows, lists and their like, from and to other servers |
//! | [`App::submit`] | hands a [`Mutation`](rejoin_sync::Mutation) to the outbox |
//! | [`App::outbox`], [`App::retry`], [`App::discard`], [`App::restore`], [`App::take_back`], [`App::move_before`] | what waits, and the user's decision about it |
//! | [`App::draft`], [`App::save_draft`], [`App::drafts`] | what is being written |
//! | [`App::keep_file`], [`App::file_url`] | attachments of drafts |
//! | [`App::online`] | whether the server can be reached |
//! | [`App::update_ready`], [`App::first_post_painted`] | the service worker |
//!
//! Posts that are not sent yet have ids of their own (`unsent:…`) and appear among the others, in the home feed and in the
//! thread they belong to; [`PostView::delivery`] says how they stand.
//!
//! Views are kept while the session lasts: coming back to a page finds it as it was left.

mod accounts;
mod app;
mod catch_up;
mod choices;
mod client;
mod deciding;
mod device;
mod device_search;
mod drafts;
mod entities;
mod features;
mod handles;
mod heard;
mod inbox;
mod keeping;
mod kept;
mod known;
mod leading;
mod lists;
mod local;
mod notifications;
mod own;
mod platform;
mod positions;
mod post_view;
mod registry;
mod repeats;
mod shelf;
mod sign_in;
mod signing;
mod threads;
mod timelines;
mod transfer;
mod unsaved;
mod values;
mod view;
mod writing;

pub use app::{App, provide_state, use_app};
pub use catch_up::CatchUpView;
pub use choices::{Choice, choices, set_choices};
pub use deciding::GivenUp;
pub use device::Room;
pub use device_search::{DeviceSearch, Seen};
pub use own::{Own, Titled};
pub use repeats::Once;
pub use transfer::{ImportState, Importing, NotTaken};
pub use unsaved::Unsaved;

pub use view::{
    Connectivity, Delivery, DraftKey, Me, NotificationRow, NotificationsView, OutboxEntry, OutboxState,
    PeopleKey, PeopleView, Phase, PostView, Quoted, Row, SavedDraft, SearchResults, SearchView, SessionState,
    SignInError, ThreadView, TimelineView, WriteError,
};

/// What a view is doing after this went wrong.
fn phase_of(problem: &rejoin_sync::Problem) -> Phase {
    match problem {
        rejoin_sync::Problem::Network(_) => Phase::Offline,
        rejoin_sync::Problem::Api(rejoin_api::ApiError::NotFound) => Phase::Gone,
        rejoin_sync::Problem::Api(rejoin_api::ApiError::NotSupported) => Phase::Lacking,
        rejoin_sync::Problem::Api(rejoin_api::ApiError::Unauthorised { .. }) => Phase::SignedOut,
        other => Phase::Failed(other.to_string()),
    }
}

//! The handle through which pages reach everything.

use std::sync::Arc;

use leptos::prelude::{Signal, provide_context, use_context};
use rejoin_api::{AccountId, Relationship, StatusId};
use rejoin_domain::{Account, Capabilities, TimelineKey, WebUrl};
use rejoin_sync::{Attachment, Draft, Mutation, MutationId};

use super::{
    Connectivity, DraftKey, Me, NotificationsView, OutboxEntry, PeopleKey, PeopleView, Phase, PostView,
    SavedDraft, SearchView, SessionState, SignInError, ThreadView, TimelineView, WriteError,
};

/// The state of the app. Small to copy; every copy is the same app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct App(());

/// Starts the state. Called once, by the root component.
pub fn provide_state() -> App {
    let app = App(());
    provide_context(app);
    app
}

/// The state of the app.
pub fn use_app() -> App {
    use_context::<App>().unwrap_or(App(()))
}

impl App {
    /// Who is signed in.
    pub fn session(self) -> Signal<SessionState> {
        Signal::stored(SessionState::SignedOut)
    }

    /// The accounts that are signed in on this device.
    pub fn accounts(self) -> Signal<Vec<Arc<Me>>> {
        Signal::stored(Vec::new())
    }

    /// Makes another account of this device the one that is shown.
    pub fn switch_account(self, _key: &str) {}

    /// Whether this page's own address is a server one can sign in to, and what it can do. `None` until known to be one.
    pub fn this_server(self) -> Signal<Option<Arc<Capabilities>>> {
        Signal::stored(None)
    }

    /// Asks a server to let somebody sign in; answers with the page to go to.
    pub async fn begin_sign_in(self, server: String) -> Result<WebUrl, SignInError> {
        Err(SignInError::NotAnAddress(server))
    }

    /// Ends the sign-in with the query string that the server sent the browser back with, leading `?` or not.
    pub async fn finish_sign_in(self, _query: String) -> Result<(), SignInError> {
        Err(SignInError::StateMismatch)
    }

    /// Revokes the token of the account that is shown and deletes all that the device keeps of it.
    pub async fn sign_out(self) {}

    /// What the session's server can do; the usual limits until it has said so.
    pub fn capabilities(self) -> Signal<Arc<Capabilities>> {
        Signal::stored(Arc::default())
    }

    /// The account that is signed in.
    pub fn me(self) -> Signal<Option<Arc<Account>>> {
        Signal::stored(None)
    }

    /// A post, as it is shown.
    pub fn post(self, _id: &StatusId) -> Signal<Option<Arc<PostView>>> {
        Signal::stored(None)
    }

    /// An account.
    pub fn account(self, _id: &AccountId) -> Signal<Option<Arc<Account>>> {
        Signal::stored(None)
    }

    /// How the reader stands to an account; asked for when it is not known.
    pub fn relationship(self, _id: &AccountId) -> Signal<Option<Arc<Relationship>>> {
        Signal::stored(None)
    }

    /// The account of a handle (`name` or `name@server`, without a leading `@`): from the store, then from the server.
    pub fn account_by_acct(self, _acct: &str) -> (Signal<Option<Arc<Account>>>, Signal<Phase>) {
        (Signal::stored(None), Signal::stored(Phase::Opening))
    }

    /// A feed.
    pub fn timeline(self, _key: &TimelineKey) -> TimelineView {
        TimelineView {
            rows: Signal::stored(Vec::new()),
            phase: Signal::stored(Phase::Opening),
            waiting: Signal::stored(0),
            loading_older: Signal::stored(false),
            at_end: Signal::stored(false),
            view: 0,
            app: self,
        }
    }

    /// A post with what came before and after it.
    pub fn thread(self, _id: &StatusId) -> ThreadView {
        ThreadView {
            rows: Signal::stored(Vec::new()),
            phase: Signal::stored(Phase::Opening),
            view: 0,
            app: self,
        }
    }

    /// The notifications of the session.
    pub fn notifications(self) -> NotificationsView {
        NotificationsView {
            rows: Signal::stored(Vec::new()),
            phase: Signal::stored(Phase::Opening),
            unread: Signal::stored(0),
            loading_older: Signal::stored(false),
            at_end: Signal::stored(false),
            app: self,
        }
    }

    /// Searches for people, posts and hashtags.
    pub fn search(self, _query: &str) -> SearchView {
        SearchView { results: Signal::stored(Arc::default()), phase: Signal::stored(Phase::Opening) }
    }

    /// A list of people.
    pub fn people(self, _key: &PeopleKey) -> PeopleView {
        PeopleView {
            accounts: Signal::stored(Vec::new()),
            phase: Signal::stored(Phase::Opening),
            at_end: Signal::stored(false),
            view: 0,
            app: self,
        }
    }

    /// Keeps what the user did; it is durable on the device when this returns, and is shown from then on.
    pub async fn submit(self, _mutation: Mutation) -> Result<MutationId, WriteError> {
        Err(WriteError::SignedOut)
    }

    /// What waits to be sent, oldest first.
    pub fn outbox(self) -> Signal<Vec<OutboxEntry>> {
        Signal::stored(Vec::new())
    }

    /// Tries an entry again now: one that was refused, or one that waits.
    pub async fn retry(self, _id: &MutationId) -> Result<(), WriteError> {
        Ok(())
    }

    /// Gives up an entry; what it did is undone on the screen.
    pub async fn discard(self, _id: &MutationId) -> Result<(), WriteError> {
        Ok(())
    }

    /// Takes a post or edit out of the outbox to be edited; keeps it as a draft, whose key is the answer.
    pub async fn take_back(self, _id: &MutationId) -> Result<Option<DraftKey>, WriteError> {
        Ok(None)
    }

    /// The draft under a key, as it was last saved.
    pub fn draft(self, _key: &DraftKey) -> Option<Draft> {
        None
    }

    /// Keeps a draft. May be called with every keystroke; an empty draft is forgotten.
    pub fn save_draft(self, _key: &DraftKey, _draft: &Draft) {}

    /// Forgets a draft, with the files that were kept for it.
    pub fn discard_draft(self, _key: &DraftKey) {}

    /// All drafts, the latest first.
    pub fn drafts(self) -> Signal<Vec<SavedDraft>> {
        Signal::stored(Vec::new())
    }

    /// What a reply to a post starts with: whom it addresses, its visibility, content warning and language.
    pub fn reply_draft(self, _to: &StatusId) -> Draft {
        Draft::default()
    }

    /// What the edit of a post starts with: its text as it was written, asked from the server.
    pub async fn edit_draft(self, _id: &StatusId) -> Result<Draft, String> {
        Err("Not signed in".into())
    }

    /// Keeps a file on the device until its post has been sent.
    pub async fn keep_file(self, _file: web_sys::File) -> Result<Attachment, WriteError> {
        Err(WriteError::SignedOut)
    }

    /// An address for showing a kept file on this page; to be revoked with `URL.revokeObjectURL` when no longer shown.
    pub async fn file_url(self, _attachment: &Attachment) -> Option<String> {
        None
    }

    /// Whether the server can be reached.
    pub fn online(self) -> Signal<Connectivity> {
        Signal::stored(Connectivity::Online)
    }

    /// Whether a newer version of the app waits to take over; see [`App::update`].
    pub fn update_ready(self) -> Signal<bool> {
        Signal::stored(false)
    }

    /// Lets the newer version take over and reloads the page.
    pub fn update(self) {}

    /// Tells that there is something to read: from now on, what can wait may be fetched.
    pub fn first_post_painted(self) {}
}

impl TimelineView {
    /// Shows the posts that are held back.
    pub fn show_waiting(self) {}

    /// Says whether new posts may be shown as they come (the reader is at the top) or are held back.
    pub fn set_at_top(self, _at_top: bool) {}

    /// Loads the page after the last row, if there is one and it is not being loaded.
    pub fn load_older(self) {}

    /// Loads the page at the top of a gap.
    pub fn fill_gap(self, _id: u32) {}

    /// Asks for what is new.
    pub fn refresh(self) {}
}

impl ThreadView {
    /// Asks for what is new.
    pub fn refresh(self) {}
}

impl NotificationsView {
    /// Loads older ones.
    pub fn load_older(self) {}

    /// Asks for what is new.
    pub fn refresh(self) {}

    /// Remembers, here and on the server, that all that is shown has been seen.
    pub fn mark_read(self) {}
}

impl PeopleView {
    /// Loads more.
    pub fn load_more(self) {}
}

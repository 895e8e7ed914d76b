//! What the user writes and does: mutations, drafts and their files.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::Signal;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::StatusId;
use rejoin_domain::{Poll, Post};
use rejoin_sync::drafts::Kept;
use rejoin_sync::store::StoreError;
use rejoin_sync::{Attachment, Clock, Draft, Mutation, MutationId, PollDraft};

use super::client::Client;
use super::platform::{self, WebClock};
use super::{App, DraftKey, SavedDraft, WriteError};
use crate::browser::{clock, fetch};

/// What was given up can be taken back for so long, in milliseconds: as long as a toast is shown, and a little more.
const TIME_TO_UNDO: u32 = 12_000;

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        Self::Device(error.to_string())
    }
}

type Keeping = LocalBoxFuture<'static, Result<MutationId, StoreError>>;

/// What is read at first is not to wait for the rules of the queue.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn submit(client: Rc<Client>, mutation: Mutation) -> Result<Keeping, SplitLoaderError> {
    Ok(Box::pin(async move { client.with_room(|| client.engine.submit(mutation.clone())).await }))
}

impl App {
    /// Keeps what the user did; it is durable on the device when this returns, and is shown from then on.
    ///
    /// # Errors
    /// When nobody is signed in or the device could not keep it.
    pub async fn submit(self, mutation: Mutation) -> Result<MutationId, WriteError> {
        let client = self.client();
        if client.me.is_none() {
            return Err(WriteError::SignedOut);
        }
        let Ok(keeping) = submit(client, mutation).await else { return Err(WriteError::NotLoaded) };
        let id = keeping.await?;
        super::keeping::ask_to_persist();
        Ok(id)
    }

    /// The draft under a key, as it was last saved.
    pub fn draft(self, key: &DraftKey) -> Option<Draft> {
        self.drafts_of_session().get(key)
    }

    /// Keeps a draft. May be called with every keystroke; an empty draft is forgotten.
    pub fn save_draft(self, key: &DraftKey, draft: &Draft) {
        self.drafts_of_session().save(key, draft);
    }

    /// Writes down what was written in the last moment.
    pub fn flush_drafts(self) {
        self.drafts_of_session().flush();
    }

    /// Puts something else in the place of a draft, which becomes a version of it.
    pub fn replace_draft(self, key: &DraftKey, draft: Draft) {
        self.drafts_of_session().replace(key, draft);
    }

    /// Gives a draft up, with its files unless a post needs them. Answers with what it was, for [`App::put_back_draft`].
    pub fn discard_draft(self, key: &DraftKey) -> Option<Kept> {
        let was = self.drafts_of_session().discard(key)?;
        self.forget_files_later(was.files().map(str::to_owned).collect());
        Some(was)
    }

    /// Takes back that a draft was given up.
    pub fn put_back_draft(self, was: Kept) {
        self.drafts_of_session().put_back(was);
    }

    /// Where a new post can be kept: a begun one stays what it is.
    pub fn new_key(self) -> DraftKey {
        let begun = self.draft(&DraftKey::New).is_some_and(|begun| !begun.is_empty());
        if begun { DraftKey::Aside(platform::unique()) } else { DraftKey::New }
    }

    /// Whether the server says that a post is not there any more. Without an answer it is taken to be there.
    pub async fn is_deleted(self, id: &StatusId) -> bool {
        let client = self.client();
        let id = client.real_id(id);
        let is_sent = MutationId::of_post(&id).is_none();
        is_sent && client.engine.refresh_post(&id).await.is_err_and(|problem| problem.is_gone())
    }

    /// Lays the new post that is begun aside, so that another one can be begun. Answers with its key.
    pub fn lay_aside(self, draft: Draft) -> DraftKey {
        let key = DraftKey::Aside(platform::unique());
        let drafts = self.drafts_of_session();
        drafts.replace(&key, draft);
        drafts.discard(&DraftKey::New);
        key
    }

    /// Deletes files that nothing needs any more, once there has been time to take back what made them superfluous.
    pub fn forget_files_later(self, files: Vec<String>) {
        if files.is_empty() {
            return;
        }
        let (client, drafts) = (self.client(), self.drafts_of_session());
        leptos::task::spawn_local(async move {
            WebClock.sleep(TIME_TO_UNDO).await;
            // What could not be deleted goes with the next sweep.
            let _ = client.engine.forget_files(&files, &drafts.files()).await;
        });
    }

    /// All drafts, the latest first.
    pub fn drafts(self) -> Signal<Vec<SavedDraft>> {
        self.drafts_of_session().all.clone().into()
    }

    /// What a new post starts with: the account's own visibility and language.
    pub fn new_draft(self) -> Draft {
        let client = self.client();
        let preferences = client.preferences.borrow();
        Draft {
            visibility: preferences.visibility.clone(),
            sensitive: preferences.sensitive,
            language: preferences.language.clone(),
            quote_policy: preferences.quote_policy.clone(),
            ..Draft::default()
        }
    }

    /// What a quote starts with: one's own words to followers, quoted, stay with them.
    pub fn quote_draft(self, of: &StatusId) -> Draft {
        let client = self.client();
        let new = self.new_draft();
        let posts = client.entities.posts.borrow();
        let visibility = posts.get(of).map(|post| quieter(&post.visibility, &new.visibility));
        Draft { quote: Some(of.clone()), visibility: visibility.unwrap_or(new.visibility.clone()), ..new }
    }

    /// What a reply to a post starts with: whom it addresses, its visibility, content warning and language.
    pub fn reply_draft(self, to: &StatusId) -> Draft {
        let client = self.client();
        let new = self.new_draft();
        let posts = client.entities.posts.borrow();
        let Some(post) = posts.get(to) else { return Draft { in_reply_to: Some(to.clone()), ..new } };
        let author = client.entities.accounts.borrow().get(&post.account).map(|account| account.acct.clone());
        let own = client.me.as_ref();
        let others = post.mentions.iter().filter(|mention| own.is_none_or(|me| me.id != mention.id));
        let mut handles: Vec<String> =
            author.filter(|_| own.is_none_or(|me| me.id != post.account)).into_iter().collect();
        handles.extend(others.map(|mention| mention.acct.clone()));
        let mut text = String::new();
        for (place, handle) in handles.iter().enumerate() {
            if handles.iter().position(|other| other == handle) == Some(place) {
                text.push_str(&format!("@{handle} "));
            }
        }
        Draft {
            text,
            warning: rejoin_domain::richtext::plain_line(&post.warning),
            visibility: quieter(&post.visibility, &new.visibility),
            language: post.language.clone().or(new.language),
            in_reply_to: Some(to.clone()),
            quote_policy: new.quote_policy,
            ..Draft::default()
        }
    }

    /// What the edit of a post starts with: its text as it was written, asked from the server.
    ///
    /// # Errors
    /// In words, when the server does not say.
    pub async fn edit_draft(self, id: &StatusId) -> Result<Draft, String> {
        let client = self.client();
        let unsent =
            client.entities.overlay.borrow().unsent(id).and_then(|entry| entry.mutation.draft().cloned());
        if let Some(draft) = unsent {
            return Ok(draft);
        }
        let post =
            client.entities.posts.borrow().get(id).cloned().ok_or("This post is not on this device.")?;
        let source = client.engine.source(id).await.map_err(|problem| problem.to_string())?;
        Ok(of_post(&post, source.text, source.spoiler_text))
    }

    /// What a post begins anew with that is to be deleted: everything that is in it, as of now. Its files are taken to the device
    /// where they can be had, since servers forget those that are in no post.
    ///
    /// # Errors
    /// In words, when the server does not say how it was written.
    pub async fn redraft(self, id: &StatusId) -> Result<Draft, String> {
        let mut draft = self.edit_draft(id).await?;
        let client = self.client();
        let post = client.entities.posts.borrow().get(id).cloned();
        let Some(post) = post else { return Ok(draft) };
        draft.quote = post.quote.as_ref().and_then(|quote| quote.id.clone());
        for media in &mut draft.media {
            let file = post.media.iter().find(|one| Some(&one.id) == media.uploaded.as_ref());
            if let Some(url) = file.and_then(|one| one.url.as_ref())
                && let Some(bytes) = fetch::bytes(url.as_str()).await
                && let Ok(kept) = client.with_room(|| client.engine.keep_file(&bytes)).await
            {
                let name = url.as_str().rsplit('/').next().unwrap_or_default().to_owned();
                let of_file = Attachment { file: kept, name, mime: bytes.type_(), ..Attachment::default() };
                *media = Attachment {
                    description: std::mem::take(&mut media.description),
                    focus: media.focus,
                    ..of_file
                };
            }
        }
        Ok(draft)
    }

    /// Keeps a file on the device until its post has been sent.
    ///
    /// # Errors
    /// When nobody is signed in or the device could not keep it.
    pub async fn keep_file(self, file: web_sys::File) -> Result<Attachment, WriteError> {
        let client = self.client();
        if client.me.is_none() {
            return Err(WriteError::SignedOut);
        }
        Ok(Attachment {
            file: client.with_room(|| client.engine.keep_file(&file)).await?,
            name: file.name(),
            mime: file.type_(),
            description: String::new(),
            focus: None,
            uploaded: None,
            preview: None,
        })
    }

    /// An address for showing a kept file on this page; to be revoked with `URL.revokeObjectURL` when no longer shown.
    pub async fn file_url(self, attachment: &Attachment) -> Option<String> {
        let file = self.client().engine.file(&attachment.file).await.ok()??;
        web_sys::Url::create_object_url_with_blob(&file).ok()
    }
}

/// Of two visibilities the one that fewer see: a reply is not to be louder than what it answers.
fn quieter(one: &rejoin_api::Visibility, other: &rejoin_api::Visibility) -> rejoin_api::Visibility {
    use rejoin_api::Visibility::{Direct, Private, Public, Unlisted};
    let order = [Direct, Private, Unlisted, Public];
    let found = order.into_iter().find(|visibility| visibility == one || visibility == other);
    found.unwrap_or_else(|| one.clone())
}

fn of_post(post: &Post, text: String, warning: String) -> Draft {
    Draft {
        text,
        warning,
        sensitive: post.sensitive,
        visibility: post.visibility.clone(),
        language: post.language.clone(),
        in_reply_to: post.in_reply_to_id.clone(),
        quote: None,
        quote_policy: post.quote_approval.as_ref().map(|_| post.quote_policy()),
        media: post.media.iter().map(Attachment::on_server).collect(),
        // The same options keep their votes; an edit without them would take the poll away.
        poll: post.poll.as_ref().map(asked),
        ..Draft::default()
    }
}

/// How long a poll stays open at least, in seconds: one that is over cannot be kept in another way.
const SHORTEST_POLL: i64 = 300;

fn asked(poll: &Poll) -> PollDraft {
    let left = poll.expires_at.map(|at| (at.as_millis() - clock::now().as_millis()) / 1000);
    PollDraft {
        options: poll
            .options
            .iter()
            .map(|option| rejoin_domain::richtext::plain_line(&option.title))
            .collect(),
        expires_in: u32::try_from(left.unwrap_or_default().max(SHORTEST_POLL)).unwrap_or(u32::MAX),
        multiple: poll.multiple,
        hide_totals: false,
    }
}

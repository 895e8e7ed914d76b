//! What each mutation is on the wire, and what its answer means to the store.

use rejoin_api::params::{
    EditStatus, FollowOptions, MarkerPosition, MediaAttributes, MuteOptions, NewMarkers, NewPoll, NewStatus,
    ReblogOptions, UpdateMedia,
};
use rejoin_api::requests::{accounts, follow_requests, markers, media, polls, statuses};
use rejoin_api::{
    AccountId, ApiError, FilePart, FileSource, MediaAttachment, MediaId, PollId, Relationship, Request,
    Status, StatusId,
};
use rejoin_domain::TimelineKey;
use rejoin_domain::timeline::Change;

use super::Engine;
use crate::outbox::{Attachment, Draft, Entry, Mark, Mutation, PollDraft, QueueChange, Relation};
use crate::platform::{Clock, Platform};
use crate::problem::Problem;
use crate::records::Batch;

/// How long a server may work on an attachment, and how often it is asked, in milliseconds.
const MEDIA_PATIENCE: u32 = 120_000;
const MEDIA_INTERVAL: u32 = 1_500;

type Outcome = Result<(Batch, Option<StatusId>), Problem>;

impl<P: Platform> Engine<P> {
    /// Sends one entry. Answers with what is to be written, and the id of a post that was published.
    pub(super) async fn perform(&self, entry: &Entry) -> Outcome {
        match &entry.mutation {
            Mutation::Post(draft) => self.publish(entry, draft).await,
            Mutation::Edit { id, draft } => self.edit(entry, id, draft).await,
            Mutation::Delete { id } => {
                self.ask(&statuses::delete(id)).await?;
                Ok((Batch { removed: vec![id.clone()], ..Batch::default() }, None))
            }
            Mutation::Mark { id, mark, on } => {
                let status = self.ask(&marking(id, *mark, *on)).await?;
                Ok((marked(&status, id, *mark, *on), None))
            }
            Mutation::Relate { id, relation, on } => related(self.ask(&relating(id, *relation, *on)).await?),
            Mutation::AnswerFollowRequest { id, accept } => {
                let request =
                    if *accept { follow_requests::authorize(id) } else { follow_requests::reject(id) };
                related(self.ask(&request).await?)
            }
            Mutation::Vote { post, poll, choices } => self.vote(post, poll, choices).await,
            Mutation::ReadNotifications { upto } => {
                let position = MarkerPosition { last_read_id: Some(upto.as_str().into()) };
                let all = NewMarkers { notifications: Some(position), ..NewMarkers::default() };
                self.ask(&markers::set(&all)).await?;
                Ok((Batch::default(), None))
            }
        }
    }

    async fn publish(&self, entry: &Entry, draft: &Draft) -> Outcome {
        let media_ids = self.upload_all(entry, draft).await?;
        let filled = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        let status = NewStatus {
            status: filled(&draft.text),
            media_ids,
            poll: draft.poll.as_ref().map(poll),
            in_reply_to_id: draft.in_reply_to.clone(),
            sensitive: Some(draft.sensitive),
            spoiler_text: filled(&draft.warning),
            visibility: Some(draft.visibility.clone()),
            language: draft.language.clone(),
            quoted_status_id: draft.quote.clone(),
            ..NewStatus::default()
        };
        let published = self.ask(&statuses::create(&status, Some(&entry.key))).await?;
        let mut batch = Batch::default();
        let id = batch.entities.status(&published);
        let gapless = self.is_live(&TimelineKey::Home);
        batch.timelines.push((TimelineKey::Home, Change::Arrived { post: id.clone(), gapless }));
        Ok((batch, Some(id)))
    }

    async fn edit(&self, entry: &Entry, id: &StatusId, draft: &Draft) -> Outcome {
        let media_ids = self.upload_all(entry, draft).await?;
        let attributes =
            draft.media.iter().zip(&media_ids).filter(|(attachment, _)| attachment.file.is_empty());
        let status = EditStatus {
            status: Some(draft.text.clone()),
            spoiler_text: Some(draft.warning.clone()),
            sensitive: Some(draft.sensitive),
            language: draft.language.clone(),
            media_attributes: attributes
                .map(|(attachment, id)| MediaAttributes {
                    id: id.clone(),
                    description: Some(attachment.description.clone()),
                    focus: attachment.focus.map(focus),
                })
                .collect(),
            media_ids,
            poll: draft.poll.as_ref().map(poll),
            ..EditStatus::default()
        };
        let edited = self.ask(&statuses::edit(id, &status)).await?;
        let mut batch = Batch::default();
        batch.entities.status(&edited);
        Ok((batch, None))
    }

    async fn vote(&self, post: &StatusId, poll: &PollId, choices: &[u32]) -> Outcome {
        let answer = self.ask(&polls::vote(poll, choices)).await?;
        let mut batch = Batch::default();
        if let Some(mut post) = self.stored_post(post).await? {
            post.poll = Some(rejoin_domain::Poll::from_wire(&answer));
            batch.entities.posts.push(post);
        }
        Ok((batch, None))
    }

    /// Uploads what is not on the server yet, noting each as it arrives there.
    async fn upload_all(&self, entry: &Entry, draft: &Draft) -> Result<Vec<MediaId>, Problem> {
        let mut ids = Vec::with_capacity(draft.media.len());
        for attachment in &draft.media {
            let id = match &attachment.uploaded {
                Some(id) => id.clone(),
                None => {
                    let id = self.upload(attachment).await?;
                    let change = QueueChange::Uploaded(entry.id.clone(), attachment.file.clone(), id.clone());
                    self.write(Batch { outbox: vec![change], ..Batch::default() }).await?;
                    id
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }

    async fn upload(&self, attachment: &Attachment) -> Result<MediaId, Problem> {
        let Some(file) = self.file(&attachment.file).await? else {
            let message = Some(format!("“{}” is not on this device any more.", attachment.name));
            return Err(ApiError::Forbidden { message }.into());
        };
        let part = FilePart {
            file_name: attachment.name.clone(),
            content_type: attachment.mime.clone(),
            source: FileSource::Handle(attachment.file.clone()),
        };
        let about = UpdateMedia {
            description: Some(attachment.description.clone()).filter(|text| !text.trim().is_empty()),
            focus: attachment.focus.map(focus),
        };
        let request = media::upload(part, &about);
        let response = self.send(&request.call, &[(attachment.file.clone(), file)]).await?;
        let uploaded: MediaAttachment = self.read(&request, &response)?;
        if response.is_unfinished() {
            self.wait_for(&uploaded.id).await?;
        }
        Ok(uploaded.id)
    }

    /// Waits until the server has done its work on an attachment.
    async fn wait_for(&self, id: &MediaId) -> Result<(), Problem> {
        let request = media::get(id);
        for _ in 0..MEDIA_PATIENCE / MEDIA_INTERVAL {
            self.clock.sleep(MEDIA_INTERVAL).await;
            let response = self.send(&request.call, &[]).await?;
            self.read(&request, &response)?;
            if !response.is_unfinished() {
                return Ok(());
            }
        }
        Err(ApiError::ServerTrouble { status: 206, retry_after: None }.into())
    }
}

fn poll(draft: &PollDraft) -> NewPoll {
    NewPoll {
        options: draft.options.clone(),
        expires_in: draft.expires_in.into(),
        multiple: draft.multiple,
        hide_totals: draft.hide_totals,
    }
}

fn focus((x, y): (f64, f64)) -> String {
    format!("{},{}", hundredths(x), hundredths(y))
}

/// Two digits after the point, written from whole numbers: the formatting of floats weighs 10 kB of WebAssembly.
fn hundredths(part: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "from -100 to 100")]
    let whole = (part.clamp(-1.0, 1.0) * 100.0).round() as i32;
    let sign = if whole < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", whole.abs() / 100, whole.abs() % 100)
}

fn marking(id: &StatusId, mark: Mark, on: bool) -> Request<Status> {
    match (mark, on) {
        (Mark::Favourite, true) => statuses::favourite(id),
        (Mark::Favourite, false) => statuses::unfavourite(id),
        (Mark::Boost, true) => statuses::reblog(id, &ReblogOptions::default()),
        (Mark::Boost, false) => statuses::unreblog(id),
        (Mark::Bookmark, true) => statuses::bookmark(id),
        (Mark::Bookmark, false) => statuses::unbookmark(id),
        (Mark::Pin, true) => statuses::pin(id),
        (Mark::Pin, false) => statuses::unpin(id),
        (Mark::MuteConversation, true) => statuses::mute(id),
        (Mark::MuteConversation, false) => statuses::unmute(id),
    }
}

/// The answer to a mark. Some servers answer with the boost and some with the post, some leave out the flag or send the one
/// of before: what was acknowledged is set here.
fn marked(status: &Status, id: &StatusId, mark: Mark, on: bool) -> Batch {
    let mut batch = Batch::default();
    batch.entities.status(status);
    for post in batch.entities.posts.iter_mut().filter(|post| post.id == *id) {
        let mine = &mut post.mine;
        let flag = match mark {
            Mark::Favourite => &mut mine.favourited,
            Mark::Boost => &mut mine.reblogged,
            Mark::Bookmark => &mut mine.bookmarked,
            Mark::Pin => &mut mine.pinned,
            Mark::MuteConversation => &mut mine.muted,
        };
        *flag = Some(on);
    }
    batch
}

fn relating(id: &AccountId, relation: Relation, on: bool) -> Request<Relationship> {
    match (relation, on) {
        (Relation::Follow, true) => accounts::follow(id, &FollowOptions::default()),
        (Relation::Follow, false) => accounts::unfollow(id),
        (Relation::Block, true) => accounts::block(id),
        (Relation::Block, false) => accounts::unblock(id),
        (Relation::Mute, true) => accounts::mute(id, &MuteOptions::default()),
        (Relation::Mute, false) => accounts::unmute(id),
    }
}

fn related(relationship: Relationship) -> Outcome {
    Ok((Batch { relationships: vec![relationship], ..Batch::default() }, None))
}

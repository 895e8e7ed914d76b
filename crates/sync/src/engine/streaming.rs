//! Staying up to date: one stream, and asking now and then where there is none.
//!
//! The leader of an account opens one WebSocket for all that is wanted. The token goes as the subprotocol first and in the
//! query where that fails. When the stream opens, everything that it covers is brought up to date by an ordinary refresh;
//! from then on a timeline is *live*: what arrives stands directly above what is there. When the stream ends, nothing is live
//! any more, and what arrives later stands above a gap until a refresh closes it. When another tab has asked for the top
//! meanwhile, what arrives may be older than that (the leader may have been frozen): it is dropped, and asked for anew.
//!
//! Nothing tells a silent stream from a dead one: one that has been silent for some minutes is opened anew, and so is any
//! when the device comes back from being offline or asleep ([`Engine::reconnect`]).
//!
//! Where no stream opens, the same refresh is made each time that opening one has failed: that is polling, with a backoff,
//! more often while somebody looks.

use futures::FutureExt;
use futures::future::{Either, select};
use rejoin_api::{Notification, Status, StreamEvent, StreamFrame, StreamName};
use rejoin_domain::timeline::{Change, SEVERAL};
use rejoin_domain::{Capabilities, NotificationGroup, NotificationsChange, TimelineKey};

use super::Engine;
use crate::backoff;
use crate::net::{Network, Socket, SocketAuth};
use crate::platform::{Clock, Platform};
use crate::records::REFRESHED;
use crate::records::{Batch, QueueBatch};

/// What the engine has to know of the page around it.
pub trait Surroundings {
    /// The timelines that are shown, or may be shown again at once.
    fn open_timelines(&self) -> Vec<TimelineKey>;

    /// Whether somebody looks, and has not asked to be spared what can wait.
    fn is_visible(&self) -> bool;
}

/// The waits before opening a stream again, in milliseconds.
const SHORTEST: u32 = 2_000;
const LONGEST: u32 = 60_000;
/// The same while nobody looks.
const LONGEST_HIDDEN: u32 = 300_000;
/// How often somebody who is not signed in is brought up to date, in milliseconds.
const UNSIGNED: u32 = 60_000;
/// A stream that held for so long was a good one: the next failure counts as the first.
const STEADY: i64 = 30_000;
/// A stream that ends so soon, in milliseconds, without a word was none.
const EARLY: i64 = 5_000;
/// How long a stream may take to open, in milliseconds.
const PATIENCE: u32 = 15_000;
/// A stream that is silent for so long, in milliseconds, is opened anew.
const SILENCE: u32 = 300_000;
/// How many frames that have piled up are written together.
const TOGETHER: usize = 50;

impl<P: Platform> Engine<P> {
    /// Follows what happens, until another engine leads.
    pub(super) async fn follow(&self, around: &impl Surroundings) {
        if self.identity.account.is_none() {
            return self.ask_now_and_then(around).await;
        }
        let mut failures = 0;
        let mut auth = SocketAuth::Protocol;
        loop {
            let opened_at = self.now();
            let worked = self.stream_once(around, auth).await;
            self.live_no_more();
            if self.is_deposed() {
                return;
            }
            if worked && self.now().as_millis() - opened_at.as_millis() > STEADY {
                failures = 0;
            }
            failures += 1;
            if !worked {
                auth = if auth == SocketAuth::Protocol { SocketAuth::Query } else { SocketAuth::Protocol };
                // The first failure only says that the token was not seen: try the other way at once.
                if failures > 1 {
                    self.catch_up(&around.open_timelines(), false).await;
                }
            }
            let longest = if around.is_visible() { LONGEST } else { LONGEST_HIDDEN };
            let wait = backoff::delay(failures, SHORTEST, longest, self.clock.chance());
            select(Box::pin(self.clock.sleep(wait)), Box::pin(self.to_follow.wait())).await;
        }
    }

    /// Servers stream to nobody without a token, so that who reads in public asks.
    async fn ask_now_and_then(&self, around: &impl Surroundings) {
        loop {
            self.clock.sleep(UNSIGNED).await;
            if around.is_visible() {
                self.catch_up(&around.open_timelines(), false).await;
            }
        }
    }

    pub(super) fn live_no_more(&self) {
        self.live.borrow_mut().clear();
        self.notified.set(false);
    }

    /// Whether a stream keeps this timeline complete at present.
    pub fn is_live(&self, key: &TimelineKey) -> bool {
        self.live.borrow().contains(key)
    }

    /// Opens the stream anew: the device was offline or asleep, and an old one may be dead without knowing it.
    pub fn reconnect(&self) {
        self.reopen.set(true);
        self.wake();
    }

    /// Opens a stream and follows it to its end. Whether it held: a browser says neither why nor, at once, that a stream was
    /// not opened, so one that ends early without a word counts as none.
    async fn stream_once(&self, around: &impl Surroundings, auth: SocketAuth) -> bool {
        let capabilities = self.capabilities().await.ok().flatten().unwrap_or_default();
        let address = address(&self.identity.server, &capabilities);
        self.reopen.set(false);
        let Ok(mut socket) = self.network.connect(&address, auth).await else { return false };
        let opened_at = self.now();
        let mut held = false;
        let mut subscribed: Vec<StreamName> = Vec::new();
        let mut refreshed = None;
        loop {
            if !self.subscribe(&mut socket, &mut subscribed, &around.open_timelines()).await {
                return held;
            }
            let fresh: Vec<_> =
                subscribed.iter().filter_map(timeline_of).filter(|key| !self.is_live(key)).collect();
            if !fresh.is_empty() {
                // What cannot be read is as good as not there: then what is there later differs, and is caught up with again.
                refreshed = self.value_text(REFRESHED).await.ok().flatten();
                self.catch_up(&fresh, true).await;
                // What arrived meanwhile may be newer or older than what was fetched.
                let frames = pending(&mut socket, usize::MAX);
                held |= !frames.is_empty();
                self.take_in(&frames, None).await;
            }
            let first = match self.next_frame(&mut socket).await {
                Heard::Frame(frame) => frame,
                Heard::Ring if self.reopen.get() => return true,
                // What is wanted may have changed.
                Heard::Ring => continue,
                Heard::End => return held || self.now().as_millis() - opened_at.as_millis() > EARLY,
            };
            held = true;
            let mut frames = vec![first];
            frames.extend(pending(&mut socket, TOGETHER));
            self.take_in(&frames, Some(refreshed.clone())).await;
            if self.is_deposed() {
                return true;
            }
        }
    }

    async fn next_frame<S: Socket>(&self, socket: &mut S) -> Heard {
        let silence = Box::pin(self.clock.sleep(SILENCE));
        let ring = Box::pin(self.to_follow.wait());
        match select(Box::pin(socket.receive()), select(ring, silence)).await {
            Either::Left((Some(frame), _)) => Heard::Frame(frame),
            Either::Left((None, _)) | Either::Right((Either::Right(_), _)) => Heard::End,
            Either::Right((Either::Left(_), _)) => Heard::Ring,
        }
    }

    /// Adds to the stream what is wanted and takes off what is not. `false` when the stream has ended or does not open.
    async fn subscribe<S: Socket>(
        &self,
        socket: &mut S,
        subscribed: &mut Vec<StreamName>,
        wanted: &[TimelineKey],
    ) -> bool {
        let mut names: Vec<StreamName> = wanted.iter().filter_map(stream_of).collect();
        if self.identity.account.is_some() && !names.contains(&StreamName::User) {
            names.push(StreamName::User);
        }
        let (kept, unwanted): (Vec<_>, Vec<_>) = subscribed.drain(..).partition(|name| names.contains(name));
        *subscribed = kept;
        self.live.borrow_mut().retain(|key| stream_of(key).is_none_or(|name| !unwanted.contains(&name)));
        names.retain(|name| !subscribed.contains(name));
        let words =
            unwanted.iter().map(StreamName::unsubscribe).chain(names.iter().map(StreamName::subscribe));
        for word in words.collect::<Vec<_>>() {
            let patience = Box::pin(self.clock.sleep(PATIENCE));
            match select(Box::pin(socket.send(&word)), patience).await {
                Either::Left((true, _)) => {}
                _ => return false,
            }
        }
        subscribed.extend(names);
        true
    }

    /// Refreshes timelines; those that an open stream covers are live from then on.
    async fn catch_up(&self, keys: &[TimelineKey], streamed: bool) {
        for key in keys {
            if self.refresh(key).await.is_ok() && streamed {
                self.live.borrow_mut().insert(key.clone());
            }
        }
        if keys.contains(&TimelineKey::Home) {
            // What was missed will be asked for again with the next notification, or the next opening.
            let up_to_date = self.refresh_notifications().await.is_ok();
            self.notified.set(streamed && up_to_date);
        }
    }

    /// Writes what has arrived. It stands above all that is known, `unless_refreshed`: when another tab has asked for the top
    /// since, it may be older than what that got.
    async fn take_in(&self, frames: &[String], unless_refreshed: Option<Option<String>>) {
        let in_order = unless_refreshed.is_some();
        let mut batch = Batch { streamed: true, ..Batch::default() };
        let (mut merged, mut filtered, mut changed) = (false, false, false);
        for frame in frames.iter().filter_map(|text| StreamFrame::parse(text).ok()) {
            let timeline = match StreamName::from_labels(&frame.stream) {
                Some(name) => timeline_of(&name),
                // A server that tells streams apart by connection has opened the one that was asked for.
                None => self.identity.account.is_some().then_some(TimelineKey::Home),
            };
            match frame.event {
                StreamEvent::Update(status) => self.arrived(&mut batch, timeline, &status, in_order),
                StreamEvent::StatusUpdate(status) => {
                    batch.entities.status(&status);
                    changed = true;
                }
                StreamEvent::Delete(id) => {
                    batch.removed.push(id);
                    changed = true;
                }
                StreamEvent::Notification(notification) if in_order && self.notified.get() => {
                    self.arrived_notification(&mut batch, &notification);
                }
                // Others may be missing below it.
                StreamEvent::Notification(_) => merged = true,
                StreamEvent::NotificationsMerged => merged = true,
                StreamEvent::FiltersChanged => filtered = true,
                _ => {}
            }
        }
        // What could not be written is missing until the next refresh, as if it had not been sent.
        // What has waited may be older than what others are just asking for.
        let settled_at = (changed && in_order).then(|| self.now());
        if self
            .write_leading(QueueBatch { batch, settled_at, unless_refreshed, ..QueueBatch::default() })
            .await
            .is_err()
        {
            self.live_no_more();
        }
        if merged {
            let up_to_date = self.refresh_notifications().await.is_ok();
            self.notified.set(self.notified.get() || up_to_date);
        }
        if filtered {
            self.filter_anew().await;
        }
    }

    /// The filters are others: so is what they make of the posts of open timelines. What cannot be asked now is asked with the
    /// next opening.
    async fn filter_anew(&self) {
        let _ = self.refresh_filters().await;
        let open: Vec<TimelineKey> = self.live.borrow().iter().cloned().collect();
        for key in open {
            let _ = self.refresh(&key).await;
        }
    }

    fn arrived(&self, batch: &mut Batch, timeline: Option<TimelineKey>, status: &Status, in_order: bool) {
        let post = batch.entities.status(status);
        if let Some(key) = timeline {
            let gapless = self.is_live(&key);
            let change = match in_order {
                true => Change::Arrived { post, gapless },
                false => Change::Unplaced { post, streamed: true, gapless },
            };
            batch.timelines.push((key, change));
        }
    }

    fn arrived_notification(&self, batch: &mut Batch, notification: &Notification) {
        batch.entities.account(&notification.account);
        if let Some(status) = &notification.status {
            batch.entities.status(status);
        }
        let group = NotificationGroup::of_one(notification, self.server_groups());
        batch.notifications.push(NotificationsChange::Arrived(group));
    }
}

/// The frames that are there already, up to so many.
fn pending<S: Socket>(socket: &mut S, most: usize) -> Vec<String> {
    let mut frames = Vec::new();
    while frames.len() < most
        && let Some(Some(frame)) = socket.receive().now_or_never()
    {
        frames.push(frame);
    }
    frames
}

/// What ended the wait for a frame.
enum Heard {
    Frame(String),
    Ring,
    End,
}

/// The address of the stream: the server's word for the host, ours for the scheme, which some servers have wrong.
fn address(server: &str, capabilities: &Capabilities) -> String {
    let secure = server.starts_with("https:");
    let told = capabilities.streaming.as_deref().unwrap_or(server);
    let host = told.split_once("://").map_or(told, |(_, host)| host).trim_end_matches('/');
    let path = if host.ends_with("/api/v1/streaming") { "" } else { "/api/v1/streaming" };
    format!("{}://{host}{path}", if secure { "wss" } else { "ws" })
}

/// The stream that tells of a timeline, where there is one.
pub(super) fn stream_of(key: &TimelineKey) -> Option<StreamName> {
    Some(match key {
        TimelineKey::Home => StreamName::User,
        TimelineKey::Local => StreamName::PublicLocal,
        TimelineKey::Public => StreamName::Public,
        TimelineKey::Tag(name) if !name.contains(SEVERAL) => StreamName::Hashtag(name.clone()),
        TimelineKey::List(id) => StreamName::List(id.clone()),
        _ => return None,
    })
}

fn timeline_of(name: &StreamName) -> Option<TimelineKey> {
    Some(match name {
        StreamName::User => TimelineKey::Home,
        StreamName::PublicLocal => TimelineKey::Local,
        StreamName::Public => TimelineKey::Public,
        StreamName::Hashtag(name) => TimelineKey::Tag(name.clone()),
        StreamName::List(id) => TimelineKey::List(id.clone()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_server_s_with_a_scheme_that_fits() {
        let at = |server: &str, streaming: Option<&str>| {
            address(
                server,
                &Capabilities { streaming: streaming.map(str::to_owned), ..Capabilities::default() },
            )
        };
        assert_eq!(at("https://a.example", Some("wss://s.a.example")), "wss://s.a.example/api/v1/streaming");
        assert_eq!(
            at("http://localhost:3000", Some("wss://localhost:3000/")),
            "ws://localhost:3000/api/v1/streaming"
        );
        assert_eq!(at("https://a.example", None), "wss://a.example/api/v1/streaming");
        assert_eq!(
            at("https://a.example", Some("https://a.example/api/v1/streaming")),
            "wss://a.example/api/v1/streaming"
        );
    }
}

//! A user, who does what comes to mind.

mod marks;
mod own;
mod people;
mod reading;

pub use reading::elsewhere;

use std::cell::RefCell;
use std::rc::Rc;

use rejoin_api::{StatusId, Visibility};
use rejoin_sync::outbox::{Entry, State};
use rejoin_sync::store::Table;
use rejoin_sync::{Attachment, Draft, Mutation, MutationId, PollDraft};

use crate::device::{Device, Tab};
use crate::plan::{Done, Plan, PostPlan, wish};
use crate::server::marker;
use crate::world::World;

const WORDS: [&str; 12] = [
    "tea",
    "and",
    "a&b",
    "1<2",
    "@u3@s.example",
    "https://x.example/a/long/path",
    "naïve",
    "👍",
    "two  three",
    "\nline",
    "\n\nparagraph",
    "“so”",
];

pub struct Person {
    pub world: Rc<World>,
    pub device: Rc<Device>,
    pub plan: Rc<RefCell<Plan>>,
    /// Whether unsent posts are edited and discarded.
    pub fickle: bool,
    /// Whether there is never more than one tab.
    pub alone: bool,
}

impl Person {
    /// Does so many things, with pauses.
    pub async fn live(self, actions: usize) {
        for _ in 0..actions {
            let rng = &self.world.rng;
            let pause = match rng.below(20) {
                0 => rng.range(600_000, 3_600_000),
                1..6 => rng.range(10_000, 120_000),
                6..12 => rng.range(0, 300),
                _ => rng.range(500, 10_000),
            };
            self.world.exec.sleep(pause).await;
            self.act().await;
        }
    }

    fn tab(&self) -> Tab {
        let open = self.world.rng.pick(&self.device.tabs.borrow()).cloned();
        open.unwrap_or_else(|| self.device.open_tab(&self.world))
    }

    async fn act(&self) {
        match self.world.rng.below(100) {
            0..18 => drop(self.write(None, false).await),
            18..22 => self.twins().await,
            22..32 => self.reply().await,
            32..40 => self.edit().await,
            40..45 => self.delete().await,
            45..58 => self.mark().await,
            58..62 => self.relate().await,
            62..66 => self.vote().await,
            66..70 => self.retry().await,
            70..73 => self.discard().await,
            73..82 => self.read().await,
            82..90 => self.other().await,
            90..93 => self.lose_network(),
            93..97 if self.alone => drop(self.tab()),
            93..97 => drop(self.device.open_tab(&self.world)),
            _ => {
                let tab = self.tab();
                self.world.kill(tab.owner);
            }
        }
    }

    fn text(&self, mark: &str) -> String {
        let rng = &self.world.rng;
        let count = 1 + rng.below(4);
        let words: Vec<&str> = (0..count).filter_map(|_| rng.pick(&WORDS).copied()).collect();
        format!("{mark} {}", words.join(" "))
    }

    fn new_mark(&self) -> String {
        self.world.names.set(self.world.names.get() + 1);
        format!("m{}", self.world.names.get())
    }

    /// Hands in a mutation. `None` when the tab died and nothing was kept; `Err` when the device said that it could not.
    async fn submit(&self, mutation: Mutation) -> Option<MutationId> {
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let outcome = self.device.run(&self.world, &tab, async move { engine.submit(mutation).await }).await;
        outcome.and_then(Result::ok)
    }

    /// Writes a post. Answers with its place in the plan, if it is kept.
    async fn write(&self, to: Option<(StatusId, Option<String>)>, twin: bool) -> Option<usize> {
        let mark = self.new_mark();
        let text = self.text(&mark);
        self.write_as(to, mark, text, twin).await
    }

    async fn write_as(
        &self,
        to: Option<(StatusId, Option<String>)>,
        mark: String,
        text: String,
        twin: bool,
    ) -> Option<usize> {
        let rng = &self.world.rng;
        let forbidden = !twin && rng.odds(40);
        let text = if forbidden { format!("{text} forbidden") } else { text };
        let mut draft = Draft { text: text.clone(), visibility: Visibility::Public, ..Draft::default() };
        if rng.odds(100) {
            draft.warning = "careful".into();
        }
        if rng.odds(100) {
            draft.visibility = Visibility::Unlisted;
        }
        let media = if twin || !rng.odds(200) { 0 } else { 1 + rng.below(2) };
        if media == 0 && rng.odds(60) {
            draft.poll = Some(PollDraft {
                options: vec!["tea".into(), "cof fee".into()],
                expires_in: 3600,
                ..PollDraft::default()
            });
        }
        for _ in 0..media {
            draft.media.push(self.attach().await?);
        }
        let (in_reply_to, parent) = to.map_or((None, None), |(id, parent)| (Some(id), parent));
        draft.in_reply_to = in_reply_to;
        *self.world.server.borrow_mut().allowed.entry(mark.clone()).or_default() += 1;
        let before = self.kept(&mark);
        let id = self.submit(Mutation::Post(draft)).await;
        // A tab that died may have kept it all the same, and another may have sent it already.
        let id = match id {
            Some(id) => Some(id),
            None => self.kept(&mark).into_iter().find(|id| !before.contains(id)),
        };
        let Some(id) = id else {
            self.world.say(|| format!("{}: {mark} was not kept", self.device.account));
            return None;
        };
        self.world.say(|| format!("{}: {mark} is kept as {}: {text:?}", self.device.account, id.as_str()));
        let mut plan = self.plan.borrow_mut();
        plan.posts.push(PostPlan {
            mark,
            id,
            texts: vec![text],
            removed: Done::No,
            parent,
            media,
            twin,
            again: false,
        });
        Some(plan.posts.len() - 1)
    }

    /// The entries of this mark that wait or were sent.
    fn kept(&self, mark: &str) -> Vec<MutationId> {
        let is_it = |text: &str| marker(text).as_deref() == Some(mark);
        let waiting = self
            .device
            .queue()
            .into_iter()
            .filter(|entry| matches!(&entry.mutation, Mutation::Post(draft) if is_it(&draft.text)));
        let server = self.world.server.borrow();
        let made = |id: &StatusId| server.find(id.as_str()).map(|place| &server.statuses[place].text);
        let sent = self.device.sent().into_iter();
        let sent = sent.filter(|(_, real)| made(real).is_some_and(|text| is_it(text)));
        waiting.map(|entry| entry.id).chain(sent.map(|(id, _)| id)).collect()
    }

    async fn attach(&self) -> Option<Attachment> {
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let file = self.device.run(&self.world, &tab, async move { engine.keep_file(&vec![1, 2, 3]).await });
        let file = file.await?.ok()?;
        let (name, mime) = ("a.png".to_owned(), "image/png".to_owned());
        Some(Attachment { file, name, mime, ..Attachment::default() })
    }

    /// The same words twice, and both are meant.
    async fn twins(&self) {
        let mark = self.new_mark();
        let text = self.text(&mark);
        for _ in 0..2 + self.world.rng.below(2) {
            self.write_as(None, mark.clone(), text.clone(), true).await;
            if self.world.rng.odds(500) {
                self.world.exec.sleep(self.world.rng.range(0, 20_000)).await;
            }
        }
    }

    async fn reply(&self) {
        let own = self.own_post(|_| true);
        let to = match own {
            Some((_, post)) if self.world.rng.odds(700) => {
                let id = if self.world.rng.odds(500) {
                    post.id.as_post()
                } else {
                    self.device.known(&post.id.as_post())
                };
                Some((id, Some(post.mark)))
            }
            _ => self.seen().map(|id| (id.as_str().into(), None)),
        };
        if to.is_some() {
            self.write(to, false).await;
        }
    }

    fn own_post(&self, wanted: impl Fn(&PostPlan) -> bool) -> Option<(usize, PostPlan)> {
        let plan = self.plan.borrow();
        let fits = |post: &PostPlan| post.removed == Done::No && wanted(post);
        let all: Vec<usize> = (0..plan.posts.len()).filter(|place| fits(&plan.posts[*place])).collect();
        let place = *self.world.rng.pick(&all)?;
        Some((place, plan.posts[place].clone()))
    }

    /// A post that the device has.
    fn seen(&self) -> Option<String> {
        let all = self.device.disk.texts(Table::Posts);
        let all: Vec<String> = all.into_iter().map(|(id, _)| id).filter(|id| !id.starts_with('b')).collect();
        self.world.rng.pick(&all).cloned()
    }

    fn is_sent(&self, post: &PostPlan) -> bool {
        self.device.published.borrow().contains_key(&post.id.as_post())
    }

    async fn edit(&self) {
        let Some((place, post)) = self.own_post(|post| !post.twin && (self.fickle || self.is_sent(post)))
        else {
            return;
        };
        let text = format!("{} again", self.text(&post.mark));
        let id = self.device.known(&post.id.as_post());
        let waits =
            self.device.queue().iter().any(|entry| {
                entry.id == post.id && matches!(entry.state, State::Queued | State::Waiting { .. })
            });
        let again = waits && self.world.server.borrow().meddled.contains(&post.mark);
        let draft = Draft { text: text.clone(), visibility: Visibility::Public, ..Draft::default() };
        let kept = self.submit(Mutation::Edit { id, draft }).await;
        self.world
            .say(|| format!("{}: {} becomes {text:?}: {}", self.device.account, post.mark, kept.is_some()));
        if let Some(post) = self.plan.borrow_mut().posts.get_mut(place) {
            wish(&mut post.texts, text, kept.is_some());
            post.again |= again && kept.is_some();
        }
    }

    async fn delete(&self) {
        let Some((place, post)) = self.own_post(|post| !post.twin && (self.fickle || self.is_sent(post)))
        else {
            return;
        };
        let id = self.device.known(&post.id.as_post());
        let kept = self.submit(Mutation::Delete { id }).await.is_some();
        self.world.say(|| format!("{}: {} is deleted: {kept}", self.device.account, post.mark));
        if let Some(post) = self.plan.borrow_mut().posts.get_mut(place) {
            post.removed = if kept { Done::Yes } else { Done::Maybe };
        }
    }

    async fn discard(&self) {
        let waiting = self.device.queue();
        let queued = |post: &PostPlan| waiting.iter().any(|entry| entry.id == post.id);
        let Some((place, post)) = self.own_post(|post| self.fickle && !post.twin && queued(post)) else {
            return;
        };
        let tab = self.tab();
        let (engine, id) = (Rc::clone(&tab.engine), post.id.clone());
        let rueful = self.world.rng.odds(400);
        let outcome =
            self.device.run(&self.world, &tab, async move { engine.discard(&id, rueful).await }).await;
        self.world
            .say(|| format!("{}: {} is discarded: {}", self.device.account, post.mark, outcome.is_some()));
        if let Some(post) = self.plan.borrow_mut().posts.get_mut(place) {
            match &outcome {
                Some(Ok(gone)) if !gone.is_empty() => post.removed = Done::Yes,
                // It was sent just before.
                Some(Ok(_)) => {}
                Some(Err(_)) | None => post.removed = Done::Maybe,
            }
        }
        if let Some(Ok(gone)) = outcome.filter(|_| rueful)
            && !gone.is_empty()
        {
            self.restore(place, post.id, gone).await;
        }
    }

    /// Takes back within the time of a toast that a post was discarded.
    async fn restore(&self, place: usize, id: MutationId, gone: Vec<Entry>) {
        self.world.exec.sleep(self.world.rng.range(0, 8_000)).await;
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let outcome = self.device.run(&self.world, &tab, async move { engine.restore(gone).await }).await;
        let queue = self.device.queue();
        let undone =
            |other: &Entry| matches!(&other.mutation, Mutation::Delete { id: of } if *of == id.as_post());
        let waits = queue.iter().any(|other| other.id == id) && !queue.iter().any(undone);
        self.world.say(|| format!("{}: {} is restored: {waits}", self.device.account, id.as_str()));
        if let Some(post) = self.plan.borrow_mut().posts.get_mut(place) {
            let certain = waits && matches!(outcome, Some(Ok(())));
            post.removed = if certain { Done::No } else { Done::Maybe };
        }
    }

    /// Lets something that waits be sent before something else.
    async fn reorder(&self) {
        let queue = self.device.queue();
        let rng = &self.world.rng;
        let (Some(one), Some(other)) = (rng.pick(&queue).cloned(), rng.pick(&queue).cloned()) else { return };
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let moving = async move { engine.move_before(&one.id, &other.id).await };
        let _ = self.device.run(&self.world, &tab, moving).await;
    }

    async fn other(&self) {
        match self.world.rng.below(15) {
            8 => self.reorder().await,
            9 => self.answer_request().await,
            10..12 => self.read_on().await,
            12 => self.see_notifications().await,
            13.. => self.filter().await,
            0 => self.note().await,
            1 => self.report().await,
            2 => self.name_oneself().await,
            3 => self.look_at().await,
            _ => self.list().await,
        }
    }

    async fn retry(&self) {
        let stuck: Vec<_> =
            self.device.queue().into_iter().filter(|entry| matches!(entry.state, State::Wedged(_))).collect();
        // Who sends a report again that may have arrived wants it twice rather than never.
        let stuck: Vec<_> =
            stuck.into_iter().filter(|entry| !matches!(entry.mutation, Mutation::Report(_))).collect();
        let Some(entry) = self.world.rng.pick(&stuck).cloned() else { return };
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let _ = self.device.run(&self.world, &tab, async move { engine.retry(&entry.id).await }).await;
    }

    fn lose_network(&self) {
        let (world, device) = (Rc::clone(&self.world), Rc::clone(&self.device));
        if device.offline.replace(true) {
            return;
        }
        self.world.say(|| format!("{}: offline", device.account));
        for (user, line) in &self.world.server.borrow().lines {
            if *user == device.account {
                line.close();
            }
        }
        let returning = Rc::clone(&world);
        world.exec.spawn(crate::executor::WORLD, async move {
            returning.exec.sleep(returning.rng.range(1_000, 600_000)).await;
            returning.say(|| format!("{}: online", device.account));
            device.offline.set(false);
            device.wake();
        });
    }
}

//! A browser with an account: tabs over one store, of which one leads, and which tell each other what they wrote.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures::future::select;
use rejoin_api::StatusId;
use rejoin_domain::TimelineKey;
use rejoin_sync::outbox::Entry;
use rejoin_sync::records::Changes;
use rejoin_sync::store::Table;
use rejoin_sync::{Engine, Event, Identity, MutationId, Surroundings};

use crate::check;
use crate::executor::{Lock, Owner, Slot, WORLD};
use crate::net::{Sim, SimClock, SimNetwork};
use crate::server::User;
use crate::store::{Disk, SimStore};
use crate::world::World;

pub struct Device {
    pub account: User,
    pub disk: Rc<Disk>,
    pub tabs: RefCell<Vec<Tab>>,
    pub leader: Lock,
    /// The tab that leads.
    pub leading: Cell<Owner>,
    pub offline: Cell<bool>,
    pub token: RefCell<String>,
    /// How far its clock is ahead, in milliseconds.
    pub skew: i64,
    /// Whether unsent posts are edited and discarded.
    pub fickle: bool,
    /// What its tabs have told of posts that were sent.
    pub published: RefCell<HashMap<StatusId, StatusId>>,
}

#[derive(Clone)]
pub struct Tab {
    pub owner: Owner,
    pub engine: Rc<Engine<Sim>>,
}

struct HomeIsOpen;

impl Surroundings for HomeIsOpen {
    fn open_timelines(&self) -> Vec<TimelineKey> {
        vec![TimelineKey::Home]
    }

    fn is_visible(&self) -> bool {
        true
    }
}

impl Device {
    pub fn new(account: User, token: String, skew: i64, fickle: bool) -> Rc<Self> {
        Rc::new(Self {
            account,
            disk: Rc::default(),
            tabs: RefCell::default(),
            leader: Lock::default(),
            leading: Cell::new(WORLD),
            offline: Cell::default(),
            token: RefCell::new(token),
            skew,
            fickle,
            published: RefCell::default(),
        })
    }

    /// The queue as it is on the disk.
    pub fn queue(&self) -> Vec<Entry> {
        let texts = self.disk.texts(Table::Outbox);
        texts.iter().map(|(_, text)| rejoin_api::parse(text).expect("an entry")).collect()
    }

    /// The posts that were sent from here, as the disk remembers them.
    pub fn sent(&self) -> Vec<(MutationId, StatusId)> {
        let values = self.disk.texts(Table::Values);
        let text = values.iter().find(|(name, _)| name == "published").map(|(_, text)| text);
        let all: Vec<(String, String)> =
            text.map(|text| rejoin_api::parse(text).expect("pairs")).unwrap_or_default();
        let post = |(name, real): (String, String)| {
            let unsent = StatusId::from(name);
            MutationId::of_post(&unsent).map(|id| (id, real.into()))
        };
        all.into_iter().filter_map(post).collect()
    }

    /// The id under which a post is known: its real one, once a tab has told it.
    pub fn known(&self, id: &StatusId) -> StatusId {
        self.published.borrow().get(id).unwrap_or(id).clone()
    }

    pub fn open_tab(self: &Rc<Self>, world: &Rc<World>) -> Tab {
        world.owners.set(world.owners.get() + 1);
        let owner = world.owners.get();
        world.say(|| format!("{}: tab {owner} opens", self.account));
        let store = SimStore { disk: Rc::clone(&self.disk), world: Rc::clone(world), owner };
        let network = SimNetwork { world: Rc::clone(world), device: Rc::clone(self), owner };
        let clock = SimClock { world: Rc::clone(world), skew: self.skew };
        let account = Some(format!("u{}", self.account).as_str().into());
        let identity = Identity { server: "https://s.example".into(), account };
        let engine = Rc::new(Engine::<Sim>::new(identity, store, network, clock));
        let (device, ears) = (Rc::downgrade(self), Rc::downgrade(world));
        engine.listen(move |event| {
            if let (Some(device), Some(world), Event::Changed(changes)) =
                (device.upgrade(), ears.upgrade(), event)
            {
                device.tell(&world, owner, changes);
            }
        });
        let tab = Tab { owner, engine: Rc::clone(&engine) };
        self.tabs.borrow_mut().push(tab.clone());
        world.exec.spawn(owner, Rc::clone(self).lead(tab.clone()));
        world.exec.spawn(owner, async move {
            let _ = engine.refresh(&TimelineKey::Home).await;
        });
        tab
    }

    async fn lead(self: Rc<Self>, tab: Tab) {
        loop {
            let guard = self.leader.acquire().await;
            self.leading.set(tab.owner);
            select(Box::pin(tab.engine.lead(&HomeIsOpen)), Box::pin(guard.lost())).await;
        }
    }

    /// A tab is frozen for a while. When it leads, another that is looked at takes the lead.
    pub async fn freeze(self: Rc<Self>, world: Rc<World>) {
        // A page in a transaction is not frozen: others wait for it.
        while !self.disk.is_idle() {
            world.exec.sleep(1).await;
        }
        let frozen = |owner: Owner| world.exec.is_frozen(owner);
        let Some(tab) = world.rng.pick(&self.tabs.borrow()).map(|tab| tab.owner) else { return };
        world.say(|| format!("{}: tab {tab} freezes", self.account));
        world.exec.freeze(tab);
        let thaws_at = world.exec.now() + world.rng.range(5_000, 900_000);
        while world.exec.now() < thaws_at {
            let rest = thaws_at - world.exec.now();
            world.exec.sleep(world.rng.range(8_000, 17_000).min(rest)).await;
            let others = self.tabs.borrow().iter().any(|other| !frozen(other.owner));
            if others && frozen(self.leading.get()) && !self.leader.is_idle() {
                world.say(|| format!("{}: the lead is taken", self.account));
                self.leading.set(WORLD);
                self.leader.take_away();
            }
        }
        world.say(|| format!("{}: tab {tab} thaws", self.account));
        world.exec.thaw(tab);
    }

    /// What one tab has written, another reads, and the leader sends.
    fn tell(self: &Rc<Self>, world: &Rc<World>, from: Owner, changes: &Changes) {
        for (key, timeline) in &changes.timelines {
            world.say(|| {
                format!("{}: tab {from} writes {}: {}", self.account, key.name(), in_short(timeline))
            });
        }
        self.published.borrow_mut().extend(changes.published.iter().cloned());
        if let Err(why) = check::changed(world, self, changes) {
            world.server.borrow_mut().broken.push(why);
        }
        for tab in self.tabs.borrow().iter().filter(|tab| tab.owner != from) {
            let (world, engine) = (Rc::clone(world), Rc::clone(&tab.engine));
            let touched = changes.touched();
            let hearing = Rc::clone(&world);
            world.exec.spawn(tab.owner, async move {
                hearing.exec.sleep(hearing.rng.range(0, 30)).await;
                if touched.read(engine.store()).await.is_ok_and(|changes| changes.outbox.is_some()) {
                    engine.wake();
                }
            });
        }
    }

    pub fn wake(&self) {
        self.tabs.borrow().iter().for_each(|tab| tab.engine.wake());
    }

    /// Does something in a tab. `None` when the tab died over it.
    pub async fn run<T: 'static>(
        &self,
        world: &Rc<World>,
        tab: &Tab,
        work: impl Future<Output = T> + 'static,
    ) -> Option<T> {
        let slot = Slot::default();
        let answer = slot.clone();
        world.exec.spawn(tab.owner, async move { slot.put(work.await) });
        loop {
            if let Some(value) = answer.take() {
                return Some(value);
            }
            if world.exec.is_dead(tab.owner) {
                return None;
            }
            world.exec.sleep(20).await;
        }
    }
}

fn in_short(timeline: &rejoin_domain::Timeline) -> String {
    let word = |entry: &rejoin_domain::timeline::Entry| match entry {
        rejoin_domain::timeline::Entry::Post(id) => id.as_str().chars().take(4).collect(),
        rejoin_domain::timeline::Entry::Gap(_) => "~".to_owned(),
    };
    let words: Vec<String> = timeline.entries().iter().map(word).collect();
    format!("{} {:?}", words.join(" "), timeline.tail())
}

//! What is on the device: read once, followed afterwards, and asked.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use rejoin_api::AccountId;
use rejoin_domain::Post;
use rejoin_search::wire::{Answer, Ask};
use rejoin_search::{Index, Query, Reader};
use rejoin_store_idb::IdbStore;
use rejoin_sync::records::{self, Touched};
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::{posts, say};

/// So many posts are read at once: few enough that an ask in between waits for some hundredths of a second only.
const PAGE: u32 = 400;

/// What was asked last.
struct Asked {
    number: u32,
    limit: usize,
    query: Query,
    /// What was answered last.
    answered: Answer,
}

/// The posts of a device.
pub(crate) struct Device {
    database: String,
    host: String,
    me: String,
    utc_offset_minutes: i32,
    index: RefCell<Index>,
    authors: RefCell<HashMap<AccountId, String>>,
    asked: RefCell<Option<Asked>>,
    whole: Cell<bool>,
    store: RefCell<Option<IdbStore>>,
    /// What was written before the store was open.
    missed: RefCell<Vec<Touched>>,
    _channel: Option<BroadcastChannel>,
}

impl Device {
    /// The device that an [`Ask::Open`] names, before anything is read.
    pub(crate) fn new(open: &Ask) -> Option<Rc<Self>> {
        let Ask::Open { database, channel, host, user, utc_offset_minutes } = open else { return None };
        let me = if user.is_empty() { String::new() } else { format!("{user}@{host}") };
        Some(Rc::new_cyclic(|weak: &std::rc::Weak<Self>| {
            let weak = weak.clone();
            let follow = move |touched| {
                if let Some(device) = weak.upgrade() {
                    spawn_local(device.take(touched));
                }
            };
            Self {
                database: database.clone(),
                host: host.clone(),
                me,
                utc_offset_minutes: *utc_offset_minutes,
                index: RefCell::default(),
                authors: RefCell::default(),
                asked: RefCell::default(),
                whole: Cell::new(false),
                store: RefCell::default(),
                missed: RefCell::default(),
                _channel: listen(channel, follow),
            }
        }))
    }

    /// Reads everything.
    pub(crate) async fn read_all(self: Rc<Self>) {
        if let Err(error) = self.read_pages().await {
            say(&Answer::Failed(error.to_string()));
        }
    }

    async fn read_pages(&self) -> Result<(), StoreError> {
        let store = IdbStore::open(&self.database).await?;
        self.store.replace(Some(store.clone()));
        for touched in self.missed.take() {
            self.reread(&store, &touched).await?;
        }
        let mut last = String::new();
        loop {
            let tx = store.begin(&[Table::Posts], Mode::Read).await?;
            let page = tx.after(Table::Posts, &last, PAGE).await?;
            let Some((key, _)) = page.last() else { break };
            last.clone_from(key);
            let posts = page.iter().filter_map(|(_, text)| rejoin_api::parse(text).ok());
            self.put(&store, &posts.collect::<Vec<Post>>()).await?;
            self.answer();
        }
        self.index.borrow_mut().shrink();
        self.whole.set(true);
        self.answer();
        Ok(())
    }

    /// Another program has written something.
    async fn take(self: Rc<Self>, touched: Touched) {
        let store = self.store.borrow().clone();
        let Some(store) = store else {
            return self.missed.borrow_mut().push(touched);
        };
        // What cannot be read any more was deleted, with the session that this belongs to.
        if self.reread(&store, &touched).await.is_ok() {
            self.answer();
        }
    }

    async fn reread(&self, store: &IdbStore, touched: &Touched) -> Result<(), StoreError> {
        let (changed, removed) = touched.of_posts();
        let tx = store.begin(&[Table::Posts], Mode::Read).await?;
        let posts = records::posts(&tx, changed).await?;
        let posts: Vec<Post> = posts.into_iter().map(|post| Post::clone(&post)).collect();
        self.put(store, &posts).await?;
        let mut index = self.index.borrow_mut();
        for id in removed {
            index.remove(id.as_str());
        }
        Ok(())
    }

    async fn put(&self, store: &IdbStore, posts: &[Post]) -> Result<(), StoreError> {
        let unknown: Vec<AccountId> = {
            let known = self.authors.borrow();
            posts.iter().map(|post| &post.account).filter(|id| !known.contains_key(*id)).cloned().collect()
        };
        if !unknown.is_empty() {
            let tx = store.begin(&[Table::Accounts], Mode::Read).await?;
            let found = records::accounts(&tx, &unknown).await?;
            let named = found.iter().map(|one| (one.id.clone(), posts::address(one, &self.host)));
            self.authors.borrow_mut().extend(named);
        }
        let (mut index, authors) = (self.index.borrow_mut(), self.authors.borrow());
        posts.iter().for_each(|post| posts::put(&mut index, post, &authors));
        Ok(())
    }

    /// Answers what is asked, and from now on whenever the answer would be another.
    pub(crate) fn find(&self, number: u32, limit: usize, typed: String) {
        let reader = Reader { acct: &self.me, utc_offset_minutes: self.utc_offset_minutes };
        match Query::parse(&typed, reader) {
            Ok(query) => {
                let answered = self.found(number, limit, &query);
                say(&answered);
                self.asked.replace(Some(Asked { number, limit, query, answered }));
            }
            Err(why) => {
                self.asked.take();
                say(&Answer::Unclear { number, why: why.to_string() });
            }
        }
    }

    fn found(&self, number: u32, limit: usize, query: &Query) -> Answer {
        let index = self.index.borrow();
        let found = index.search(query, limit);
        Answer::Found {
            number,
            total: found.total,
            looked_at: index.len(),
            whole: self.whole.get(),
            ids: found.ids,
        }
    }

    /// Answers again what was asked last, if the answer is another by now.
    fn answer(&self) {
        let mut asked = self.asked.borrow_mut();
        let Some(asked) = &mut *asked else { return };
        let now = self.found(asked.number, asked.limit, &asked.query);
        if now != asked.answered {
            say(&now);
            asked.answered = now;
        }
    }

    /// Says what to mark in texts, by what was asked last.
    pub(crate) fn mark(&self, number: u32, texts: &[String]) {
        let asked = self.asked.borrow();
        let Some(asked) = &*asked else { return };
        let places = texts.iter().enumerate().flat_map(|(which, text)| {
            let in_utf16 = |byte: usize| text.get(..byte).map_or(0, |before| before.encode_utf16().count());
            let ranges = asked.query.highlights(text).into_iter();
            ranges.map(move |range| (which, in_utf16(range.start), in_utf16(range.end))).collect::<Vec<_>>()
        });
        say(&Answer::Marks { number, places: places.collect() });
    }
}

/// Listens to what the tabs of a session tell each other.
fn listen(name: &str, follow: impl Fn(Touched) + 'static) -> Option<BroadcastChannel> {
    let channel = BroadcastChannel::new(name).ok()?;
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        // Tabs speak of other things, too.
        if let Some(text) = event.data().as_string()
            && let Ok(touched) = rejoin_api::parse::<Touched>(&text)
        {
            follow(touched);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // As long as the worker.
    heard.forget();
    Some(channel)
}

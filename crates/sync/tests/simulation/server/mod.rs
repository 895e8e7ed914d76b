//! A small faithful Mastodon: statuses, replies, marks, relations, polls, media, home feeds, streams, limits. What it gets is
//! counted, so that a duplicate is noticed the moment it arises.

mod lists;
mod notices;
mod own;
mod people;
mod render;
mod requests;
mod statuses;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;
use std::task::Waker;

use rejoin_api::{Call, Response};
use serde_json::{Value, json};

use crate::rng::Rng;

pub type User = usize;

/// How the server treats idempotency keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Within this many milliseconds.
    Kept(i64),
    Unknown,
}

/// The server's ways, fixed for a run.
#[derive(Debug, Clone)]
pub struct Ways {
    pub keys: Keys,
    /// Its clock, visible in each answer or not.
    pub tells_time: bool,
    pub links: bool,
    /// The most entries of a page.
    pub page: usize,
    /// Whether it refuses to pin what is pinned.
    pub strict: bool,
    /// Whether media need work after their upload.
    pub slow_media: bool,
    /// Answers to boosts with the post itself.
    pub plain_boosts: bool,
    /// How long media that are in no post are kept, in milliseconds.
    pub media_life: i64,
    /// Whether it groups notifications.
    pub groups: bool,
}

#[derive(Debug, Clone)]
pub struct Status {
    pub id: String,
    pub author: User,
    pub text: String,
    pub warning: String,
    pub visibility: String,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub reply_to: Option<String>,
    pub deleted: bool,
    pub media: Vec<String>,
    pub poll: Option<Poll>,
    pub marks: BTreeMap<&'static str, BTreeSet<User>>,
}

#[derive(Debug, Clone, Default)]
pub struct Poll {
    pub options: Vec<String>,
    pub votes: BTreeMap<User, Vec<u32>>,
}

#[derive(Debug)]
struct Media {
    owner: User,
    made_at: i64,
    ready_at: i64,
    used: bool,
}

/// A list of people.
#[derive(Debug, Clone, Default)]
pub struct SimList {
    pub owner: User,
    pub title: String,
    pub members: BTreeSet<User>,
    pub deleted: bool,
}

/// A filter.
#[derive(Debug, Clone, Default)]
pub struct SimFilter {
    pub owner: User,
    pub title: String,
    /// Ids and words.
    pub words: Vec<(String, String)>,
    pub deleted: bool,
}

/// How far a user has read.
#[derive(Debug, Clone)]
pub struct Marker {
    pub id: String,
    pub version: u64,
    pub at: i64,
}

/// A notification.
#[derive(Debug, Clone)]
pub struct Notice {
    pub id: String,
    pub kind: &'static str,
    pub from: User,
    pub status: usize,
    pub at: i64,
}

impl Notice {
    /// The key of the group to which it belongs where the server has no groups.
    pub fn key(&self, server: &Server) -> String {
        match self.kind {
            "mention" => format!("ungrouped-{}", self.id),
            kind => format!("{kind}-{}", server.statuses[self.status].id),
        }
    }
}

/// A stream that is open.
#[derive(Default)]
pub struct Line {
    pub frames: RefCell<VecDeque<String>>,
    pub open: Cell<bool>,
    /// Nothing comes any more, and nobody says so.
    pub dead: Cell<bool>,
    pub subscribed: Cell<bool>,
    pub waker: RefCell<Option<Waker>>,
}

impl Line {
    pub fn wake(&self) {
        let waker = self.waker.borrow_mut().take();
        waker.into_iter().for_each(Waker::wake);
    }

    pub fn close(&self) {
        self.open.set(false);
        self.wake();
    }
}

pub struct Server {
    pub ways: Ways,
    pub rng: Rc<Rng>,
    /// Whether pages are odd: short, empty, repeating, reordered.
    pub odd: bool,
    pub now: i64,
    pub statuses: Vec<Status>,
    index: HashMap<String, usize>,
    /// What each user's home lists, oldest first.
    pub homes: Vec<Vec<usize>>,
    pub relations: BTreeSet<(User, User, &'static str)>,
    pub notes: BTreeMap<(User, User), String>,
    /// By what they say, how often they came.
    pub reports: BTreeMap<String, usize>,
    pub names: BTreeMap<User, String>,
    pub lists: BTreeMap<String, SimList>,
    /// By its first title, how often a list was made.
    pub lists_made: BTreeMap<String, usize>,
    pub filters: BTreeMap<String, SimFilter>,
    /// By its first title, how often a filter was made.
    pub filters_made: BTreeMap<String, usize>,
    /// Who has ever asked to follow whom, and who waits for an answer.
    asked: BTreeSet<(User, User)>,
    pub requests_to_follow: BTreeSet<(User, User)>,
    pub markers: BTreeMap<(User, &'static str), Marker>,
    pub notices: Vec<Vec<Notice>>,
    /// Posts of users that another program has deleted.
    pub meddled: BTreeSet<String>,
    pub tokens: Vec<String>,
    keys: HashMap<(User, String), (usize, i64)>,
    media: BTreeMap<String, Media>,
    pub lines: Vec<(User, Rc<Line>)>,
    /// How often a text with this mark was ever published, and how often that may be.
    pub published: BTreeMap<String, usize>,
    pub allowed: BTreeMap<String, usize>,
    /// What must never happen, and has.
    pub broken: Vec<String>,
    windows: HashMap<(User, u8), (i64, usize)>,
    lately: HashMap<(User, u8), VecDeque<i64>>,
    pub requests: usize,
}

/// The word in a text by which it is recognised: `m` and a number.
pub fn marker(text: &str) -> Option<String> {
    let word = |word: &&str| {
        word.strip_prefix('m')
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
    };
    text.split_whitespace().find(word).map(str::to_owned)
}

impl Server {
    pub fn new(ways: Ways, rng: Rc<Rng>, users: usize) -> Self {
        Self {
            ways,
            rng,
            odd: false,
            now: 0,
            statuses: Vec::new(),
            index: HashMap::new(),
            homes: vec![Vec::new(); users],
            relations: BTreeSet::new(),
            notes: BTreeMap::new(),
            reports: BTreeMap::new(),
            names: BTreeMap::new(),
            lists: BTreeMap::new(),
            lists_made: BTreeMap::new(),
            filters: BTreeMap::new(),
            filters_made: BTreeMap::new(),
            asked: BTreeSet::new(),
            requests_to_follow: BTreeSet::new(),
            markers: BTreeMap::new(),
            notices: vec![Vec::new(); users],
            meddled: BTreeSet::new(),
            tokens: (0..users).map(|user| format!("token-{user}-0")).collect(),
            keys: HashMap::new(),
            media: BTreeMap::new(),
            lines: Vec::new(),
            published: BTreeMap::new(),
            allowed: BTreeMap::new(),
            broken: Vec::new(),
            windows: HashMap::new(),
            lately: HashMap::new(),
            requests: 0,
        }
    }

    pub fn find(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The status of this id, unless it is gone.
    pub fn status(&self, id: &str) -> Option<&Status> {
        self.statuses.get(self.find(id)?).filter(|status| !status.deleted)
    }

    pub fn user_of(&self, token: &str) -> Option<User> {
        self.tokens.iter().position(|known| known == token)
    }

    /// Answers a request, which does what it says.
    pub fn handle(&mut self, token: &str, call: &Call, now: i64) -> Response {
        self.now = now;
        self.requests += 1;
        let Some(user) = self.user_of(token) else {
            return self.answer(401, &json!({"error": "The access token was revoked"}));
        };
        if let Some(limited) = self.limited(user, call) {
            return limited;
        }
        let segments: Vec<&str> = call.path.split('/').filter(|part| !part.is_empty()).collect();
        let answer = self.route(user, call, segments.get(2..).unwrap_or_default());
        let (status, body, link) = answer;
        let mut response = self.answer(status, &body);
        if let Some(link) = link {
            response.headers.push(("Link".into(), link));
        }
        response
    }

    pub fn answer(&self, status: u16, body: &Value) -> Response {
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if self.ways.tells_time {
            headers.push(("Date".to_owned(), render::http_date(self.now)));
        }
        Response { status, headers, body: body.to_string() }
    }

    /// Mastodon's limits: windows that begin when the clock says so.
    fn limited(&mut self, user: User, call: &Call) -> Option<Response> {
        let verb = call.method.as_str();
        let rare = match () {
            () if verb == "POST" && call.path.ends_with("/media") => Some(1),
            () if verb == "DELETE" && call.path.starts_with("/api/v1/statuses/") => Some(2),
            () if call.path.ends_with("/unreblog") => Some(2),
            () => None,
        };
        let all = [Some((0, 300_000, 300)), rare.map(|kind| (kind, 1_800_000, 30))];
        for (kind, span, most) in all.into_iter().flatten() {
            let begins = self.now - self.now % span;
            let window = self.windows.entry((user, kind)).or_insert((begins, 0));
            if window.0 != begins {
                *window = (begins, 0);
            }
            window.1 += 1;
            let over = window.1 > most;
            if kind > 0 {
                let recent = self.lately.entry((user, kind)).or_default();
                recent.push_back(self.now);
                while recent.front().is_some_and(|at| *at <= self.now - span) {
                    recent.pop_front();
                }
                if recent.len() > most {
                    self.broken.push(format!("user {user} made more than {most} requests of kind {kind}"));
                }
            }
            if over {
                let left = (begins + span - self.now) / 1000 + 1;
                let mut response = self.answer(429, &json!({"error": "Too many requests"}));
                response.headers.push(("Retry-After".into(), left.to_string()));
                return Some(response);
            }
        }
        None
    }

    fn new_id(&mut self) -> String {
        // Opaque: of no order.
        format!("{:012x}", self.rng.next() >> 16)
    }
}

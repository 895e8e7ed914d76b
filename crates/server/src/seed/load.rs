//! Generated people and posts, for load: many, quickly made, in shape like what people write. Unlike the community they
//! are written straight into the tables, since nobody has to be told of them.

use rusqlite::{Connection, params};

use super::{art, community::DEMO, dice::Dice, plant::NO_PASSWORD};
use crate::{
    accounts::profile::StoredPicture,
    db::{Query, Tx, json_ids},
    error::ApiResult,
    ids::{AccountId, ConversationId, RowId, StatusId, TagId},
    media::{limits::AVATAR_SIZE, pipeline, refusal::Refusal, store::Store},
    tags,
    text::{self, Links},
    time::{DAY, Millis},
    visibility::PUBLIC,
};

/// How many people write the posts.
const PEOPLE: usize = 50;
/// Over how long they wrote.
const SPAN: i64 = 60 * DAY;
/// A post may answer one of so many before it.
const RECENT: usize = 200;

const FIRST: [&str; 10] =
    ["amber", "brass", "cedar", "dune", "ember", "fern", "granite", "hazel", "iris", "juniper"];
const SECOND: [&str; 5] = ["heron", "kettle", "lantern", "otter", "sparrow"];
const TAGS: [&str; 8] = ["harbour", "weather", "mending", "recipes", "birds", "books", "tides", "morning"];
const SUBJECTS: [&str; 12] = [
    "The neighbour's boat",
    "My second attempt at the shelf",
    "The heron on the weir",
    "Whoever left the soup on the step",
    "The bus that never stops here",
    "A very small parade",
    "The oldest kettle in the street",
    "This morning's fog",
    "The choir, again",
    "Half of the orchard",
    "A letter without a stamp",
    "The clock above the pharmacy",
];
const VERBS: [&str; 10] = [
    "turned up early for",
    "has opinions about",
    "was mistaken for",
    "made peace with",
    "is no match for",
    "went looking for",
    "deserves better than",
    "borrowed a ladder from",
    "keeps singing to",
    "finally outlasted",
];
const OBJECTS: [&str; 12] = [
    "the wind",
    "our committee",
    "a wheelbarrow of plums",
    "the town's only traffic light",
    "three patient dogs",
    "last year's calendar",
    "the good scissors",
    "a borrowed trombone",
    "an honest puddle",
    "the new paint",
    "the tide table",
    "everyone's expectations",
];
const TAILS: [&str; 8] = [
    "",
    " I have photographs, but they do not help.",
    " Nobody was surprised except me.",
    " More on this when I know more.",
    " I would do it again.",
    " What would you have done?",
    " It is still out there.",
    " Tea helped.",
];

/// Avatars of the generated people.
pub(super) fn avatars(store: &Store) -> Result<Vec<StoredPicture>, Refusal> {
    let (side, _) = AVATAR_SIZE;
    // Small ones do: they are enlarged to nothing but patterns.
    let side = side / 4;
    (0..PEOPLE)
        .map(|at| {
            let picture =
                pipeline::profile_picture_of(&art::avatar(&username(at), side), (side, side), true)?;
            store.keep_profile_picture(&picture)
        })
        .collect()
}

fn username(at: usize) -> String {
    let (first, second) = (FIRST.get(at % FIRST.len()), SECOND.get(at / FIRST.len() % SECOND.len()));
    format!("{}_{}", first.unwrap_or(&"north"), second.unwrap_or(&"wind"))
}

/// Writes `count` posts by people with these avatars; the demo account follows them all.
pub(super) fn plant(tx: &mut Tx<'_>, count: u32, avatars: &[StoredPicture]) -> ApiResult<()> {
    let people = people(tx, avatars)?;
    let tags = TAGS.iter().map(|name| tags::find_or_make(tx, name)).collect::<ApiResult<Vec<TagId>>>()?;
    let mut writer =
        Writer { dice: Dice::new(u64::from(count)), people, tags, recent: Vec::new(), html: Html::of(tx) };
    let step = SPAN / i64::from(count.max(1));
    let people = writer.people.clone();
    without_index(tx, &people, |tx| {
        for at in 0..count {
            let time = tx.now.plus(-SPAN + step * i64::from(at));
            writer.post(tx, time)?;
        }
        Ok(())
    })
}

/// Does `work` with the full text index set aside, and adds what `people` wrote in one go afterwards: row by row, each
/// post would cost more than the one before.
fn without_index(
    tx: &Tx<'_>,
    people: &[AccountId],
    work: impl FnOnce(&Tx<'_>) -> ApiResult<()>,
) -> ApiResult<()> {
    let trigger: Option<String> =
        tx.value("SELECT sql FROM sqlite_master WHERE name = 'statuses_fts_inserted'", [])?;
    tx.execute_batch("DROP TRIGGER IF EXISTS statuses_fts_inserted")?;
    work(tx)?;
    let all = "INSERT INTO statuses_fts (rowid, text, spoiler_text)
        SELECT id, text, spoiler_text FROM statuses WHERE account_id IN (SELECT value FROM json_each(?1)) ORDER BY id";
    tx.run(all, [json_ids(people.iter().copied())])?;
    Ok(tx.execute_batch(&trigger.unwrap_or_default())?)
}

fn people(tx: &Tx<'_>, avatars: &[StoredPicture]) -> ApiResult<Vec<AccountId>> {
    let demo: Option<AccountId> = tx.value("SELECT id FROM accounts WHERE username = ?1", [DEMO])?;
    let joined = tx.now.plus(-SPAN - DAY);
    let mut people = Vec::new();
    for (at, avatar) in avatars.iter().enumerate() {
        let id: AccountId = tx.id_at(joined);
        let name = username(at);
        let display_name = name.replace('_', " ");
        tx.run(
            "INSERT INTO accounts (id, username, display_name, note, note_html, avatar, avatar_static, bot, created_at)
             VALUES (?1, ?2, ?3, 'Generated, for load.', '<p>Generated, for load.</p>', ?4, ?5, 1, ?6)",
            params![id, name, display_name, avatar.file, avatar.still, joined],
        )?;
        tx.run(
            "INSERT INTO users (account_id, password_hash, created_at) VALUES (?1, ?2, ?3)",
            params![id, NO_PASSWORD, joined],
        )?;
        let row: RowId = tx.id_at(joined);
        tx.run(
            "INSERT INTO follows (id, account_id, target_id, created_at) SELECT ?1, ?2, ?3, ?4 WHERE ?2 IS NOT NULL",
            params![row, demo, id, joined],
        )?;
        people.push(id);
    }
    Ok(people)
}

/// What links in generated texts need.
struct Html {
    origin: String,
    host: String,
}

impl Html {
    fn of(tx: &Tx<'_>) -> Self {
        Self { origin: tx.site.origin.clone(), host: tx.site.host.clone() }
    }

    fn of_text(&self, text: &str) -> String {
        text::status_html(text, &Links { origin: &self.origin, host: &self.host, known: &[] })
    }
}

struct Writer {
    dice: Dice,
    people: Vec<AccountId>,
    tags: Vec<TagId>,
    /// What was written last, to be answered: post, author, thread.
    recent: Vec<(StatusId, AccountId, ConversationId)>,
    html: Html,
}

impl Writer {
    fn post(&mut self, tx: &Tx<'_>, time: Millis) -> ApiResult<()> {
        let Some(&author) = self.dice.pick(&self.people) else { return Ok(()) };
        let id: StatusId = tx.id_at(time);
        let answered = if self.dice.chance(0.3) { self.dice.pick(&self.recent).copied() } else { None };
        let thread = match answered {
            Some((.., thread)) => thread,
            None => {
                let thread: ConversationId = tx.next_id();
                tx.run("INSERT INTO conversations (id) VALUES (?1)", [thread])?;
                thread
            }
        };
        let tag = self.dice.below(TAGS.len() * 3);
        let text = self.text(tag);
        tx.run(
            "INSERT INTO statuses (id, account_id, text, content, visibility, language, in_reply_to_id,
               in_reply_to_account_id, conversation_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5, 'en', ?6, ?7, ?8, ?9)",
            params![
                id,
                author,
                text,
                self.html.of_text(&text),
                PUBLIC,
                answered.map(|(id, ..)| id),
                answered.map(|(_, author, _)| author),
                thread,
                time
            ],
        )?;
        if let Some(tag) = self.tags.get(tag) {
            tx.run("INSERT INTO status_tags (tag_id, status_id) VALUES (?1, ?2)", params![tag, id])?;
        }
        self.like(tx, id, time)?;
        if self.recent.len() >= RECENT {
            self.recent.remove(0);
        }
        self.recent.push((id, author, thread));
        Ok(())
    }

    fn like(&mut self, db: &Connection, id: StatusId, time: Millis) -> ApiResult<()> {
        if !self.dice.chance(0.2) {
            return Ok(());
        }
        let Some(&fan) = self.dice.pick(&self.people) else { return Ok(()) };
        // As ids of posts are: unlike theirs, only its own table has to tell it apart.
        let row: i64 = id.into();
        db.run(
            "INSERT INTO favourites (id, account_id, status_id, created_at) VALUES (?1, ?2, ?3, ?4)",
            params![row, fan, id, time],
        )?;
        Ok(())
    }

    fn text(&mut self, tag: usize) -> String {
        let mut text = String::new();
        for sentence in 0..=self.dice.below(3) {
            let parts = [SUBJECTS.as_slice(), VERBS.as_slice(), OBJECTS.as_slice()]
                .map(|all| self.dice.pick(all).copied());
            let [subject, verb, object] = parts.map(Option::unwrap_or_default);
            let space = if sentence > 0 { " " } else { "" };
            text.push_str(&format!("{space}{subject} {verb} {object}."));
        }
        text.push_str(self.dice.pick(&TAILS).copied().unwrap_or_default());
        if let Some(tag) = TAGS.get(tag) {
            text.push_str(&format!(" #{tag}"));
        }
        text
    }
}

//! The automated neighbours: while the demo runs, some people of the community post something now and then, and answer
//! visitors within seconds. Their profiles say what they are (`bot`, and a field in words).
//!
//! - They speak up only while somebody is here, and each of their fresh posts comes once.
//! - A visitor's post is answered by whoever was spoken to, else by somebody who knows about what it says. Visitors
//!   who talk to each other are left alone.
//! - `budget` bounds how much they say, `act` how much may be under way.

mod act;
mod budget;
mod heard;
mod presence;
mod words;

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use tokio::sync::{broadcast::error::RecvError, watch};

use self::{
    act::{Act, Later},
    budget::Budget,
    heard::Heard,
    words::{Saying, Words},
};
use super::{community::Community, dice::Dice};
use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    events::Event,
    ids::{AccountId, NotificationId, StatusId},
    state::AppState,
    statuses::create,
    time::{MINUTE, Millis},
    visibility::{DIRECT, PUBLIC, UNLISTED},
};

pub(crate) use presence::{Presence, notice};

/// Neighbours go quiet when nobody asked for anything for so long.
const PATIENCE: i64 = 30 * MINUTE;

/// Keeps the demo alive until the server stops.
pub(crate) async fn run(state: AppState) {
    let mut events = state.hub.listen();
    let mut stopping = state.stopping.clone();
    let mut company = match Company::gather(&state).await {
        Ok(company) => company,
        Err(error) => return tracing::warn!(%error, "the neighbours stay silent"),
    };
    let mut next = tokio::time::Instant::now() + company.seconds(20.0, 40.0);
    loop {
        let done = tokio::select! {
            () = stopped(&mut stopping) => return,
            () = tokio::time::sleep_until(next) => {
                next = tokio::time::Instant::now() + company.seconds(60.0, 150.0);
                company.speak_up().await
            }
            event = events.recv() => match event {
                Ok(Event::Posted(post)) => company.hear(post.id).await,
                Ok(Event::Notified { account, id }) => company.follow_back(account, id).await,
                Ok(_) | Err(RecvError::Lagged(_)) => Ok(()),
                Err(RecvError::Closed) => return,
            },
        };
        if let Err(error) = done {
            tracing::warn!(%error, "a neighbour stumbled");
        }
    }
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// The neighbours, and what they have said.
struct Company {
    state: AppState,
    words: Words,
    dice: Dice,
    budget: Budget,
    later: Later,
    /// By username.
    accounts: HashMap<String, AccountId>,
    languages: HashMap<String, String>,
}

impl Company {
    async fn gather(state: &AppState) -> ApiResult<Self> {
        let live =
            Community::read().map_err(ApiError::internal)?.people.into_iter().filter(|person| person.live);
        let languages: HashMap<String, String> =
            live.map(|person| (person.username, person.language)).collect();
        let found = state.db.read(|db| {
            let sql = "SELECT username, id FROM accounts WHERE bot AND disabled_at IS NULL";
            Ok(db.all(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?)
        });
        let accounts = found.await?.into_iter().filter(|(name, _)| languages.contains_key(name)).collect();
        let mut dice = Dice::new(Millis::now().0.unsigned_abs());
        let mut words = Words::read().map_err(ApiError::internal)?;
        dice.shuffle(&mut words.sayings);
        let (budget, later) = (Budget::default(), Later::default());
        Ok(Self { state: state.clone(), words, dice, budget, later, accounts, languages })
    }

    fn seconds(&mut self, low: f32, high: f32) -> Duration {
        Duration::from_secs_f32(self.dice.range(low, high))
    }

    /// Says something that was not said before, if somebody is here to hear it.
    async fn speak_up(&mut self) -> ApiResult<()> {
        if !self.state.presence.within(PATIENCE, Millis::now()) {
            return Ok(());
        }
        while let Some(saying) = self.words.sayings.pop() {
            let Some(&who) = self.accounts.get(&saying.who) else { continue };
            let text = saying.text.clone();
            let said = "SELECT 1 FROM statuses WHERE account_id = ?1 AND text = ?2";
            if self.state.db.read(move |db| Ok(db.any(said, (who, text))?)).await? {
                continue;
            }
            return self.say(who, saying).await;
        }
        Ok(())
    }

    async fn say(&mut self, who: AccountId, saying: Saying) -> ApiResult<()> {
        let language = self.languages.get(&saying.who).cloned();
        let draft = act::draft(saying.text, language, PUBLIC, None);
        let id = self.state.write(move |tx| create::create(tx, who, None, &draft, None)).await?;
        for (name, text) in saying.answers {
            let text = if name == saying.who { text } else { format!("@{} {text}", saying.who) };
            let delay = self.seconds(15.0, 45.0);
            self.plan(&name, Act::Answer { to: id, visibility: PUBLIC, text }, delay);
        }
        self.like(id, 2, 50.0);
        Ok(())
    }

    fn plan(&self, name: &str, act: Act, delay: Duration) {
        if let Some(&who) = self.accounts.get(name) {
            self.later.plan(&self.state, who, act, delay);
        }
    }

    /// A few neighbours like a post, within so many seconds.
    fn like(&mut self, id: StatusId, most: usize, within: f32) {
        for name in self.some(most) {
            let delay = self.seconds(2.0, within);
            self.plan(&name, Act::Favourite(id), delay);
        }
    }

    /// Up to `most` neighbours, whoever.
    fn some(&mut self, most: usize) -> Vec<String> {
        let mut names: Vec<String> = self.accounts.keys().cloned().collect();
        names.sort_unstable();
        self.dice.shuffle(&mut names);
        names.truncate(self.dice.below(most + 1));
        names
    }

    /// A post was made: answers it if a visitor wrote it.
    async fn hear(&mut self, id: StatusId) -> ApiResult<()> {
        let Some(heard) = self.state.db.read(move |db| heard::hear(db, id)).await? else { return Ok(()) };
        let answers = self.answers(&heard);
        let (mut delay, mut answered) = (self.seconds(3.0, 7.0), false);
        for (who, text) in answers {
            if !self.budget.spend(heard.thread, Instant::now()) {
                break;
            }
            let text = format!("@{} {text}", heard.username);
            self.plan(&who, Act::Answer { to: heard.id, visibility: heard.visibility, text }, delay);
            if !answered && heard.visibility != DIRECT && self.dice.chance(0.5) {
                let after = delay + self.seconds(4.0, 12.0);
                self.plan(&who, Act::Follow(heard.author), after);
            }
            (answered, delay) = (true, delay + self.seconds(7.0, 15.0));
        }
        if heard.visibility <= UNLISTED {
            self.like(heard.id, if answered { 3 } else { 1 }, 15.0);
            self.vote(&heard);
        }
        Ok(())
    }

    /// Who answers, and what.
    fn answers(&mut self, heard: &Heard) -> Vec<(String, String)> {
        let topics = self.words.topics(&heard.text, heard.language.as_deref());
        let spoken_to = heard.mentions.iter().chain(&heard.answers);
        let mut neighbours: Vec<String> = spoken_to
            .clone()
            .map(|named| named.username.clone())
            .filter(|name| self.accounts.contains_key(name))
            .collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        neighbours.truncate(2);
        if neighbours.is_empty() {
            if let Some(absent) = spoken_to.clone().find(|named| named.resident) {
                return self.words.instead(&absent.name, &heard.name, &mut self.dice).into_iter().collect();
            }
            if heard.answers.is_some() || heard.visibility > UNLISTED {
                return Vec::new();
            }
            let count = if self.dice.chance(0.4) { 2 } else { 1 };
            for _ in 0..count {
                neighbours.extend(self.words.expert(&topics, &neighbours, &mut self.dice));
            }
        }
        let mut answers = Vec::new();
        for who in neighbours {
            let text = self.words.answer(&who, &topics, &heard.name, &mut self.dice);
            answers.extend(text.map(|text| (who, text)));
        }
        answers
    }

    fn vote(&mut self, heard: &Heard) {
        let Some(poll) = heard.poll else { return };
        for name in self.some(6) {
            let choice = self.dice.below(poll.options as usize);
            let delay = self.seconds(4.0, 40.0);
            self.plan(&name, Act::Vote(poll, u32::try_from(choice).unwrap_or_default()), delay);
        }
    }

    /// A neighbour was told something: if a visitor followed them, they follow back.
    async fn follow_back(&mut self, account: AccountId, id: NotificationId) -> ApiResult<()> {
        if !self.accounts.values().any(|neighbour| *neighbour == account) {
            return Ok(());
        }
        let sql = "SELECT n.from_id FROM notifications n JOIN accounts a ON a.id = n.from_id
            WHERE n.id = ?1 AND n.type = 'follow' AND NOT a.bot";
        let follower: Option<AccountId> = self.state.db.read(move |db| Ok(db.value(sql, [id])?)).await?;
        if let Some(follower) = follower {
            let delay = self.seconds(4.0, 10.0);
            self.later.plan(&self.state, account, Act::Follow(follower), delay);
        }
        Ok(())
    }
}

//! Taking follows, blocks, mutes, lists and bookmarks out of the account and into it. An import goes on while one is on other
//! pages; what is left of it is kept on the device, so that one that was interrupted can go on.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Set, Update, WithUntracked};
use leptos::task::spawn_local;
use rejoin_api::ApiError;
use rejoin_domain::record;
use rejoin_domain::transfer::{self, Kind, Row};
use rejoin_sync::{Clock, Problem};

use super::platform::WebClock;
use super::{App, SessionState, Unsaved, use_app};

/// What is left is written down after so many lines: to take some in once more changes nothing.
const SAVED_EVERY: usize = 10;
/// A server that asks for a pause or does not answer is asked again after so long, in milliseconds.
const PAUSE: u32 = 15_000;

record! {
    /// A line that could not be taken in.
    #[derive(Eq)]
    pub struct NotTaken {
        /// What it is about.
        pub what: String,
        /// Why not, for the person.
        pub why: String,
    }
}

record! {
    /// What the device keeps of an import: what kind of file it is, and the lines that are left.
    struct Saved {
        file: String,
        left: String,
        done: u64,
        failed: Vec<NotTaken>,
    }
}

/// An import, as far as it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Importing {
    /// Of what.
    pub kind: Kind,
    /// How many lines are left.
    pub left: usize,
    /// How many were taken in.
    pub done: usize,
    /// Which could not be.
    pub failed: Vec<NotTaken>,
    /// What it is doing.
    pub state: ImportState,
}

/// What an import is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportState {
    /// It takes in line after line.
    Running,
    /// It goes on by itself after a while, for this reason.
    Waiting(String),
    /// It goes on when it is told to; with the reason where it did not stop by itself.
    Stopped(Option<String>),
}

struct Run {
    session: String,
    rows: RefCell<VecDeque<Row>>,
    shown: ArcRwSignal<Option<Importing>>,
    /// Whether it is to go on.
    is_running: Cell<bool>,
    /// Whether it is at it, or pauses: there is one loop at a time.
    is_at_it: Cell<bool>,
    saved: Unsaved,
}

thread_local! {
    static RUN: RefCell<Option<Rc<Run>>> = const { RefCell::new(None) };
}

impl App {
    /// Everything of a kind that the server has, as a CSV file.
    ///
    /// # Errors
    /// In words, when the server does not answer all of it.
    pub async fn export_csv(self, kind: Kind) -> Result<String, String> {
        let rows = self.client().engine.export_rows(kind).await.map_err(|problem| problem.to_string())?;
        Ok(transfer::write(kind, &rows))
    }

    /// The import of this account that is under way or was interrupted.
    pub fn importing(self) -> ArcRwSignal<Option<Importing>> {
        self.import_run().shown.clone()
    }

    /// Begins to take in the lines of a file.
    pub fn begin_import(self, kind: Kind, rows: Vec<Row>) {
        let run = self.import_run();
        let left = rows.len();
        *run.rows.borrow_mut() = rows.into();
        let state = ImportState::Stopped(None);
        run.shown.set(Some(Importing { kind, left, done: 0, failed: Vec::new(), state }));
        self.go_on_importing();
    }

    /// Goes on with what is left.
    pub fn go_on_importing(self) {
        let run = self.import_run();
        run.is_running.set(true);
        if !run.is_at_it.replace(true) {
            spawn_local(async move { run.go_on().await });
        }
    }

    /// Stops after the line that is under way.
    pub fn stop_importing(self) {
        self.import_run().is_running.set(false);
    }

    /// Forgets an import, with what is left of it.
    pub fn forget_import(self) {
        let run = self.import_run();
        run.is_running.set(false);
        run.rows.borrow_mut().clear();
        run.shown.set(None);
        run.saved.forget();
    }

    fn import_run(self) -> Rc<Run> {
        let session = self.session().with_untracked(SessionState::key);
        RUN.with_borrow_mut(|run| match run {
            Some(run) if run.session == session => Rc::clone(run),
            _ => Rc::clone(run.insert(Rc::new(Run::load(session, self.unsaved("import"))))),
        })
    }
}

impl Run {
    fn load(session: String, saved: Unsaved) -> Self {
        let kept: Option<Saved> = saved.read();
        let kept = kept.and_then(|kept| {
            let kind = Kind::ALL.into_iter().find(|kind| kind.file_name() == kept.file)?;
            let (rows, _) = transfer::read(kind, &kept.left);
            let done = usize::try_from(kept.done).unwrap_or_default();
            let state = ImportState::Stopped(None);
            Some((Importing { kind, left: rows.len(), done, failed: kept.failed, state }, rows))
        });
        let (shown, rows) = kept.unzip();
        Self {
            session,
            rows: RefCell::new(rows.unwrap_or_default().into()),
            shown: ArcRwSignal::new(shown),
            is_running: Cell::new(false),
            is_at_it: Cell::new(false),
            saved,
        }
    }

    async fn go_on(&self) {
        self.save();
        self.becomes(ImportState::Running);
        let why = self.take_in_all().await;
        self.is_running.set(false);
        self.is_at_it.set(false);
        // What an account that was signed out has not taken in is forgotten with it.
        if self.is_shown() {
            self.save();
        }
        self.becomes(ImportState::Stopped(why));
    }

    /// Whether its account is the one that is shown. Another's goes on when it is shown again.
    fn is_shown(&self) -> bool {
        use_app().session().with_untracked(SessionState::key) == self.session
    }

    /// Takes in line after line, until there is none, it is told to stop, or something is wrong that it tells.
    async fn take_in_all(&self) -> Option<String> {
        let client = use_app().client();
        while self.is_running.get() && self.is_shown() {
            self.save_now_and_then();
            let row = self.rows.borrow().front().cloned()?;
            match client.engine.import_row(&row).await {
                Ok(()) => self.step(&row, |shown| shown.done += 1),
                Err(Problem::Api(error)) if !error.is_passing() && !is_signed_out(&error) => {
                    let failed = NotTaken { what: row.subject().to_owned(), why: rejoin_sync::words(&error) };
                    self.step(&row, |shown| shown.failed.push(failed));
                }
                Err(problem @ (Problem::Network(_) | Problem::Api(_))) if !is_refused(&problem) => {
                    self.save();
                    self.becomes(ImportState::Waiting(problem.to_string()));
                    WebClock.sleep(PAUSE).await;
                    self.becomes(ImportState::Running);
                }
                Err(problem) => return Some(problem.to_string()),
            }
        }
        None
    }

    /// A line is done with, in one way or the other.
    fn step(&self, row: &Row, how: impl FnOnce(&mut Importing)) {
        let mut rows = self.rows.borrow_mut();
        // Meanwhile it may have been given up, and another begun.
        if rows.front() != Some(row) {
            return;
        }
        rows.pop_front();
        let left = rows.len();
        drop(rows);
        self.shown.update(|shown| {
            if let Some(shown) = shown {
                how(shown);
                shown.left = left;
            }
        });
    }

    fn becomes(&self, state: ImportState) {
        self.shown.update(|shown| {
            if let Some(shown) = shown {
                shown.state = state;
            }
        });
    }

    fn save_now_and_then(&self) {
        if self.rows.borrow().len().is_multiple_of(SAVED_EVERY) {
            self.save();
        }
    }

    fn save(&self) {
        self.shown.with_untracked(|shown| {
            if let Some(shown) = shown {
                let rows: Vec<Row> = self.rows.borrow().iter().cloned().collect();
                self.saved.keep(&Saved {
                    file: shown.kind.file_name().to_owned(),
                    left: transfer::write(shown.kind, &rows),
                    done: shown.done as u64,
                    failed: shown.failed.clone(),
                });
            }
        });
    }
}

fn is_refused(problem: &Problem) -> bool {
    matches!(problem, Problem::Api(error) if is_signed_out(error))
}

fn is_signed_out(error: &ApiError) -> bool {
    matches!(error, ApiError::Unauthorised { .. })
}

//! How the page stands to its databases, for the words on the screen.
//!
//! A database can be out of reach for reasons that only the person in front of the screen can mend: another tab has to be
//! closed, or this one loaded anew. A transaction that fails knows nothing of that, so it is told here.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How the page stands to a database; the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// It is open.
    Open,
    /// It is to be brought to this version, and waits for tabs that run an older one to let it go.
    Blocked,
    /// The browser has deleted it while it was open.
    Gone,
    /// It was let go, since another tab brings it to a newer version.
    Outdated,
    /// What is stored is of a newer version than this code can read.
    Newer,
}

type Listener = Rc<dyn Fn(Access)>;

thread_local! {
    static DATABASES: RefCell<BTreeMap<String, Access>> = const { RefCell::new(BTreeMap::new()) };
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Sets who is told how the page stands to its databases, the gravest of all: now, and whenever something changes.
pub fn watch_access(listener: impl Fn(Access) + 'static) {
    LISTENER.set(Some(Rc::new(listener)));
    tell();
}

pub(crate) fn set(name: &str, access: Access) {
    DATABASES.with_borrow_mut(|databases| databases.insert(name.to_owned(), access));
    tell();
}

pub(crate) fn of(name: &str) -> Option<Access> {
    DATABASES.with_borrow(|databases| databases.get(name).copied())
}

pub(crate) fn forget(name: &str) {
    DATABASES.with_borrow_mut(|databases| databases.remove(name));
    tell();
}

fn tell() {
    let worst = DATABASES.with_borrow(|databases| databases.values().max().copied());
    let listener = LISTENER.with_borrow(Clone::clone);
    if let Some(listener) = listener {
        listener(worst.unwrap_or(Access::Open));
    }
}

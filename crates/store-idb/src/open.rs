//! The transactions that are open now.

use std::cell::RefCell;

use web_sys::IdbTransaction;

thread_local! {
    static OPEN: RefCell<Vec<(u32, IdbTransaction)>> = const { RefCell::new(Vec::new()) };
}

/// An open transaction's entry, which goes with it.
#[derive(Debug)]
pub(crate) struct Entry(u32);

impl Entry {
    pub(crate) fn new(transaction: IdbTransaction) -> Self {
        OPEN.with_borrow_mut(|open| {
            let number = open.last().map_or(0, |(number, _)| number.wrapping_add(1));
            open.push((number, transaction));
            Self(number)
        })
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| open.retain(|(number, _)| *number != self.0));
    }
}

/// Undoes all transactions that are open and not yet committing, for a page that is put to sleep and could hold its locks
/// for as long as it sleeps. Says how many they were. What was acknowledged is safe, and what waits for one of them is told
/// that it failed.
pub fn give_up_all() -> usize {
    OPEN.with_borrow(|open| open.iter().filter(|(_, transaction)| transaction.abort().is_ok()).count())
}

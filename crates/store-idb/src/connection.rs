//! An open connection, and its end.

use std::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::IdbVersionChangeEvent;

use crate::access::{self, Access};

/// A connection to a database. It is closed when it is dropped, or when something else needs the database for itself.
#[derive(Debug)]
pub(crate) struct Connection {
    /// Transactions borrow their database, and the engine owns its transactions: the handle has to live for ever. It is a
    /// few bytes, and a page opens one database an account.
    database: &'static Database,
    lost: Rc<Cell<bool>>,
    _on_loss: Closure<dyn FnMut(web_sys::Event)>,
}

impl Connection {
    pub(crate) fn new(database: Database) -> Self {
        let lost = Rc::new(Cell::new(false));
        let on_loss = Closure::new({
            let (database, lost) = (database.clone(), Rc::clone(&lost));
            move |event: web_sys::Event| {
                lost.set(true);
                database.clone().close();
                if let Some(access) = access_after(&event) {
                    access::set(&database.name(), access);
                }
            }
        });
        let handler = on_loss.as_ref().unchecked_ref();
        // Another tab wants to delete the database or to bring it to a newer version, and waits until it is let go.
        database.as_sys().set_onversionchange(Some(handler));
        // The user has told the browser to forget the page's data.
        database.as_sys().set_onclose(Some(handler));
        Self { database: Box::leak(Box::new(database)), lost, _on_loss: on_loss }
    }

    pub(crate) fn database(&self) -> &'static Database {
        self.database
    }

    /// Whether the database has been given up. Only a reload opens it again.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost.get()
    }
}

/// What to tell of a connection that ends. Nothing of one that is deleted: whoever deletes it tells why.
fn access_after(event: &web_sys::Event) -> Option<Access> {
    match event.dyn_ref::<IdbVersionChangeEvent>() {
        Some(change) => change.new_version().map(|_| Access::Outdated),
        None => Some(Access::Gone),
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.as_sys().set_onversionchange(None);
        self.database.as_sys().set_onclose(None);
        self.database.clone().close();
    }
}

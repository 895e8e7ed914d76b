//! Everything of one run: time, chance, the server, the devices, and what goes wrong.

use std::cell::{Cell, RefCell};
use std::future::pending;
use std::rc::Rc;

use crate::device::Device;
use crate::executor::{Executor, Owner, WORLD};
use crate::rng::Rng;
use crate::server::Server;

/// How much goes wrong at present, in a thousand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trouble {
    /// Requests that fail in one way or another.
    pub faults: usize,
    /// Tabs that die at a dangerous place.
    pub crashes: usize,
    /// Transactions for which there is no space.
    pub full: usize,
}

pub struct World {
    pub exec: Executor,
    pub rng: Rc<Rng>,
    pub server: RefCell<Server>,
    pub trouble: Cell<Trouble>,
    pub devices: RefCell<Vec<Rc<Device>>>,
    /// How long after its end a request may still be carried out, in milliseconds.
    pub late: i64,
    pub names: Cell<u64>,
    pub owners: Cell<Owner>,
    trace: bool,
}

impl World {
    pub fn new(rng: Rc<Rng>, server: Server, late: i64) -> Rc<Self> {
        Rc::new(Self {
            exec: Executor::new(Rc::clone(&rng)),
            rng,
            server: RefCell::new(server),
            trouble: Cell::default(),
            devices: RefCell::default(),
            late,
            names: Cell::default(),
            owners: Cell::new(WORLD),
            trace: std::env::var_os("TRACE").is_some(),
        })
    }

    pub fn say(&self, words: impl FnOnce() -> String) {
        if self.trace {
            let seconds = self.exec.now() - 1_700_000_000_000;
            println!("{:>10}.{:03} {}", seconds / 1000, seconds % 1000, words());
        }
    }

    pub fn name(&self) -> String {
        self.names.set(self.names.get() + 1);
        format!("{:04}{:04x}", self.names.get(), self.rng.below(0xffff))
    }

    /// A little time passes, or none.
    pub async fn moment(&self, owner: Owner) {
        if self.rng.odds(150) {
            self.exec.sleep(self.rng.range(1, 20)).await;
        }
        if self.exec.is_dead(owner) {
            pending::<()>().await;
        }
    }

    /// A place where the tab or the browser may die.
    pub async fn danger(&self, owner: Owner) {
        if self.rng.odds(self.trouble.get().crashes) {
            if self.rng.odds(300) {
                self.kill_browser();
            } else {
                self.kill(owner);
            }
        }
        self.moment(owner).await;
    }

    pub fn is_full(&self) -> bool {
        self.rng.odds(self.trouble.get().full)
    }

    pub fn kill(&self, owner: Owner) {
        self.say(|| format!("tab {owner} dies"));
        self.exec.kill(owner);
        for device in self.devices.borrow().iter() {
            device.tabs.borrow_mut().retain(|tab| tab.owner != owner);
        }
    }

    pub fn kill_browser(&self) {
        self.say(|| "the browser dies".into());
        for device in self.devices.borrow().iter() {
            for tab in device.tabs.take() {
                self.exec.kill(tab.owner);
            }
        }
    }
}

//! Which tab of an account sends and follows the stream.
//!
//! One leads, by a lock that the browser hands on when its holder is gone. A holder that is frozen keeps it: so a tab that
//! somebody looks at asks now and then, and takes the lock from one that does not answer. What such a leader does when it thaws
//! is refused by the store (`rejoin_sync`, the engine's lease).

use std::rc::Rc;

use futures::future::{Either, select};
use rejoin_domain::TimelineKey;
use rejoin_sync::{Clock, Surroundings};

use super::client::Client;
use super::platform::WebClock;
use crate::browser::{connectivity, locks};

/// How long a tab waits for the one that leads to answer, in milliseconds, and how long until it asks again.
const LISTEN: u32 = 4_000;
/// What tabs say to each other besides what they have written.
const ARE_YOU_THERE: &str = "?";
const I_AM: &str = "!";

impl Client {
    /// Leads as soon as no other tab does, or the one that does is frozen: sends what waits, and follows the stream.
    pub(super) async fn lead(self: Rc<Self>) {
        let name = self.shared_name();
        let around = Around(Rc::clone(&self));
        loop {
            let turn = select(Box::pin(locks::lead(&name, false)), Box::pin(self.leader_falls_silent()));
            let leadership = match turn.await {
                Either::Left((leadership, _)) => leadership,
                Either::Right(_) => locks::lead(&name, true).await,
            };
            self.leads.set(true);
            select(Box::pin(self.engine.lead(&around)), Box::pin(leadership.lost())).await;
            self.leads.set(false);
        }
    }

    /// Returns when somebody looks at this tab and the one that leads has not answered twice. One that is merely in the
    /// background answers: only timers are held back there.
    async fn leader_falls_silent(&self) {
        let mut missed = 0;
        while missed < 2 {
            WebClock.sleep(LISTEN).await;
            if !connectivity::visible() || self.channel.borrow().is_none() {
                missed = 0;
                continue;
            }
            self.heard_leader.set(false);
            self.say(ARE_YOU_THERE);
            WebClock.sleep(LISTEN).await;
            missed = if self.heard_leader.get() { 0 } else { missed + 1 };
        }
    }

    /// Takes in what tabs say to each other about leading. Whether it was that.
    pub(super) fn hear_of_leading(&self, text: &str) -> bool {
        match text {
            ARE_YOU_THERE if !self.leads.get() => {}
            ARE_YOU_THERE => self.say(I_AM),
            I_AM => self.heard_leader.set(true),
            _ => return false,
        }
        true
    }
}

/// What the engine has to know of the page around it.
struct Around(Rc<Client>);

impl Surroundings for Around {
    fn open_timelines(&self) -> Vec<TimelineKey> {
        self.0.shown_timelines()
    }

    fn is_visible(&self) -> bool {
        connectivity::visible() && !connectivity::saves_data()
    }
}

//! The way to the server, on which everything can happen.

use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use rejoin_api::{Call, Response, Timestamp};
use rejoin_sync::net::{Network, NetworkError, Socket, SocketAuth};
use rejoin_sync::{Clock, Platform};

use crate::device::Device;
use crate::executor::{Owner, Slot, WORLD};
use crate::server::Line;
use crate::store::SimStore;
use crate::world::World;

pub struct Sim;

impl Platform for Sim {
    type File = Vec<u8>;
    type Store = SimStore;
    type Network = SimNetwork;
    type Clock = SimClock;
}

#[derive(Clone)]
pub struct SimClock {
    pub world: Rc<World>,
    pub skew: i64,
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.world.exec.now() + self.skew)
    }

    async fn sleep(&self, millis: u32) {
        self.world.exec.sleep(i64::from(millis)).await;
    }

    fn chance(&self) -> f64 {
        self.world.rng.fraction()
    }

    fn unique(&self) -> String {
        self.world.name()
    }
}

pub struct SimNetwork {
    pub world: Rc<World>,
    pub device: Rc<Device>,
    pub owner: Owner,
}

type Answer = Result<Response, NetworkError>;

/// How long the browser waits for an answer, in milliseconds.
const PATIENCE: i64 = 30_000;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    Dropped,
    AnswerLost,
    Late,
    Limited,
    Trouble(u16),
    ActsAndTroubled,
    Page,
    ActsAndGarbage,
    Garbage,
}

const FAULTS: [Fault; 13] = [
    Fault::Dropped,
    Fault::Dropped,
    Fault::AnswerLost,
    Fault::AnswerLost,
    Fault::AnswerLost,
    Fault::Late,
    Fault::Limited,
    Fault::Trouble(500),
    Fault::Trouble(502),
    Fault::ActsAndTroubled,
    Fault::Page,
    Fault::ActsAndGarbage,
    Fault::Garbage,
];

impl Network for SimNetwork {
    type File = Vec<u8>;
    type Socket = SimSocket;

    async fn send(&self, call: &Call, _: &[(String, Vec<u8>)]) -> Answer {
        if self.device.offline.get() {
            return Err(NetworkError::Offline);
        }
        let slot = Slot::default();
        let journey = Journey {
            world: Rc::clone(&self.world),
            device: Rc::clone(&self.device),
            call: call.clone(),
            token: self.device.token.borrow().clone(),
            slot: slot.clone(),
            owner: self.owner,
        };
        // What has left the browser goes on without it.
        self.world.exec.spawn(WORLD, journey.travel());
        slot.get().await
    }

    async fn connect(&self, _: &str, _: SocketAuth) -> Result<SimSocket, NetworkError> {
        let world = &self.world;
        if self.device.offline.get() {
            return Err(NetworkError::Offline);
        }
        world.exec.sleep(world.rng.range(5, 300)).await;
        let troubled = world.trouble.get().faults;
        let user = world.server.borrow().user_of(&self.device.token.borrow());
        let Some(user) = user.filter(|_| !world.rng.odds(troubled) && !self.device.offline.get()) else {
            return Err(NetworkError::Unreachable);
        };
        let line = Rc::new(Line::default());
        line.open.set(true);
        world.server.borrow_mut().lines.push((user, Rc::clone(&line)));
        if troubled > 0 {
            let (world, line) = (Rc::clone(world), Rc::clone(&line));
            let ending = Rc::clone(&world);
            world.exec.spawn(WORLD, async move {
                ending.exec.sleep(ending.rng.range(1_000, 900_000)).await;
                if ending.rng.odds(300) {
                    ending.say(|| "a stream dies without a word".into());
                    line.dead.set(true);
                } else {
                    line.close();
                }
            });
        }
        Ok(SimSocket { line, world: Rc::clone(world) })
    }
}

/// One request under way.
struct Journey {
    world: Rc<World>,
    device: Rc<Device>,
    call: Call,
    token: String,
    slot: Slot<Answer>,
    owner: Owner,
}

impl Journey {
    async fn travel(self) {
        let world = Rc::clone(&self.world);
        let began = world.exec.now();
        let faults = world.trouble.get().faults;
        let fault = world.rng.odds(faults).then(|| world.rng.pick(&FAULTS).copied()).flatten();
        world.exec.sleep(world.rng.range(5, if faults > 0 { 1_500 } else { 100 })).await;
        let answer = match fault {
            None => Ok(self.act()),
            Some(Fault::Dropped) => Err(self.silence(began).await),
            Some(Fault::AnswerLost) => {
                self.act();
                Err(self.silence(began).await)
            }
            Some(Fault::Late) => {
                let gone = || world.exec.is_dead(self.owner) || world.exec.is_frozen(self.owner);
                while world.exec.now() < began + PATIENCE && !gone() {
                    world.exec.sleep(1_000).await;
                }
                if gone() {
                    // A page that thaws finds that its patience is at an end.
                    self.slot.put(Err(NetworkError::TimedOut));
                    // The server notices in time that nobody waits any more.
                    let left = (began + 13_000 - world.exec.now()).max(2_000);
                    world.exec.sleep(world.rng.range(0, left)).await;
                    self.act();
                    return;
                }
                self.told(fault, &Err(NetworkError::TimedOut));
                self.slot.put(Err(NetworkError::TimedOut));
                // Nothing but a key can tell what arrives long after its end.
                let most = if self.call.idempotency_key.is_some() { world.late } else { 4_000 };
                world.exec.sleep(world.rng.range(0, most)).await;
                self.act();
                return;
            }
            Some(Fault::Limited) => Ok(self.limited()),
            Some(Fault::Trouble(status)) => Ok(plain(status, "")),
            Some(Fault::ActsAndTroubled) => {
                self.act();
                Ok(plain(502, "<html><body>Bad gateway</body></html>"))
            }
            Some(Fault::Page) => {
                Ok(plain(200, "<!doctype html><html><body>Sign in to the Wi-Fi</body></html>"))
            }
            Some(Fault::ActsAndGarbage) => {
                let mut response = self.act();
                let half = (0..=response.body.len() / 2).rev().find(|at| response.body.is_char_boundary(*at));
                response.body.truncate(half.unwrap_or(0));
                Ok(response)
            }
            Some(Fault::Garbage) => Ok(plain(200, "}{")),
        };
        world.exec.sleep(world.rng.range(5, if faults > 0 { 800 } else { 50 })).await;
        let answer = if self.device.offline.get() { Err(NetworkError::Unreachable) } else { answer };
        self.told(fault, &answer);
        self.slot.put(answer);
    }

    fn told(&self, fault: Option<Fault>, answer: &Answer) {
        let (device, call) = (self.device.account, &self.call);
        self.world.say(|| {
            let outcome = answer.as_ref().map(|response| response.status);
            format!("  {device}: {} {} {fault:?} -> {outcome:?}", call.method.as_str(), call.target())
        });
    }

    fn act(&self) -> Response {
        self.world.server.borrow_mut().handle(&self.token, &self.call, self.world.exec.now())
    }

    async fn silence(&self, began: i64) -> NetworkError {
        if self.world.rng.odds(500) {
            return NetworkError::Unreachable;
        }
        self.world.exec.sleep(began + PATIENCE - self.world.exec.now()).await;
        NetworkError::TimedOut
    }

    fn limited(&self) -> Response {
        let mut response = plain(429, r#"{"error": "Too many requests"}"#);
        let seconds = self.world.rng.range(1, 300);
        match self.world.rng.below(3) {
            0 => response.headers.push(("Retry-After".into(), seconds.to_string())),
            1 => {
                let reset = Timestamp::from_millis(self.world.exec.now() + seconds * 1000);
                response.headers.push(("X-RateLimit-Reset".into(), reset.to_string()));
            }
            _ => {}
        }
        response
    }
}

fn plain(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.into() }
}

pub struct SimSocket {
    line: Rc<Line>,
    world: Rc<World>,
}

impl Socket for SimSocket {
    async fn receive(&mut self) -> Option<String> {
        let line = Rc::clone(&self.line);
        poll_fn(move |context| {
            if let Some(frame) = line.frames.borrow_mut().pop_front() {
                return Poll::Ready(Some(frame));
            }
            if !line.open.get() {
                return Poll::Ready(None);
            }
            *line.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    async fn send(&mut self, text: &str) -> bool {
        self.world.exec.sleep(self.world.rng.range(1, 100)).await;
        if text.contains("\"subscribe\"") {
            self.line.subscribed.set(true);
        }
        self.line.open.get()
    }
}

impl Drop for SimSocket {
    fn drop(&mut self) {
        self.line.open.set(false);
        self.world.server.borrow_mut().lines.retain(|(_, line)| !Rc::ptr_eq(line, &self.line));
    }
}

//! One run from its seed to its verdict.

use std::cell::RefCell;
use std::rc::Rc;

use rejoin_domain::TimelineKey;

use crate::check;
use crate::device::Device;
use crate::executor::{Slot, WORLD};
use crate::others;
use crate::own;
use crate::people;
use crate::plan::Plan;
use crate::rng::Rng;
use crate::server::{Keys, Server, Ways};
use crate::user::{self, Person};
use crate::world::{Trouble, World};

const MINUTE: i64 = 60_000;

fn ways(rng: &Rng) -> Ways {
    Ways {
        keys: match rng.below(3) {
            0 => Keys::Kept(60 * MINUTE),
            1 => Keys::Kept(rng.range(1_000, 5 * MINUTE)),
            _ => Keys::Unknown,
        },
        tells_time: rng.odds(500),
        links: rng.odds(800),
        page: 3 + rng.below(6),
        strict: rng.odds(500),
        slow_media: rng.odds(500),
        plain_boosts: rng.odds(500),
        groups: rng.odds(500),
        media_life: if rng.odds(700) { 1440 * MINUTE } else { 10 * MINUTE },
    }
}

/// Plays a seed.
pub fn run(seed: u64) -> Result<(), String> {
    let rng = Rc::new(Rng::new(seed));
    let ways = ways(&rng);
    let fickle = rng.odds(700);
    let skew = if ways.tells_time { 180 * MINUTE } else { 10 * MINUTE };
    // Only a key can tell a request that arrives long after its end.
    let late = if ways.keys == Keys::Kept(60 * MINUTE) && !fickle { 20 * MINUTE } else { 4_000 };
    let mut server = Server::new(ways, Rc::clone(&rng), 6);
    let accounts = 1 + usize::from(rng.odds(300));
    let mut devices = Vec::new();
    for account in 0..accounts {
        for other in 2..6 {
            if rng.odds(600) {
                server.relations.insert((account, other, "follow"));
            }
        }
        let ahead = rng.range(-skew, skew);
        devices.push(Device::new(account, server.tokens[account].clone(), ahead, fickle));
    }
    let world = World::new(Rc::clone(&rng), server, late);
    world.say(|| format!("seed {seed}: {:?}, fickle: {fickle}", world.server.borrow().ways));
    let _end = Ending(Rc::clone(&world));
    world.devices.borrow_mut().clone_from(&devices);
    let worst = Trouble { faults: rng.below(600), crashes: rng.below(12), full: rng.below(30) };
    let odd = rng.odds(500);
    let alone = rng.odds(300);
    let plans: Vec<Rc<RefCell<Plan>>> = devices.iter().map(|_| Rc::default()).collect();
    let began = world.exec.now();
    let span = 60 * MINUTE;
    let ready = Rc::new(std::cell::Cell::new(0));
    world.exec.spawn(WORLD, others::live(Rc::clone(&world), began + span));
    world.exec.spawn(WORLD, others::trouble(Rc::clone(&world), began + span, worst, odd));
    for (device, plan) in devices.iter().zip(&plans) {
        let actions = 4 + rng.below(26);
        let (world_, device, plan) = (Rc::clone(&world), Rc::clone(device), Rc::clone(plan));
        device.open_tab(&world);
        let ready = Rc::clone(&ready);
        world.exec.spawn(WORLD, async move {
            Person { world: world_, device, plan, fickle, alone }.live(actions).await;
            ready.set(ready.get() + 1);
        });
    }
    let broken = || world.server.borrow().broken.first().cloned();
    world.exec.run(began + 24 * 60 * MINUTE, || ready.get() == accounts || broken().is_some());
    world.exec.run(world.exec.now().max(began + span), || broken().is_some());
    calm(&world);
    // Late requests arrive, limits end, and everything is tried again.
    world.exec.run(world.exec.now() + 100 * MINUTE, || broken().is_some());
    if let Some(why) = broken() {
        return Err(why);
    }
    for (device, plan) in devices.iter().zip(&plans) {
        check::outbox(&world, device, &plan.borrow())?;
        check::pieces(&world, device)?;
        check::fresh(&world, device)?;
    }
    for device in &devices {
        let other = rng.pick(&user::elsewhere(device.account)).cloned().unwrap_or(TimelineKey::Public);
        for key in [other, TimelineKey::Home] {
            finish(&world, check::whole(Rc::clone(&world), Rc::clone(device), key, !odd))?;
        }
        finish(&world, own::read_all(Rc::clone(&world), Rc::clone(device)))?;
        finish(&world, people::notifications(Rc::clone(&world), Rc::clone(device)))?;
    }
    Ok(())
}

/// Runs a check to its end.
fn finish(
    world: &Rc<World>,
    checking: impl Future<Output = Result<(), String>> + 'static,
) -> Result<(), String> {
    let slot = Slot::default();
    let verdict = slot.clone();
    world.exec.spawn(WORLD, async move { slot.put(checking.await) });
    let result = RefCell::new(None);
    world.exec.run(world.exec.now() + 600 * MINUTE, || {
        if let Some(value) = verdict.take() {
            *result.borrow_mut() = Some(value);
        }
        result.borrow().is_some()
    });
    result.into_inner().ok_or_else(|| "reading does not end".to_owned())?
}

/// Whatever runs holds the world, and the world holds it.
struct Ending(Rc<World>);

impl Drop for Ending {
    fn drop(&mut self) {
        for device in self.0.devices.take() {
            device.tabs.take();
        }
        self.0.exec.end();
    }
}

/// From now on all is well.
fn calm(world: &Rc<World>) {
    world.say(|| "all is well".into());
    world.trouble.set(Trouble::default());
    world.server.borrow_mut().odd = false;
    for device in world.devices.borrow().iter() {
        device.offline.set(false);
        *device.token.borrow_mut() = world.server.borrow().tokens[device.account].clone();
        if device.tabs.borrow().is_empty() {
            device.open_tab(world);
        }
        device.wake();
        // Whoever was asked for a decision says: again.
        let (device, retrying) = (Rc::clone(device), Rc::clone(world));
        world.exec.spawn(WORLD, async move {
            retrying.exec.sleep(30 * MINUTE).await;
            let engine = device.tabs.borrow().first().map(|tab| Rc::clone(&tab.engine));
            for entry in device.queue() {
                let is_report = matches!(entry.mutation, rejoin_sync::Mutation::Report(_));
                if let (Some(engine), rejoin_sync::outbox::State::Wedged(_), false) =
                    (&engine, &entry.state, is_report)
                {
                    let _ = engine.retry(&entry.id).await;
                }
            }
        });
    }
}

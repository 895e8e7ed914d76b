//! The rest of the world: other people, and the troubles of the server.

use std::rc::Rc;

use rejoin_sync::Mutation;
use rejoin_sync::outbox::Entry;

use crate::executor::WORLD;
use crate::server::{Poll, Server, User, marker};
use crate::world::{Trouble, World};

/// Others post, edit and delete for so many milliseconds.
pub async fn live(world: Rc<World>, until: i64) {
    while world.exec.now() < until {
        world.exec.sleep(world.rng.range(1_000, 240_000)).await;
        let rng = Rc::clone(&world.rng);
        let mut server = world.server.borrow_mut();
        server.now = world.exec.now();
        let author: User = 2 + rng.below(4);
        let theirs: Vec<usize> = (0..server.statuses.len())
            .filter(|place| server.statuses[*place].author >= 2 && !server.statuses[*place].deleted)
            .collect();
        match rng.below(27) {
            24 => server.read_elsewhere(rng.below(2)),
            25.. => server.ask_to_follow(author, rng.below(2)),
            20..22 => {
                let own =
                    |place: &usize| server.statuses[*place].author < 2 && !server.statuses[*place].deleted;
                let own: Vec<usize> = (0..server.statuses.len()).filter(own).collect();
                if let Some(place) = rng.pick(&own) {
                    server.react(author, *place, rng.odds(500));
                }
            }
            22 | 23 => meddle(&world, &mut server),
            0 | 1 => {
                if let Some(place) = rng.pick(&theirs) {
                    server.remove(*place);
                }
            }
            2 | 3 => {
                if let Some(place) = rng.pick(&theirs) {
                    let text = format!("{} edited", server.statuses[*place].text);
                    server.rewrite(*place, text);
                }
            }
            4 | 5 => {
                let options = vec!["yes".to_owned(), "no".to_owned()];
                let poll = Some(Poll { options, ..Poll::default() });
                server.publish(author, "A poll".into(), None, |status| status.poll = poll);
            }
            _ => {
                for n in 0..[1, 1, 1, 2, 5, 12][rng.below(6)] {
                    let tag = if rng.odds(300) { " #sea" } else { "" };
                    server.publish(author, format!("Word {n} of u{author}{tag}"), None, |_| {});
                }
            }
        }
    }
}

/// Another program of a user deletes a post of which the device does not know yet that it has arrived.
fn meddle(world: &World, server: &mut Server) {
    for device in world.devices.borrow().iter().filter(|device| device.fickle) {
        let queue = device.queue();
        let uncertain = |mark: &String| {
            let waits = |entry: &Entry| {
                let draft = entry.mutation.draft().filter(|_| matches!(entry.mutation, Mutation::Post(_)));
                draft.is_some_and(|draft| marker(&draft.text).as_ref() == Some(mark))
            };
            queue.iter().filter(|entry| waits(entry)).count() == 1
        };
        let is_it = |place: &usize| {
            let status = &server.statuses[*place];
            let mark = marker(&status.text).filter(|mark| server.allowed.get(mark) == Some(&1));
            let mark = mark.filter(|mark| !status.deleted && !server.meddled.contains(mark));
            mark.is_some_and(|mark| uncertain(&mark))
        };
        if let Some(place) = (0..server.statuses.len()).find(is_it)
            && let Some(mark) = marker(&server.statuses[place].text)
        {
            world.say(|| format!("{}: {mark} is deleted by another program", device.account));
            server.remove(place);
            server.allowed.insert(mark.clone(), 2);
            server.meddled.insert(mark);
        }
    }
}

/// What goes wrong changes from time to time.
pub async fn trouble(world: Rc<World>, until: i64, worst: Trouble, odd: bool) {
    while world.exec.now() < until {
        let part = |most: usize| if world.rng.odds(400) { world.rng.below(most + 1) } else { most / 8 };
        let outage = world.rng.odds(60);
        let faults = if outage { 950 } else { part(worst.faults) };
        world.trouble.set(Trouble { faults, crashes: part(worst.crashes), full: part(worst.full) });
        world.server.borrow_mut().odd = odd && world.rng.odds(400);
        if world.rng.odds(70) {
            revoke(&world);
        }
        if world.rng.odds(150)
            && let Some(device) = world.rng.pick(&world.devices.borrow()).cloned()
        {
            world.exec.spawn(WORLD, device.freeze(Rc::clone(&world)));
        }
        world.exec.sleep(world.rng.range(5_000, 600_000)).await;
    }
}

/// A token is revoked, and some time later there is a new one.
fn revoke(world: &Rc<World>) {
    let Some(device) = world.rng.pick(&world.devices.borrow()).cloned() else { return };
    let token = format!("token-{}-{}", device.account, world.name());
    world.say(|| format!("{}: the token is revoked", device.account));
    world.server.borrow_mut().tokens[device.account].clone_from(&token);
    let later = Rc::clone(world);
    world.exec.spawn(WORLD, async move {
        later.exec.sleep(later.rng.range(1_000, 900_000)).await;
        // Two may have been revoked one after the other.
        let token = later.server.borrow().tokens[device.account].clone();
        later.say(|| format!("{}: signed in again", device.account));
        *device.token.borrow_mut() = token;
        device.wake();
    });
}

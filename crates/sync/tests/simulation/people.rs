//! What must be true in the end of people, lists, the profile and notifications.

use std::collections::BTreeSet;
use std::rc::Rc;

use rejoin_domain::{Notifications, Tail};
use rejoin_sync::Mutation;
use rejoin_sync::outbox::Entry;
use rejoin_sync::store::Table;

use crate::check::{Verdict, ensure};
use crate::device::Device;
use crate::plan::{Done, Plan};
use crate::server::{Server, SimList};
use crate::world::World;

/// Relations, notes, reports, the profile and lists are as they were meant.
pub fn people(server: &Server, device: &Device, queue: &[Entry], plan: &Plan) -> Verdict {
    let me = device.account;
    for ((other, relation), may) in &plan.relations {
        let on = server.relations.contains(&(me, *other, *relation));
        ensure(may.contains(&on), || format!("{relation} u{other} is {on}, and may be {may:?}"))?;
    }
    for (other, may) in &plan.notes {
        let note = server.notes.get(&(me, *other)).cloned().unwrap_or_default();
        ensure(may.contains(&note), || format!("the note on u{other} is {note}, and may be {may:?}"))?;
    }
    if !plan.names.is_empty() {
        let name = server.names.get(&me).cloned().unwrap_or_default();
        ensure(plan.names.contains(&name), || format!("the name is {name}, and may be {:?}", plan.names))?;
    }
    for (id, words) in &plan.reports {
        let count = server.reports.get(words).copied().unwrap_or_default();
        let waits = queue.iter().any(|entry| entry.id == *id);
        ensure(count == 1 || (count == 0 && waits), || format!("{words} was reported {count} times"))?;
    }
    for list in &plan.lists {
        let made = server.lists_made.get(&list.first).copied().unwrap_or_default();
        let edited = list.titles.first() != Some(&list.first) || list.titles.len() > 1;
        let removed = list.removed != Done::No;
        ensure(made == 1 || (made == 0 && (edited || removed)), || {
            format!("{list:?} was made {made} times")
        })?;
        let is_it = |one: &&SimList| {
            one.owner == me && !one.deleted && (list.titles.contains(&one.title) || one.title == list.first)
        };
        let alive: Vec<&SimList> = server.lists.values().filter(is_it).collect();
        match (list.removed, alive.as_slice()) {
            (Done::No, [one]) => {
                ensure(list.titles.contains(&one.title), || format!("{list:?} is called {}", one.title))?;
                for (other, may) in &list.members {
                    let on = one.members.contains(other);
                    ensure(may.contains(&on), || format!("u{other} on {list:?} is {on}"))?;
                }
            }
            (Done::Yes | Done::Maybe, []) | (Done::Maybe, [_]) => {}
            _ => return Err(format!("{list:?} is there {} times", alive.len())),
        }
    }
    let waiting = |entry: &&Entry| matches!(entry.mutation, Mutation::CreateList { .. });
    ensure(!queue.iter().any(|entry| waiting(&entry)), || "a list still waits".into())
}

/// All notifications are there, none twice.
pub async fn notifications(world: Rc<World>, device: Rc<Device>) -> Verdict {
    let engine = Rc::clone(&device.tabs.borrow().first().expect("a tab").engine);
    let problem = |problem| format!("reading notifications fails: {problem}");
    engine.refresh_notifications().await.map_err(problem)?;
    for _ in 0..200 {
        if stored(&device).tail == Tail::End {
            break;
        }
        engine.older_notifications().await.map_err(problem)?;
        world.exec.sleep(2_000).await;
    }
    let all = stored(&device);
    ensure(all.tail == Tail::End, || "notifications have no end".into())?;
    let shown: Vec<&String> = all.groups.iter().map(|group| &group.key).collect();
    let distinct: BTreeSet<&String> = shown.iter().copied().collect();
    ensure(distinct.len() == shown.len(), || format!("notifications stand twice: {shown:?}"))?;
    let server = world.server.borrow();
    let there = |group: &&rejoin_domain::NotificationGroup| {
        group.status.as_ref().is_none_or(|id| server.status(id.as_str()).is_some())
    };
    for group in all.groups.iter().filter(there) {
        let of_it = server.notices_of(device.account).filter(|notice| notice.key(&server) == group.key);
        let who: BTreeSet<String> = of_it.map(|notice| format!("u{}", notice.from)).collect();
        let shown: BTreeSet<String> = group.accounts.iter().map(ToString::to_string).collect();
        ensure(who == shown, || format!("{} is of {shown:?}, and should be of {who:?}", group.key))?;
    }
    for notice in server.notices_of(device.account) {
        let key = notice.key(&server);
        ensure(distinct.contains(&key), || format!("{key} is missing of {shown:?}"))?;
    }
    Ok(())
}

fn stored(device: &Device) -> Notifications {
    let texts = device.disk.texts(Table::Notifications);
    texts.first().map(|(_, text)| rejoin_api::parse(text).expect("notifications")).unwrap_or_default()
}

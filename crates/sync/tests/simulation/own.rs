//! What must be true in the end of filters, requests to follow, and how far was read.

use std::collections::BTreeSet;
use std::rc::Rc;

use rejoin_api::Filter;
use rejoin_sync::Mutation;
use rejoin_sync::outbox::Entry;

use crate::check::{Verdict, ensure, stored_home};
use crate::device::Device;
use crate::plan::{Done, FilterPlan, Plan};
use crate::server::{Server, SimFilter};
use crate::world::World;

/// Filters and answers are as they were meant, and what was read is known to have been read.
pub fn own(server: &Server, device: &Device, queue: &[Entry], plan: &Plan) -> Verdict {
    let me = device.account;
    for filter in &plan.filters {
        check_filter(server, device, filter).map_err(|why| format!("{filter:?}: {why}"))?;
    }
    for (who, may) in &plan.answers {
        let waits = server.requests_to_follow.contains(&(*who, me));
        let answer = (!waits).then(|| server.relations.contains(&(*who, me, "follow")));
        ensure(may.contains(&answer), || format!("u{who} was answered {answer:?}, and may be {may:?}"))?;
    }
    if !plan.read.is_empty() {
        let marker = server.markers.get(&(me, "notifications")).map(|marker| marker.id.clone());
        ensure(plan.read.contains(&marker), || format!("read up to {marker:?}, not {:?}", plan.read))?;
    }
    let lasting = |entry: &&Entry| {
        let small = |mutation: &Mutation| {
            matches!(
                mutation,
                Mutation::CreateFilter { .. }
                    | Mutation::EditFilter { .. }
                    | Mutation::DeleteFilter { .. }
                    | Mutation::AnswerFollowRequest { .. }
                    | Mutation::ReadNotifications { .. }
            )
        };
        small(&entry.mutation)
    };
    let left = queue.iter().find(lasting);
    ensure(left.is_none(), || format!("nothing stands in the way of {left:?}"))
}

fn check_filter(server: &Server, device: &Device, filter: &FilterPlan) -> Verdict {
    let made = server.filters_made.get(&filter.first).copied().unwrap_or_default();
    let edited = filter.forms.len() > 1 || filter.forms.first().is_none_or(|form| form.0 != filter.first);
    let removed = filter.removed != Done::No;
    ensure(made == 1 || (made == 0 && (edited || removed)), || format!("it was made {made} times"))?;
    let is_it = |one: &&SimFilter| {
        one.owner == device.account
            && !one.deleted
            && (one.title == filter.first || filter.forms.iter().any(|form| form.0 == one.title))
    };
    let alive: Vec<&SimFilter> = server.filters.values().filter(is_it).collect();
    match (filter.removed, alive.as_slice()) {
        (Done::No, [one]) => {
            let words: BTreeSet<String> = one.words.iter().map(|(_, word)| word.clone()).collect();
            ensure(words.len() == one.words.len(), || format!("words stand twice: {one:?}"))?;
            let form = (one.title.clone(), words);
            ensure(filter.forms.contains(&form), || format!("it is {form:?}"))
        }
        (Done::Yes | Done::Maybe, []) | (Done::Maybe, [_]) => Ok(()),
        _ => Err(format!("it is there {} times", alive.len())),
    }
}

/// Who has read all of home has told the server so; and what is stored of filters is what the server has.
pub async fn read_all(world: Rc<World>, device: Rc<Device>) -> Verdict {
    let engine = Rc::clone(&device.tabs.borrow().first().expect("a tab").engine);
    let problem = |problem| format!("reading fails: {problem}");
    if let Some(newest) = stored_home(&device).posts().next().cloned() {
        engine.note_read(&newest).await.map_err(|fault| fault.to_string())?;
        engine.send_position().await.map_err(problem)?;
        let server = world.server.borrow();
        let told = server.markers.get(&(device.account, "home")).map(|marker| marker.id.clone());
        let place =
            |id: &str| server.homes[device.account].iter().position(|one| server.statuses[*one].id == id);
        let told_place = told.as_deref().and_then(place);
        // Where a post stood that is deleted nobody can tell, and clocks are wrong.
        let can_tell = told.as_deref().is_none_or(|id| server.status(id).is_some());
        ensure(!can_tell || told_place >= place(newest.as_str()), || {
            format!("{newest} was read, and {told:?} is known")
        })?;
    }
    let stored = engine.filters().await.map_err(problem)?;
    let server = world.server.borrow();
    let is_own = |filter: &&SimFilter| filter.owner == device.account && !filter.deleted;
    let there: BTreeSet<&String> =
        server.filters.values().filter(is_own).map(|filter| &filter.title).collect();
    let shown: Option<BTreeSet<&String>> =
        stored.as_ref().map(|all| all.iter().map(|filter: &Filter| &filter.title).collect());
    ensure(shown.as_ref().is_none_or(|shown| *shown == there), || {
        format!("filters are {shown:?}, and should be {there:?}")
    })
}

//! What must be true in the end.

use std::collections::HashSet;
use std::rc::Rc;

use rejoin_api::Relationship;
use rejoin_domain::timeline::Entry as Place;
use rejoin_domain::{Post, Tail, Timeline, TimelineKey};
use rejoin_sync::outbox::{Entry, Overlay, State};
use rejoin_sync::records::Changes;
use rejoin_sync::store::Table;
use rejoin_sync::{Mark, Mutation, Relation};

use crate::device::Device;
use crate::own::own;
use crate::people::people;
use crate::plan::{Done, Plan, PostPlan};
use crate::server::{Server, Status, marker};
use crate::world::World;

pub type Verdict = Result<(), String>;

pub fn ensure(holds: bool, words: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(words()) }
}

/// Everything meant was done exactly once, or waits for the user with a reason.
pub fn outbox(world: &World, device: &Device, plan: &Plan) -> Verdict {
    let server = world.server.borrow();
    let queue = device.queue();
    for entry in &queue {
        let State::Wedged(why) = &entry.state else {
            // It waits for another that waits for the user.
            let awaited = entry.mutation.depends_on();
            if queue.iter().any(|other| awaited.contains(&other.id)) {
                continue;
            }
            return Err(format!("this is stuck: {entry:?}"));
        };
        ensure(is_reason(why), || format!("refused without need: {entry:?}"))?;
    }
    for post in &plan.posts {
        check_post(&server, device, &queue, plan, post).map_err(|why| format!("{post:?}: {why}"))?;
    }
    let waits = |wanted: &dyn Fn(&Mutation) -> bool| queue.iter().any(|entry| wanted(&entry.mutation));
    for ((id, mark), may) in &plan.marks {
        let Some(status) = server.status(id) else { continue };
        let on = status.marks.get(mark).is_some_and(|users| users.contains(&device.account));
        let refused =
            waits(&|mutation| matches!(mutation, Mutation::Mark { id: other, .. } if other.as_str() == id));
        ensure(may.contains(&on) || refused, || format!("{mark} of {id} is {on}, and may be {may:?}"))?;
    }
    people(&server, device, &queue, plan)?;
    own(&server, device, &queue, plan)?;
    for (id, may) in &plan.votes {
        let Some(poll) = server.status(id).and_then(|status| status.poll.as_ref()) else { continue };
        let cast = poll.votes.get(&device.account).cloned().unwrap_or_default();
        ensure(may.contains(&cast), || format!("the vote in {id} is {cast:?}, and may be {may:?}"))?;
    }
    Ok(())
}

fn is_reason(why: &str) -> bool {
    let perhaps = "No answer came back, so the report may have arrived. Try it again, or discard it.";
    let there = ["It is not there any more.", "The post it belongs to was discarded."];
    there.contains(&why) || ["Validation failed: forbidden", perhaps].contains(&why)
}

fn check_post(server: &Server, device: &Device, queue: &[Entry], plan: &Plan, post: &PostPlan) -> Verdict {
    let of_mark = |text: &str| marker(text).as_deref() == Some(&post.mark);
    let waiting: Vec<&Entry> = queue
        .iter()
        .filter(|entry| entry.mutation.draft().is_some_and(|draft| of_mark(&draft.text)))
        .collect();
    let unsent = waiting.iter().filter(|entry| matches!(entry.mutation, Mutation::Post(_))).count();
    let twins = plan.posts.iter().filter(|other| other.mark == post.mark).count();
    let published = server.published.get(&post.mark).copied().unwrap_or_default();
    let alive: Vec<&Status> =
        server.statuses.iter().filter(|status| !status.deleted && of_mark(&status.text)).collect();
    ensure(alive.iter().all(|status| status.author == device.account), || "it crossed accounts".into())?;
    match post.removed {
        Done::Yes => return ensure(alive.is_empty(), || "it was removed and is still there".into()),
        Done::Maybe => {
            let most = twins + usize::from(server.meddled.contains(&post.mark));
            return ensure(published <= most, || "there are too many".into());
        }
        Done::No => {}
    }
    if server.meddled.contains(&post.mark) {
        let sent_again = alive.iter().any(|status| post.texts.contains(&status.text));
        return ensure(!post.again || sent_again || !waiting.is_empty(), || {
            "it was not sent again after another program deleted it".into()
        });
    }
    ensure(published + unsent == twins, || {
        format!("{published} were published, {unsent} wait, {twins} are meant")
    })?;
    let [status] = alive.as_slice() else {
        return ensure(alive.len() == published, || "it is gone".into());
    };
    let edited_in_vain = waiting.iter().any(|entry| matches!(entry.mutation, Mutation::Edit { .. }));
    ensure(post.texts.contains(&status.text) || edited_in_vain, || format!("it says {:?}", status.text))?;
    // Edits of this user leave the attachments out.
    let has_media = status.media.len() == post.media || status.text.ends_with("again");
    ensure(has_media, || format!("it has {} attachments", status.media.len()))?;
    if let Some(parent) = &post.parent
        && let Some(place) = status.reply_to.as_ref().and_then(|id| server.find(id))
    {
        let answered = marker(&server.statuses[place].text);
        ensure(answered.as_ref() == Some(parent), || format!("it answers {answered:?}"))?;
    }
    Ok(())
}

/// The stream has told what is newest, or the device has noticed that it is dead.
pub fn fresh(world: &World, device: &Device) -> Verdict {
    let server = world.server.borrow();
    let alive = server.homes[device.account].iter().rev().map(|place| &server.statuses[*place]);
    let Some(newest) = alive.into_iter().find(|status| !status.deleted) else { return Ok(()) };
    let known = stored_home(device).contains(&newest.id.as_str().into());
    ensure(known, || format!("{} ({:?}) has not come", newest.id, newest.text))
}

/// What is stored of what was just written says of marks and relations what the server says, unless a change waits.
pub fn changed(world: &World, device: &Device, changes: &Changes) -> Verdict {
    let server = world.server.borrow();
    let waits =
        |wanted: &dyn Fn(&Mutation) -> bool| device.queue().iter().any(|entry| wanted(&entry.mutation));
    for id in changes.posts.iter().map(|post| &post.id) {
        let (Some(status), Some(text)) =
            (server.status(id.as_str()), device.disk.text(Table::Posts, id.as_str()))
        else {
            continue;
        };
        let mine = rejoin_api::parse::<Post>(&text).expect("a post").mine;
        let marks = [
            (Mark::Favourite, "favourite", mine.favourited),
            (Mark::Boost, "reblog", mine.reblogged),
            (Mark::Bookmark, "bookmark", mine.bookmarked),
            (Mark::Pin, "pin", mine.pinned),
        ];
        for (mark, name, shown) in marks {
            let on = status.marks.get(name).is_some_and(|users| users.contains(&device.account));
            let of_it = |mutation: &Mutation| match mutation {
                Mutation::Mark { id: post, mark: other, .. } => post == id && *other == mark,
                // It takes the place of the marks that waited; one of a page that died may still arrive.
                Mutation::Delete { id: post } => post == id,
                _ => false,
            };
            let holds = shown.is_none_or(|shown| shown == on) || waits(&of_it);
            ensure(holds, || format!("{name} of {id} is {on}, and is shown as {shown:?}"))?;
        }
    }
    for id in changes.relationships.iter().map(|one| &one.id) {
        let Some(text) = device.disk.text(Table::Relationships, id.as_str()) else { continue };
        let stored: Relationship = rejoin_api::parse(&text).expect("a relationship");
        let relations = [
            (Relation::Follow, "follow", stored.following),
            (Relation::Block, "block", stored.blocking),
            (Relation::Mute, "mute", stored.muting),
        ];
        for (relation, name, shown) in relations {
            let other = id.as_str().trim_start_matches('u').parse().expect("a user");
            let on = server.relations.contains(&(device.account, other, name));
            let of_it = |mutation: &Mutation| matches!(mutation, Mutation::Relate { id: whom, relation: other, .. } if whom == id && *other == relation);
            ensure(on == shown || waits(&of_it), || {
                format!("{name} of {id} is {on}, and is shown as {shown}")
            })?;
        }
    }
    Ok(())
}

/// The pieces of each timeline between its gaps are the server's, whole.
pub fn pieces(world: &World, device: &Device) -> Verdict {
    for (name, text) in device.disk.texts(Table::Timelines) {
        let key = TimelineKey::of_name(&name).ok_or_else(|| format!("{name} is no timeline"))?;
        let timeline: Timeline = rejoin_api::parse(&text).expect("a timeline");
        pieces_of(world, device, &key, &timeline).map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(())
}

fn pieces_of(world: &World, device: &Device, key: &TimelineKey, timeline: &Timeline) -> Verdict {
    let server = world.server.borrow();
    let home = server.listing(device.account, key);
    let mut seen = HashSet::new();
    for piece in timeline.entries().split(|entry| matches!(entry, Place::Gap(_))) {
        let ids = piece.iter().filter_map(|entry| if let Place::Post(id) = entry { Some(id) } else { None });
        let mut places: Vec<usize> = Vec::new();
        for id in ids {
            ensure(seen.insert(id.clone()), || format!("{id} stands twice"))?;
            let place = server.find(id.as_str()).and_then(|one| home.iter().position(|other| *other == one));
            if let (true, place) =
                (timeline.is_placed(id), place.ok_or_else(|| format!("{id} does not belong here"))?)
            {
                places.push(place);
            }
        }
        let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else { continue };
        let missing = (*first..=*last).find(|place| {
            let status = &server.statuses[home[*place]];
            let id = status.id.as_str().into();
            !places.contains(place) && !status.deleted && (timeline.is_placed(&id) || !timeline.contains(&id))
        });
        if let Some(place) = missing {
            let status = &server.statuses[home[place]];
            return Err(format!(
                "{} ({:?}) is missing without a gap in {:?}",
                status.id,
                status.text,
                timeline.entries()
            ));
        }
    }
    Ok(())
}

pub fn stored_home(device: &Device) -> Timeline {
    let texts = device.disk.texts(Table::Timelines);
    let home = texts.iter().find(|(name, _)| name == "home");
    home.map(|(_, text)| rejoin_api::parse(text).expect("a timeline")).unwrap_or_default()
}

/// A timeline, with all gaps filled, is the server's; and so is every post of it, marks and all.
pub async fn whole(world: Rc<World>, device: Rc<Device>, key: TimelineKey, in_order: bool) -> Verdict {
    let name = key.name();
    let engine = Rc::clone(&device.tabs.borrow().first().expect("a tab").engine);
    let problem = |problem| format!("reading fails: {problem}");
    engine.refresh(&key).await.map_err(problem)?;
    pieces(&world, &device)?;
    for _ in 0..500 {
        let timeline = engine.stored(&key).await.map_err(problem)?;
        let gap = timeline.entries().iter().find_map(|entry| match entry {
            Place::Gap(gap) => Some(gap.id),
            Place::Post(_) => None,
        });
        match (gap, timeline.tail()) {
            (Some(gap), _) => engine.fill(&key, gap).await.map_err(problem)?,
            (None, Tail::End) => break,
            (None, _) => engine.older(&key).await.map_err(problem)?,
        }
        // Slowly: the server counts.
        world.exec.sleep(2_000).await;
    }
    let timeline = engine.stored(&key).await.map_err(problem)?;
    ensure(*timeline.tail() == Tail::End, || format!("{name} has no end"))?;
    let wanted: Vec<String> = {
        let server = world.server.borrow();
        let all = server.listing(device.account, &key);
        let all = all.iter().rev().map(|place| &server.statuses[*place]);
        all.filter(|status| !status.deleted).map(|status| status.id.clone()).collect()
    };
    let there = |id: &rejoin_api::StatusId| world.server.borrow().status(id.as_str()).is_some();
    let shown: Vec<String> = timeline.posts().filter(|id| there(id)).map(ToString::to_string).collect();
    let (mut all_shown, mut all_wanted) = (shown.clone(), wanted.clone());
    all_shown.sort();
    all_wanted.sort();
    ensure(all_shown == all_wanted, || format!("{name} is {shown:?}, and should be {wanted:?}"))?;
    // A server that was seen to change the order has only itself to blame for it.
    let differs = shown.iter().zip(&wanted).position(|(one, other)| one != other).unwrap_or(0);
    ensure(!in_order || shown == wanted, || {
        let (shown, wanted) = (shown.get(differs..), wanted.get(differs..));
        format!("{name} goes on with {shown:?}, and should with {wanted:?}")
    })?;
    all_wanted.truncate(15);
    for id in &all_wanted {
        engine.refresh_post(&id.as_str().into()).await.map_err(problem)?;
        world.exec.sleep(2_000).await;
    }
    shown_is_true(&world, &device, &all_wanted)
}

/// What the store and the overlay show of posts is what the server says.
fn shown_is_true(world: &World, device: &Device, ids: &[String]) -> Verdict {
    let server = world.server.borrow();
    let stored = device.disk.texts(Table::Posts);
    let overlay = Overlay::new(device.queue().into_iter().map(Into::into).collect());
    for id in ids {
        let text = stored.iter().find(|(key, _)| key == id).map(|(_, text)| text);
        let text = text.ok_or_else(|| format!("{id} is not stored"))?;
        let post: Post = rejoin_api::parse(text).map_err(|fault| format!("{id}: {fault}"))?;
        let shown = overlay.post(&post.into()).ok_or_else(|| format!("{id} is not shown"))?;
        let status = server.status(id).expect("there");
        let wire = server.render(status, device.account).to_string();
        let wire: rejoin_api::Status = rejoin_api::parse(&wire).map_err(|fault| fault.to_string())?;
        ensure(*shown == Post::from_wire(&wire), || format!("{id} is shown as {shown:?}, and is {wire:?}"))?;
    }
    Ok(())
}

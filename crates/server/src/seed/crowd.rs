//! What people do beside writing: follow, like, boost, vote. Chance decides much of it, the same way each time.

use rusqlite::params;

use super::{
    community::{Community, DEMO},
    dice::Dice,
    plant::Planted,
    script::{Poll, Post},
};
use crate::{
    accounts::relate::{self, FollowOptions},
    db::{Query, Tx},
    error::ApiResult,
    ids::{AccountId, PollId, RowId, StatusId},
    statuses::{polls, react, reblog},
    time::{DAY, HOUR, MINUTE, Millis},
    visibility::{PRIVATE, PUBLIC, UNLISTED},
};

/// Who follows the newcomer already, and how long ago that began.
const FOLLOWERS: [(&str, i64); 9] = [
    ("nell", 60 * HOUR),
    ("bram", 58 * HOUR),
    ("haruko", 57 * HOUR),
    ("edda", 50 * HOUR),
    ("wiebke", 44 * HOUR),
    ("adaeze", 26 * HOUR),
    ("devika", 20 * HOUR),
    ("ivo", 3 * HOUR),
    ("paco", 50 * MINUTE),
];
/// Who asks to follow the newcomer, and since when.
const ASKS: (&str, i64) = ("noam", 100 * MINUTE);
/// Whom the newcomer asked to follow, and whom not yet.
const ASKED: &str = "oona";
const NOT_YET: &str = "noam";
/// Lists of the newcomer.
const LISTS: [(&str, &[&str]); 2] =
    [("On the water", &["ivo", "tidebot", "edda"]), ("Kitchen and garden", &["nell", "paco", "haruko"])];
const FOLLOWED_TAG: &str = "LanternNight";
/// Notifications older than this were read.
const READ_UNTIL: i64 = 12 * HOUR;

/// Everybody follows most of the others.
pub(super) fn follow_each_other(tx: &mut Tx<'_>, community: &Community, planted: &Planted) -> ApiResult<()> {
    for one in &community.people {
        for other in community.people.iter().filter(|other| other.username != one.username) {
            let newcomer = one.username == DEMO || other.username == DEMO;
            let mut dice = Dice::named(&format!("{} follows {}", one.username, other.username));
            // Oona is followed by all, so that a post for followers has readers.
            if newcomer || (other.username != ASKED && dice.chance(0.15)) {
                continue;
            }
            let ago = (dice.unit() * one.joined.min(other.joined) as f32 * 0.9) as i64 + 11 * DAY;
            follow(tx, planted, &one.username, &other.username, ago)?;
        }
    }
    for person in
        community.people.iter().filter(|person| ![DEMO, ASKED, NOT_YET].contains(&person.username.as_str()))
    {
        let ago = 61 * HOUR + Dice::named(&person.username).below(40) as i64 * MINUTE;
        follow(tx, planted, DEMO, &person.username, ago)?;
    }
    for (name, ago) in FOLLOWERS {
        follow(tx, planted, name, DEMO, ago)?;
    }
    for person in community.people.iter().filter(|person| person.locked) {
        tx.run("UPDATE accounts SET locked = 1 WHERE id = ?1", [planted.account(&person.username)?])?;
    }
    follow(tx, planted, ASKS.0, DEMO, ASKS.1)?;
    follow(tx, planted, DEMO, ASKED, 30 * HOUR)
}

fn follow(tx: &mut Tx<'_>, planted: &Planted, who: &str, whom: &str, ago: i64) -> ApiResult<()> {
    let at = Some(tx.now.plus(-ago));
    relate::follow(tx, planted.account(who)?, planted.account(whom)?, &FollowOptions::default(), at)
}

/// Boosts, favourites and votes of every post.
pub(super) fn react(tx: &mut Tx<'_>, community: &Community, planted: &Planted) -> ApiResult<()> {
    for (post, id) in community.posts.iter().zip(&planted.posts) {
        boosts(tx, planted, post, *id)?;
        favourites(tx, community, planted, post, *id)?;
        if let Some(poll) = &post.poll {
            votes(tx, community, planted, post, poll, *id)?;
        }
    }
    polls::close_ended(tx)
}

fn boosts(tx: &mut Tx<'_>, planted: &Planted, post: &Post, id: StatusId) -> ApiResult<()> {
    for (who, delay) in &post.boosts {
        let Some(delay) = spread_out(*delay, post.ago) else { continue };
        let at = tx.now.plus(delay - post.ago);
        reblog::reblog(tx, planted.account(who)?, None, id, None, Some(at))?;
    }
    Ok(())
}

/// When a boost came: so much later than the script says that a feed does not show it right above the post itself. What
/// was posted just now is not boosted yet.
fn spread_out(delay: i64, ago: i64) -> Option<i64> {
    let late = delay * 8;
    if late < ago { Some(late) } else { (ago > 3 * HOUR).then_some(ago * 3 / 4) }
}

/// People who may act on a post, in an order of its own.
fn audience<'c>(
    tx: &Tx<'_>,
    community: &'c Community,
    planted: &Planted,
    post: &Post,
    dice: &mut Dice,
) -> ApiResult<Vec<&'c str>> {
    let followers = "SELECT 1 FROM follows WHERE account_id = ?1 AND target_id = ?2";
    let author = planted.account(&post.author)?;
    let mut names = Vec::new();
    for person in community.people.iter().filter(|person| person.username != post.author) {
        let may = match post.visibility {
            PUBLIC | UNLISTED => true,
            PRIVATE => tx.any(followers, params![planted.account(&person.username)?, author])?,
            _ => false,
        };
        if may {
            names.push(person.username.as_str());
        }
    }
    dice.shuffle(&mut names);
    Ok(names)
}

fn favourites(
    tx: &mut Tx<'_>,
    community: &Community,
    planted: &Planted,
    post: &Post,
    id: StatusId,
) -> ApiResult<()> {
    let mut dice = Dice::named(&format!("liked {}", post.text));
    let count = post.favourites.unwrap_or_else(|| dice.below(4));
    for name in audience(tx, community, planted, post, &mut dice)?.into_iter().take(count) {
        // Most like a thing soon, some find it days later.
        let soon = dice.unit().powi(3) * (post.ago.min(2 * DAY) as f32);
        let ago = (post.ago - soon as i64).min(newcomer_limit(community, name)).max(0);
        react::favourite(tx, planted.account(name)?, id, Some(tx.now.plus(-ago)))?;
    }
    Ok(())
}

/// The newcomer did nothing before moving in.
fn newcomer_limit(community: &Community, name: &str) -> i64 {
    if name != DEMO { i64::MAX } else { community.person(DEMO).map_or(0, |person| person.joined - HOUR) }
}

fn votes(
    tx: &mut Tx<'_>,
    community: &Community,
    planted: &Planted,
    post: &Post,
    poll: &Poll,
    status: StatusId,
) -> ApiResult<()> {
    let Some(id) = tx.value::<PollId>("SELECT id FROM polls WHERE status_id = ?1", [status])? else {
        return Ok(());
    };
    let mut dice = Dice::named(&format!("voted {}", post.text));
    let mut voters = audience(tx, community, planted, post, &mut dice)?;
    // A poll that ended since the newcomer came has something to tell them; an open one is theirs to vote in.
    let ended_here = poll.lasts < post.ago && post.ago - poll.lasts < newcomer_limit(community, DEMO);
    voters.retain(|name| *name != DEMO);
    if ended_here && post.author != DEMO {
        voters.insert(0, DEMO);
    }
    let mut from = 0;
    for (choice, (_, votes)) in poll.options.iter().enumerate() {
        if poll.multiple {
            // Everyone may take several: each option has voters of its own order.
            let tail = voters.get_mut(1..).unwrap_or_default();
            dice.shuffle(tail);
            from = 0;
        }
        for name in voters.iter().skip(from).take(*votes) {
            let voter = planted.account(name)?;
            tx.run(
                "INSERT INTO poll_votes (poll_id, account_id, choice) VALUES (?1, ?2, ?3)",
                params![id, voter, i64::try_from(choice).unwrap_or_default()],
            )?;
        }
        from += votes;
    }
    Ok(())
}

/// What the newcomer keeps: bookmarks, lists, a followed tag, and how far they have read.
pub(super) fn settle_newcomer(tx: &mut Tx<'_>, community: &Community, planted: &Planted) -> ApiResult<()> {
    let demo = planted.account(DEMO)?;
    for (_, id) in community.posts.iter().zip(&planted.posts).filter(|(post, _)| post.bookmarked) {
        react::bookmark(tx, demo, *id)?;
    }
    for (title, members) in LISTS {
        let list: RowId = tx.next_id();
        tx.run("INSERT INTO lists (id, account_id, title) VALUES (?1, ?2, ?3)", params![list, demo, title])?;
        for name in members {
            let row: RowId = tx.next_id();
            let member = planted.account(name)?;
            tx.run(
                "INSERT INTO list_accounts (id, list_id, account_id) VALUES (?1, ?2, ?3)",
                params![row, list, member],
            )?;
        }
    }
    let tag = crate::tags::find_or_make(tx, FOLLOWED_TAG)?;
    let row: RowId = tx.next_id();
    tx.run(
        "INSERT INTO tag_follows (id, account_id, tag_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![row, demo, tag, tx.now.plus(-DAY)],
    )?;
    read_until(tx, demo, tx.now.plus(-READ_UNTIL))
}

fn read_until(tx: &Tx<'_>, account: AccountId, time: Millis) -> ApiResult<()> {
    let sql = "INSERT INTO markers (account_id, timeline, last_read_id, updated_at)
        SELECT ?1, 'notifications', CAST(max(id) AS TEXT), ?2 FROM notifications
        WHERE account_id = ?1 AND created_at <= ?2 HAVING max(id) IS NOT NULL";
    tx.run(sql, params![account, time])?;
    Ok(())
}

//! Telling people what others did: the one place where notifications are made.
//!
//! Nobody is told of what they did themselves, across a block, by someone they mute, in a thread they mute, or twice of
//! the same. What the recipient's policy holds back is kept as filtered and raises a notification request; what it
//! drops is not kept.

use rusqlite::{named_params, params};

use crate::{
    db::{Query, Tx},
    error::ApiResult,
    events::Event,
    ids::{AccountId, NotificationId, NotificationRequestId, StatusId},
    time::{DAY, HOUR, Millis},
    visibility::{DIRECT, may_see, unblocked},
};

/// Favourites, boosts and follows within so long are one group.
const GROUP_WINDOW: i64 = 12 * HOUR;
/// An account is new for so long.
const NEW_ACCOUNT: i64 = 30 * DAY;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Mention,
    /// Someone whose posts the recipient asked to be told of posted.
    Status,
    Reblog,
    Favourite,
    Follow,
    FollowRequest,
    Poll,
    /// A post that the recipient boosted was edited.
    Update,
    /// Someone quoted a post of the recipient.
    Quote,
    /// A post that the recipient quoted was edited.
    QuotedUpdate,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Status => "status",
            Self::Reblog => "reblog",
            Self::Favourite => "favourite",
            Self::Follow => "follow",
            Self::FollowRequest => "follow_request",
            Self::Poll => "poll",
            Self::Update => "update",
            Self::Quote => "quote",
            Self::QuotedUpdate => "quoted_update",
        }
    }
}

/// Who is told what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Notice {
    pub(crate) kind: Kind,
    pub(crate) to: AccountId,
    pub(crate) from: AccountId,
    /// The status it is about, not the boost.
    pub(crate) status: Option<StatusId>,
    /// When it happened.
    pub(crate) at: Millis,
}

/// What a policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Accept,
    Filter,
    Drop,
}

/// Tells `notice.to`, if they want to know.
pub(crate) fn notify(tx: &mut Tx<'_>, notice: &Notice) -> ApiResult<()> {
    if !wanted(tx, notice)? || told_already(tx, notice)? {
        return Ok(());
    }
    let filtered = match verdict(tx, notice)? {
        Verdict::Drop => return Ok(()),
        verdict => verdict == Verdict::Filter,
    };
    let id: NotificationId = tx.id_at(notice.at);
    tx.run(
        "INSERT INTO notifications (id, account_id, from_id, type, status_id, group_key, filtered, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id, notice.to, notice.from, notice.kind.word(), notice.status, group_key(notice, id), filtered, notice.at],
    )?;
    if filtered {
        return request(tx, notice);
    }
    tx.emit(Event::Notified { account: notice.to, id });
    Ok(())
}

/// Forgets what `from` did that can be undone: a favourite, a boost, a follow, a request.
pub(crate) fn forget(
    tx: &Tx<'_>,
    kind: Kind,
    from: AccountId,
    to: AccountId,
    status: Option<StatusId>,
) -> ApiResult<()> {
    tx.run(
        "DELETE FROM notifications WHERE account_id = ?1 AND from_id = ?2 AND type = ?3 AND status_id IS ?4",
        params![to, from, kind.word(), status],
    )?;
    Ok(())
}

fn wanted(tx: &Tx<'_>, notice: &Notice) -> ApiResult<bool> {
    // The end of one's own poll is worth telling.
    if notice.to == notice.from && notice.kind != Kind::Poll {
        return Ok(false);
    }
    let sql = format!(
        "SELECT 1 FROM users u JOIN accounts a ON a.id = u.account_id
         WHERE u.account_id = :to AND a.disabled_at IS NULL AND {}
           AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.account_id = :to AND m.target_id = :from AND m.hide_notifications
             AND (m.expires_at IS NULL OR m.expires_at > {}))
           AND (:status IS NULL OR EXISTS (SELECT 1 FROM statuses s WHERE s.id = :status AND {}
             AND NOT EXISTS (SELECT 1 FROM thread_mutes t
               WHERE t.account_id = :to AND t.conversation_id = s.conversation_id)))",
        unblocked(":from", ":to"),
        crate::visibility::NOW,
        may_see("s", ":to"),
    );
    Ok(tx.any(&sql, named_params! { ":to": notice.to, ":from": notice.from, ":status": notice.status })?)
}

/// Taking a favourite back and giving it again is no news.
fn told_already(tx: &Tx<'_>, notice: &Notice) -> ApiResult<bool> {
    if matches!(notice.kind, Kind::Update | Kind::QuotedUpdate) {
        return Ok(false);
    }
    Ok(tx.any(
        "SELECT 1 FROM notifications WHERE account_id = ?1 AND from_id = ?2 AND type = ?3 AND status_id IS ?4",
        params![notice.to, notice.from, notice.kind.word(), notice.status],
    )?)
}

fn group_key(notice: &Notice, id: NotificationId) -> String {
    let window = notice.at.0 / GROUP_WINDOW;
    match (notice.kind, notice.status) {
        (Kind::Favourite | Kind::Reblog, Some(status)) => format!("{}-{status}-{window}", notice.kind.word()),
        (Kind::Follow, _) => format!("follow-{window}"),
        _ => format!("ungrouped-{id}"),
    }
}

/// The strictest of what the policy says about whatever holds for the sender.
fn verdict(tx: &Tx<'_>, notice: &Notice) -> ApiResult<Verdict> {
    if notice.to == notice.from || notice.kind == Kind::FollowRequest {
        return Ok(Verdict::Accept);
    }
    let sql = "SELECT
          CASE WHEN NOT EXISTS (SELECT 1 FROM follows f WHERE f.account_id = :to AND f.target_id = :from)
            THEN p.for_not_following END,
          CASE WHEN NOT EXISTS (SELECT 1 FROM follows f WHERE f.account_id = :from AND f.target_id = :to)
            THEN p.for_not_followers END,
          CASE WHEN EXISTS (SELECT 1 FROM accounts a WHERE a.id = :from AND a.created_at > :new)
            THEN p.for_new_accounts END,
          CASE WHEN :kind = 'mention'
              AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.account_id = :to AND f.target_id = :from)
              AND EXISTS (SELECT 1 FROM statuses s WHERE s.id = :status AND s.visibility = :direct
                AND s.in_reply_to_account_id IS NOT :to)
            THEN p.for_private_mentions END
        FROM notification_policies p WHERE p.account_id = :to
          AND NOT EXISTS (SELECT 1 FROM notification_permissions n WHERE n.account_id = :to AND n.from_id = :from)";
    let params = named_params! {
        ":to": notice.to, ":from": notice.from, ":status": notice.status, ":kind": notice.kind.word(),
        ":direct": DIRECT, ":new": notice.at.plus(-NEW_ACCOUNT),
    };
    let words = tx.first(sql, params, |row| {
        (0..4).map(|at| row.get::<_, Option<String>>(at)).collect::<rusqlite::Result<Vec<_>>>()
    })?;
    let of_word = |word: String| match word.as_str() {
        "drop" => Verdict::Drop,
        "filter" => Verdict::Filter,
        _ => Verdict::Accept,
    };
    Ok(words.unwrap_or_default().into_iter().flatten().map(of_word).max().unwrap_or(Verdict::Accept))
}

fn request(tx: &Tx<'_>, notice: &Notice) -> ApiResult<()> {
    let id: NotificationRequestId = tx.next_id();
    tx.run(
        "INSERT INTO notification_requests (id, account_id, from_id, last_status_id, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)
         ON CONFLICT (account_id, from_id) DO UPDATE SET
           last_status_id = coalesce(excluded.last_status_id, last_status_id), updated_at = excluded.updated_at",
        params![id, notice.to, notice.from, notice.status, notice.at],
    )?;
    Ok(())
}

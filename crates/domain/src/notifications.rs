//! Notifications as the device remembers them: in groups, newest first.
//!
//! Servers since Mastodon 4.3 group by themselves; for the others favourites and boosts of one post, and new followers,
//! are put together here. What was read is remembered by time, since ids cannot be compared.

use rejoin_api::{self as api, AccountId, NotificationId, NotificationKind, PageCursor, StatusId, Timestamp};

use crate::record;
use crate::timeline::Tail;

record! {
    /// Notifications that belong together.
    pub struct NotificationGroup {
        /// What they have in common; the server's, or made here.
        pub key: String,
        /// What happened.
        pub kind: NotificationKind,
        /// Some of those who did it, latest first.
        pub accounts: Vec<AccountId>,
        /// How many did it.
        pub count: u64,
        /// The post concerned.
        pub status: Option<StatusId>,
        /// The latest of them.
        pub newest: NotificationId,
        /// When that was.
        pub at: Timestamp,
        /// What the server says of it in words, for kinds that cannot be shown otherwise.
        pub words: Option<String>,
    }
}

record! {
    /// All that is remembered of notifications.
    pub struct Notifications {
        /// Newest first.
        pub groups: Vec<NotificationGroup>,
        /// What follows.
        pub tail: Tail,
        /// What happened up to then has been seen.
        pub read_until: Option<Timestamp>,
    }
}

/// A change to them.
#[derive(Debug, Clone, PartialEq)]
pub enum NotificationsChange {
    /// The newest page, and where the server goes on below it.
    Newest(Vec<NotificationGroup>, Option<PageCursor>),
    /// The page after the last group.
    Older(Vec<NotificationGroup>, Option<PageCursor>),
    /// One has just come.
    Arrived(NotificationGroup),
    /// All up to then has been seen.
    ReadUntil(Timestamp),
    /// What a marker of the server says: seen up to this one, noted at that time.
    Marker(NotificationId, Timestamp),
    /// A post is gone, and what concerned it.
    Removed(StatusId),
}

/// How many accounts of a group are remembered.
const MAX_ACCOUNTS: usize = 12;

impl Notifications {
    /// How many groups hold something that has not been seen.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.groups.iter().filter(|group| self.is_unread(group)).count()
    }

    /// Whether a group holds something that has not been seen.
    #[must_use]
    pub fn is_unread(&self, group: &NotificationGroup) -> bool {
        self.read_until.is_none_or(|until| group.at > until)
    }

    /// Applies a change.
    pub fn apply(&mut self, change: NotificationsChange) {
        match change {
            NotificationsChange::Newest(page, next) => self.newest(page, next),
            NotificationsChange::Older(page, next) => {
                page.into_iter().for_each(|group| self.join(group, false));
                self.tail = next.map_or(Tail::End, Tail::More);
            }
            NotificationsChange::Arrived(group) => self.join(group, true),
            NotificationsChange::ReadUntil(until) => self.read_until = self.read_until.max(Some(until)),
            NotificationsChange::Marker(last, noted_at) => {
                let known = self.groups.iter().find(|group| group.newest == last).map(|group| group.at);
                self.read_until = self.read_until.max(known.or(Some(noted_at)));
            }
            NotificationsChange::Removed(status) => {
                self.groups.retain(|group| group.status.as_ref() != Some(&status));
            }
        }
    }

    fn newest(&mut self, page: Vec<NotificationGroup>, next: Option<PageCursor>) {
        // The same group is not enough: much may have come between the last of it and the one before.
        let overlaps = page.iter().any(|new| self.groups.iter().any(|old| old.newest == new.newest));
        let page = gather(page);
        if !overlaps || next.is_none() {
            // More may lie between than a page: what is older is asked for again when it is wanted.
            self.groups = page;
            self.tail = next.map_or(Tail::End, Tail::More);
            return;
        }
        // A page may show only the latest of a group that is put together here.
        let mut old = std::mem::take(&mut self.groups);
        for new in page {
            let known = old.iter().position(|group| group.key == new.key).map(|place| old.remove(place));
            self.groups.push(known.map_or_else(|| new.clone(), |known| new.clone().over(known)));
        }
        self.groups.append(&mut old);
    }

    /// Adds a group, to the one of the same key if there is one.
    fn join(&mut self, new: NotificationGroup, on_top: bool) {
        let known = self.groups.iter().position(|group| group.key == new.key);
        match known.map(|place| (place, self.groups.remove(place))) {
            Some((place, old)) => {
                let joined = if on_top { new.over(old) } else { old.over(new) };
                self.groups.insert(if on_top { 0 } else { place }, joined);
            }
            None if on_top => self.groups.insert(0, new),
            None => self.groups.push(new),
        }
    }
}

/// Puts together the groups of a page that have one key.
fn gather(page: Vec<NotificationGroup>) -> Vec<NotificationGroup> {
    let mut gathered = Notifications::default();
    page.into_iter().for_each(|group| gathered.join(group, false));
    gathered.groups
}

impl NotificationGroup {
    /// A group of the server's making.
    #[must_use]
    pub fn from_wire(wire: &api::NotificationGroup) -> Self {
        let words = wire.fallback.as_ref().map(|fallback| fallback.title.clone());
        Self {
            key: wire.group_key.clone(),
            kind: wire.kind.clone(),
            accounts: wire.sample_account_ids.clone(),
            count: wire.notifications_count.max(1),
            status: wire.status_id.clone(),
            newest: wire.most_recent_notification_id.clone(),
            at: wire.latest_page_notification_at.unwrap_or_default(),
            words: words.or_else(|| words_of(wire.event.as_ref(), wire.moderation_warning.as_deref())),
        }
    }

    /// A single notification as a group; `grouped` says whether the server's own grouping is in use.
    #[must_use]
    pub fn of_one(wire: &api::Notification, grouped: bool) -> Self {
        let status = wire.status.as_ref().map(|status| status.reblog.as_ref().unwrap_or(status).id.clone());
        let key = match (&wire.group_key, &wire.kind, &status) {
            (Some(key), _, _) if grouped => key.clone(),
            (_, NotificationKind::Favourite | NotificationKind::Reblog, Some(id)) => {
                format!("{}-{id}", wire.kind)
            }
            (_, NotificationKind::Follow, _) => {
                format!("follow-{}", wire.created_at.as_millis() / 86_400_000)
            }
            _ => format!("ungrouped-{}", wire.id),
        };
        let words = wire.fallback.as_ref().map(|fallback| fallback.title.clone());
        Self {
            key,
            kind: wire.kind.clone(),
            accounts: vec![wire.account.id.clone()],
            count: 1,
            status,
            newest: wire.id.clone(),
            at: wire.created_at,
            words: words.or_else(|| words_of(wire.event.as_ref(), wire.moderation_warning.as_deref())),
        }
    }

    /// This newer part of a group over an older one.
    fn over(mut self, older: Self) -> Self {
        if self.newest == older.newest {
            return if self.count >= older.count { self } else { older };
        }
        let total = self.count.max(older.count);
        let new_to = |one: &Self, many: &Self| {
            one.count == 1 && one.accounts.iter().all(|who| !many.accounts.contains(who))
        };
        // A server counts its groups whole; only single notifications add to a count.
        self.count = total + u64::from(new_to(&self, &older) || new_to(&older, &self));
        let missing: Vec<AccountId> =
            older.accounts.into_iter().filter(|account| !self.accounts.contains(account)).collect();
        self.accounts.extend(missing);
        self.count = self.count.max(u64::try_from(self.accounts.len()).unwrap_or_default());
        self.accounts.truncate(MAX_ACCOUNTS);
        self
    }
}

fn words_of(
    event: Option<&api::RelationshipSeveranceEvent>,
    warning: Option<&api::AccountWarning>,
) -> Option<String> {
    let severed = event.map(|event| {
        format!(
            "{} followers and {} followed were lost: {}",
            event.followers_count, event.following_count, event.target_name
        )
    });
    severed.or_else(|| warning.map(|warning| warning.text.clone()).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: &str, kind: NotificationKind, who: &str, status: Option<&str>, at: i64) -> NotificationGroup {
        let wire = api::Notification {
            id: id.into(),
            kind,
            created_at: Timestamp::from_millis(at),
            account: api::Account { id: who.into(), ..api::Account::default() },
            status: status.map(|id| Box::new(api::Status { id: id.into(), ..api::Status::default() })),
            ..api::Notification::default()
        };
        NotificationGroup::of_one(&wire, false)
    }

    fn shown(all: &Notifications) -> Vec<String> {
        let who = |group: &NotificationGroup| {
            group.accounts.iter().map(AccountId::to_string).collect::<Vec<_>>().join("+")
        };
        let star = |group: &NotificationGroup| if all.is_unread(group) { "*" } else { "" };
        all.groups.iter().map(|g| format!("{}{}:{}/{}", star(g), g.kind, who(g), g.count)).collect()
    }

    use NotificationKind::{Favourite, Follow, Mention};

    #[test]
    fn favourites_of_one_post_and_new_followers_stand_together() {
        let mut all = Notifications::default();
        let page = vec![
            one("6", Favourite, "c", Some("p"), 60),
            one("5", Follow, "b", None, 50),
            one("4", Favourite, "b", Some("p"), 40),
            one("3", Mention, "a", Some("q"), 30),
            one("2", Favourite, "a", Some("other"), 20),
            one("1", Favourite, "b", Some("p"), 10),
        ];
        all.apply(NotificationsChange::Newest(page, None));
        assert_eq!(shown(&all), ["*favourite:c+b/2", "*follow:b/1", "*mention:a/1", "*favourite:a/1"]);
    }

    #[test]
    fn one_that_arrives_joins_its_group_on_top() {
        let mut all = Notifications::default();
        let page = vec![one("2", Mention, "a", Some("q"), 20), one("1", Favourite, "b", Some("p"), 10)];
        all.apply(NotificationsChange::Newest(page, None));
        all.apply(NotificationsChange::ReadUntil(Timestamp::from_millis(20)));
        assert_eq!(all.unread(), 0);
        all.apply(NotificationsChange::Arrived(one("3", Favourite, "c", Some("p"), 30)));
        assert_eq!(shown(&all), ["*favourite:c+b/2", "mention:a/1"]);
        all.apply(NotificationsChange::Arrived(one("3", Favourite, "c", Some("p"), 30)));
        assert_eq!(shown(&all), ["*favourite:c+b/2", "mention:a/1"], "the same once more changes nothing");
    }

    #[test]
    fn a_page_far_ahead_replaces_what_was_remembered() {
        let mut all = Notifications::default();
        let next = Some(PageCursor::older_than("1"));
        all.apply(NotificationsChange::Newest(vec![one("1", Mention, "a", Some("q"), 10)], next.clone()));
        all.apply(NotificationsChange::Newest(vec![one("3", Mention, "b", Some("r"), 30)], next.clone()));
        assert_eq!(shown(&all), ["*mention:b/1"]);
        let page = vec![one("4", Mention, "c", Some("s"), 40), one("3", Mention, "b", Some("r"), 30)];
        all.apply(NotificationsChange::Newest(page, next));
        assert_eq!(shown(&all), ["*mention:c/1", "*mention:b/1"]);
    }

    #[test]
    fn a_page_that_goes_on_with_a_group_hides_nothing_and_forgets_nobody() {
        let mut all = Notifications::default();
        let next = Some(PageCursor::older_than("1"));
        let old = vec![one("2", Favourite, "a", Some("p"), 20), one("1", Mention, "b", Some("q"), 10)];
        all.apply(NotificationsChange::Newest(old, next.clone()));
        let page = vec![one("4", Favourite, "c", Some("p"), 40), one("2", Favourite, "a", Some("p"), 20)];
        all.apply(NotificationsChange::Newest(page, next.clone()));
        assert_eq!(shown(&all), ["*favourite:c+a/2", "*mention:b/1"]);
        let page = vec![one("5", Favourite, "d", Some("p"), 50), one("4", Favourite, "c", Some("p"), 40)];
        all.apply(NotificationsChange::Newest(page, next.clone()));
        assert_eq!(shown(&all), ["*favourite:d+c+a/3", "*mention:b/1"], "who is not on the page stays");
        let page = vec![one("9", Favourite, "e", Some("p"), 90), one("8", Mention, "f", Some("r"), 80)];
        all.apply(NotificationsChange::Newest(page, next));
        assert_eq!(shown(&all), ["*favourite:e/1", "*mention:f/1"], "what came between is on the next page");
    }

    #[test]
    fn a_marker_of_the_server_counts_by_its_notification_or_by_its_time() {
        let mut all = Notifications::default();
        let page = vec![one("2", Mention, "a", Some("q"), 20), one("1", Mention, "b", Some("p"), 10)];
        all.apply(NotificationsChange::Newest(page, None));
        all.apply(NotificationsChange::Marker("1".into(), Timestamp::from_millis(99)));
        assert_eq!(all.unread(), 1);
        all.apply(NotificationsChange::Marker("unknown".into(), Timestamp::from_millis(99)));
        assert_eq!(all.unread(), 0);
        all.apply(NotificationsChange::Removed("q".into()));
        assert_eq!(shown(&all), ["mention:b/1"]);
    }
}

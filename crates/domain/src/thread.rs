//! A thread as it is read: what came before, the post, and the replies nested under what they answer.

use std::collections::{HashMap, HashSet};

use rejoin_api::StatusId;

use crate::record;

record! {
    /// What a server said of a post's surroundings: ids in its order, each with what it answers.
    #[derive(Eq)]
    pub struct Thread {
        /// From the start of the conversation down to what the post answers.
        pub ancestors: Vec<StatusId>,
        /// What answers the post and its replies, in the server's order.
        pub descendants: Vec<Reply>,
    }
}

record! {
    /// A post below another.
    #[derive(Eq)]
    pub struct Reply {
        /// The post.
        pub id: StatusId,
        /// What it answers; `None` where that is not known.
        pub to: Option<StatusId>,
    }
}

/// A row of a thread as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThreadRow {
    /// The post.
    pub id: StatusId,
    /// What it is in the thread.
    pub place: Place,
    /// How deep it is nested: 0 for the post and its ancestors, 1 for its replies, and so on.
    pub depth: u16,
    /// Whether what it answers is not in the thread, so that it stands below the post that the thread was opened at.
    pub orphan: bool,
}

/// What a post is in a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Above the post.
    Ancestor,
    /// The post that the thread was opened at.
    Focus,
    /// Below the post.
    Reply,
}

impl Thread {
    /// The rows in reading order: every reply follows what it answers, siblings in the server's order. Nothing is lost:
    /// what answers a post that is not there stands below the focus.
    #[must_use]
    pub fn rows(&self, focus: &StatusId) -> Vec<ThreadRow> {
        let mut seen: HashSet<&StatusId> = HashSet::from([focus]);
        let ancestors: Vec<&StatusId> = self.ancestors.iter().filter(|id| seen.insert(id)).collect();
        let known: Vec<&Reply> = self.descendants.iter().filter(|reply| seen.insert(&reply.id)).collect();
        let present: HashSet<&StatusId> = known.iter().map(|reply| &reply.id).chain([focus]).collect();
        let mut children: HashMap<&StatusId, Vec<&StatusId>> = HashMap::new();
        for reply in &known {
            let parent = reply.to.as_ref().filter(|to| present.contains(to)).unwrap_or(focus);
            children.entry(parent).or_default().push(&reply.id);
        }
        let orphans: HashSet<&StatusId> = known
            .iter()
            .filter(|reply| reply.to.as_ref().is_some_and(|to| !present.contains(to)))
            .map(|reply| &reply.id)
            .collect();
        let row = |id: &StatusId, place, depth| ThreadRow { id: id.clone(), place, depth, orphan: false };
        let mut rows: Vec<ThreadRow> = ancestors.into_iter().map(|id| row(id, Place::Ancestor, 0)).collect();
        rows.push(row(focus, Place::Focus, 0));
        let before = rows.len();
        walk(focus, &mut children, &mut rows);
        // Replies that answer each other in a circle hang on nothing.
        if rows.len() - before < known.len() {
            let placed: HashSet<StatusId> = rows.iter().map(|row| row.id.clone()).collect();
            let left = known.iter().filter(|reply| !placed.contains(&reply.id));
            rows.extend(left.map(|reply| row(&reply.id, Place::Reply, 1)));
        }
        rows.iter_mut().for_each(|row| row.orphan = orphans.contains(&row.id));
        rows
    }
}

/// Depth first, without recursion: conversations can be thousands of replies deep.
fn walk<'a>(
    focus: &'a StatusId,
    children: &mut HashMap<&'a StatusId, Vec<&'a StatusId>>,
    rows: &mut Vec<ThreadRow>,
) {
    let mut open: Vec<(&StatusId, u16)> = Vec::new();
    let mut push = |parent: &StatusId, depth: u16, open: &mut Vec<(&'a StatusId, u16)>| {
        let below = children.remove(parent).unwrap_or_default();
        open.extend(below.into_iter().rev().map(|id| (id, depth)));
    };
    push(focus, 1, &mut open);
    while let Some((id, depth)) = open.pop() {
        rows.push(ThreadRow { id: id.clone(), place: Place::Reply, depth, orphan: false });
        push(id, depth.saturating_add(1), &mut open);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn thread(ancestors: &[&str], descendants: &[(&str, &str)]) -> Thread {
        let reply = |(id, to): &(&str, &str)| Reply {
            id: (*id).into(),
            to: Some((*to).into()).filter(|_| !to.is_empty()),
        };
        Thread {
            ancestors: ancestors.iter().map(|id| (*id).into()).collect(),
            descendants: descendants.iter().map(reply).collect(),
        }
    }

    fn shown(thread: &Thread) -> String {
        let rows = thread.rows(&"f".into());
        let word = |row: &ThreadRow| format!("{}{}", ">".repeat(row.depth.into()), row.id);
        rows.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn replies_follow_what_they_answer_in_the_server_s_order() {
        let thread = thread(
            &["x", "y"],
            &[("a", "f"), ("b", "f"), ("a1", "a"), ("b1", "b"), ("a2", "a"), ("a11", "a1")],
        );
        assert_eq!(shown(&thread), "x y f >a >>a1 >>>a11 >>a2 >b >>b1");
    }

    #[test]
    fn replies_to_what_is_gone_are_not_lost() {
        let thread = thread(&["f", "x", "x"], &[("a", "gone"), ("b", ""), ("a1", "a"), ("a", "f")]);
        assert_eq!(shown(&thread), "x f >a >>a1 >b");
        let orphans = thread.rows(&"f".into()).into_iter().filter(|row| row.orphan).map(|row| row.id);
        assert_eq!(orphans.collect::<Vec<StatusId>>(), ["a".into()], "of b it is not known what it answers");
    }

    #[test]
    fn a_conversation_of_any_depth_is_walked() {
        let names: Vec<String> =
            std::iter::once("f".to_owned()).chain((0..50_000).map(|n| n.to_string())).collect();
        let pairs: Vec<(&str, &str)> =
            names.windows(2).map(|pair| (pair[1].as_str(), pair[0].as_str())).collect();
        assert_eq!(thread(&[], &pairs).rows(&"f".into()).len(), 50_001);
    }

    proptest! {
        #[test]
        fn every_reply_appears_once(links in prop::collection::vec((0u8..20, 0u8..20), 0..40)) {
            let names: Vec<(String, String)> = links.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
            let pairs: Vec<(&str, &str)> = names.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let rows = thread(&[], &pairs).rows(&"f".into());
            let ids: HashSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
            prop_assert_eq!(ids.len(), rows.len());
            prop_assert!(pairs.iter().all(|(id, _)| ids.contains(id)));
        }
    }
}

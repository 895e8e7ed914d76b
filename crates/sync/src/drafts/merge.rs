//! Two copies of one draft.

use super::{Kept, VERSIONS, Version, WRITERS};

/// What there is when both copies are known.
pub(super) fn merged(mine: Kept, theirs: Kept) -> Kept {
    match (has_all_of(&mine, &theirs), has_all_of(&theirs, &mine)) {
        (true, false) => mine,
        (false, true) => theirs,
        // The same, or from before changes were counted.
        (true, true) => {
            if rank(&theirs) > rank(&mine) {
                theirs
            } else {
                mine
            }
        }
        (false, false) => joined(mine, theirs),
    }
}

/// Whether one has every change of the other in it.
fn has_all_of(one: &Kept, other: &Kept) -> bool {
    other
        .seen
        .iter()
        .all(|(writer, count)| one.seen.iter().any(|(name, known)| name == writer && known >= count))
}

/// What decides between two: what is written before what is given up, then the later, then anything that is the same in all
/// tabs.
fn rank(kept: &Kept) -> (bool, i64, &str) {
    (!kept.gone, kept.changed_at.as_millis(), kept.draft.text.as_str())
}

/// Both have what the other lacks: the one that counts less becomes a version.
fn joined(mine: Kept, theirs: Kept) -> Kept {
    let (mut first, second) = if rank(&theirs) > rank(&mine) { (theirs, mine) } else { (mine, theirs) };
    let mut versions = std::mem::take(&mut first.versions);
    versions.extend(second.versions);
    if !second.gone {
        versions.push(Version { draft: second.draft, at: second.changed_at });
    }
    versions.sort_by_key(|version| std::cmp::Reverse(version.at));
    for version in versions {
        let known =
            version.draft == first.draft || first.versions.iter().any(|one| one.draft == version.draft);
        if !known && !version.draft.is_empty() {
            first.versions.push(version);
        }
    }
    first.versions.truncate(VERSIONS);
    for (writer, count) in second.seen {
        match first.seen.iter_mut().find(|(name, _)| *name == writer) {
            Some((_, known)) => *known = count.max(*known),
            None => first.seen.insert(0, (writer, count)),
        }
    }
    let surplus = first.seen.len().saturating_sub(WRITERS);
    first.seen.drain(..surplus);
    first
}

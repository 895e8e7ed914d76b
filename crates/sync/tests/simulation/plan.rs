//! What a user means to have done, as far as the device has said that it is kept.

use std::collections::{BTreeMap, BTreeSet};

use rejoin_sync::MutationId;

use crate::server::User;

/// Whether something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    No,
    Maybe,
    Yes,
}

/// A post that is kept.
#[derive(Debug, Clone)]
pub struct PostPlan {
    pub mark: String,
    pub id: MutationId,
    /// What it may say in the end.
    pub texts: Vec<String>,
    pub removed: Done,
    /// The mark of the own post that it answers.
    pub parent: Option<String>,
    pub media: usize,
    pub twin: bool,
    /// Whether it was edited while nobody knew here that it had arrived and was deleted by another program.
    pub again: bool,
}

/// A list that is kept.
#[derive(Debug, Clone)]
pub struct ListPlan {
    pub id: MutationId,
    pub first: String,
    pub titles: Vec<String>,
    pub removed: Done,
    pub members: BTreeMap<User, Vec<bool>>,
}

/// A filter that is kept.
#[derive(Debug, Clone)]
pub struct FilterPlan {
    pub id: MutationId,
    pub first: String,
    /// What it may be in the end: its title and its words.
    pub forms: Vec<(String, BTreeSet<String>)>,
    pub removed: Done,
}

#[derive(Debug, Default)]
pub struct Plan {
    pub posts: Vec<PostPlan>,
    /// By post and mark, what may be set in the end.
    pub marks: BTreeMap<(String, &'static str), Vec<bool>>,
    pub relations: BTreeMap<(User, &'static str), Vec<bool>>,
    pub notes: BTreeMap<User, Vec<String>>,
    pub reports: Vec<(MutationId, String)>,
    pub names: Vec<String>,
    pub lists: Vec<ListPlan>,
    pub filters: Vec<FilterPlan>,
    /// By who asked to follow, what may have been answered in the end; nothing stands for no answer.
    pub answers: BTreeMap<User, Vec<Option<bool>>>,
    /// Up to where notifications may be read at least.
    pub read: Vec<Option<String>>,
    /// By post, what may have been chosen in the end; an empty choice stands for none.
    pub votes: BTreeMap<String, Vec<Vec<u32>>>,
}

/// Notes a wish: what is certain takes the place of what was wished before.
pub fn wish<T: PartialEq>(list: &mut Vec<T>, value: T, certain: bool) {
    if certain {
        list.clear();
    }
    if !list.contains(&value) {
        list.push(value);
    }
}

//! What is pending of what is the user's own: the profile, lists and filters.

use std::sync::Arc;

use rejoin_api::{AccountId, Filter, FilterKeyword, FilterStatus, List, ListId, StatusId};
use rejoin_domain::{Account, richtext};

use super::{FilterDraft, Keyword, ListDraft, Mutation, Overlay, Profile, ProfileField};

impl Overlay {
    /// The own account as the user means it to be. Pictures come when they have been sent.
    #[must_use]
    pub fn own_account(&self, stored: &Arc<Account>) -> Arc<Account> {
        let mut shown = Arc::clone(stored);
        for entry in self.live() {
            if let Mutation::EditProfile(profile) = &entry.mutation {
                fill(Arc::make_mut(&mut shown), profile);
            }
        }
        shown
    }

    /// The own profile as the user last wrote it, for writing on.
    #[must_use]
    pub fn profile(&self, stored: Profile) -> Profile {
        let written = self.live().rev().find_map(|entry| match &entry.mutation {
            Mutation::EditProfile(profile) => Some(profile.clone()),
            _ => None,
        });
        written.unwrap_or(stored)
    }

    /// The lists as the user means them to be; those that are not made yet stand last.
    #[must_use]
    pub fn lists(&self, stored: Vec<List>) -> Vec<List> {
        let mut all = stored;
        for entry in self.live() {
            match &entry.mutation {
                Mutation::CreateList { draft, .. } => all.push(list(entry.id.as_list(), draft)),
                Mutation::EditList { id, draft } => {
                    all.iter_mut().filter(|one| one.id == *id).for_each(|one| *one = list(id.clone(), draft));
                }
                Mutation::DeleteList { id } => all.retain(|one| one.id != *id),
                _ => {}
            }
        }
        all
    }

    /// Who is on a list, as the user means it.
    #[must_use]
    pub fn members(&self, list: &ListId, stored: Vec<AccountId>) -> Vec<AccountId> {
        let mut all = stored;
        for entry in self.live() {
            if let Mutation::ListMember { list: of, account, on } = &entry.mutation
                && of == list
            {
                all.retain(|other| other != account);
                if *on {
                    all.insert(0, account.clone());
                }
            }
        }
        all
    }

    /// The filters as the user means them to be; those that are not made yet stand last.
    #[must_use]
    pub fn filters(&self, stored: Vec<Filter>) -> Vec<Filter> {
        let mut all = stored;
        for entry in self.live() {
            match &entry.mutation {
                Mutation::CreateFilter { draft, .. } => {
                    all.push(filled(Filter { id: entry.id.as_filter(), ..Filter::default() }, draft));
                }
                Mutation::EditFilter { id, draft } => {
                    for one in all.iter_mut().filter(|one| one.id == *id) {
                        *one = filled(std::mem::take(one), draft);
                    }
                }
                Mutation::DeleteFilter { id } => all.retain(|one| one.id != *id),
                Mutation::FilterPost { filter, post, on } => {
                    for one in all.iter_mut().filter(|one| one.id == filter.id) {
                        set_post(one.statuses.get_or_insert_default(), post, *on);
                    }
                }
                _ => {}
            }
        }
        all
    }
}

fn fill(account: &mut Account, profile: &Profile) {
    let name = profile.display_name.trim();
    let name = if name.is_empty() { account.username.as_str() } else { name };
    account.name = richtext::parse_plain(name, &[]);
    account.note = richtext::compose(&profile.note);
    account.locked = profile.locked;
    account.bot = profile.bot;
    let filled = profile.fields.iter().filter(|field| !field.name.is_empty() || !field.value.is_empty());
    account.fields = filled.map(row).collect();
}

fn row(field: &ProfileField) -> rejoin_domain::Field {
    rejoin_domain::Field {
        name: richtext::parse_plain(&field.name, &[]),
        value: richtext::compose(&field.value),
        verified_at: None,
    }
}

fn list(id: ListId, draft: &ListDraft) -> List {
    let ListDraft { title, replies_policy, exclusive } = draft.clone();
    List { id, title, replies_policy, exclusive }
}

fn set_post(posts: &mut Vec<FilterStatus>, post: &StatusId, on: bool) {
    posts.retain(|one| one.status_id.as_ref() != Some(post));
    if on {
        posts.push(FilterStatus { status_id: Some(post.clone()), ..FilterStatus::default() });
    }
}

fn filled(old: Filter, draft: &FilterDraft) -> Filter {
    let word = |keyword: &Keyword| FilterKeyword {
        keyword: keyword.keyword.clone(),
        whole_word: keyword.whole_word,
        ..FilterKeyword::default()
    };
    Filter {
        title: draft.title.clone(),
        context: draft.context.clone(),
        filter_action: draft.action.clone(),
        expires_at: draft.until,
        keywords: Some(draft.keywords.iter().map(word).collect()),
        ..old
    }
}

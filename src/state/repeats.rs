//! The rows of a feed in which each post stands once; see [`rejoin_domain::timeline::repeats`].

use std::collections::HashMap;

use leptos::prelude::{Track, With};
use rejoin_api::{AccountId, StatusId};
use rejoin_domain::timeline::repeats::{Seen, repeats};

use super::client::Client;
use super::{Row, TimelineView};

/// The rows of a feed without repeats.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Once {
    /// The rows, newest first.
    pub rows: Vec<Row>,
    /// Of each post its number, counted from 1, and the ids of those who boosted it besides, the latest first, with blanks between.
    pub places: HashMap<StatusId, (usize, String)>,
}

impl TimelineView {
    /// The rows, each post once ([`repeats`]).
    pub fn once(self) -> Once {
        let client = self.app.client();
        client.entities.boosts.track();
        self.rows.with(|rows| {
            let into = client.repeats(rows);
            let mut once = Once::default();
            for (row, place) in rows.iter().zip(&into) {
                let Some(shown) = place.and_then(|place| rows.get(place)) else {
                    once.rows.push(row.clone());
                    if let Some(id) = row.post() {
                        once.places.entry(id.clone()).or_default().0 = once.rows.len();
                    }
                    continue;
                };
                let booster = row.post().and_then(|id| client.booster(id));
                if let (Some(shown), Some(booster)) = (shown.post(), booster) {
                    let boosters = &mut once.places.entry(shown.clone()).or_default().1;
                    boosters.push_str(booster.as_str());
                    boosters.push(' ');
                }
            }
            once
        })
    }
}

impl Client {
    /// Of each row, in whose place it is shown.
    pub(super) fn repeats(&self, rows: &[Row]) -> Vec<Option<usize>> {
        let posts = self.entities.posts.borrow();
        let me = self.me.as_ref().map(|me| &me.id);
        let seen = |row: &Row| match row.post() {
            None => Seen::Gap,
            Some(id) => posts.get(&self.real_id(id)).map_or(Seen::Unknown, |post| Seen::Post {
                original: post.reblog.as_ref().unwrap_or(&post.id).clone(),
                own_boost: post.reblog.is_some() && me == Some(&post.account),
            }),
        };
        repeats(&rows.iter().map(seen).collect::<Vec<_>>())
    }

    /// Who boosted, if it is a boost of somebody else's.
    fn booster(&self, id: &StatusId) -> Option<AccountId> {
        let post = self.entities.posts.borrow().get(&self.real_id(id)).cloned()?;
        (post.reblog.is_some() && !self.is_mine(id)).then(|| post.account.clone())
    }
}

//! Pages, as honest or as odd as servers give them.

use rejoin_api::Call;
use serde_json::{Value, json};

use super::requests::{Answer, query};
use super::{Server, User};

impl Server {
    /// A page of these, oldest first, of which some are gone.
    pub fn page(&mut self, user: User, call: &Call, all: &[usize]) -> Answer {
        let max = query(call, "max_id");
        let before = match max.as_deref().map(|id| self.find(id)) {
            None => all.len(),
            Some(None) => 0,
            Some(Some(place)) => all.iter().position(|other| *other == place).unwrap_or(0),
        };
        let most = query(call, "limit").and_then(|text| text.parse().ok()).unwrap_or(20).min(self.ways.page);
        let odd = self.odd && self.ways.links;
        if odd && max.is_some() && query(call, "again").is_none() && self.rng.odds(80) {
            // Nothing here, but go on.
            let cursor = format!("max_id={}&again=1", max.unwrap_or_default());
            return (200, json!([]), Some(link(&call.path, &cursor)));
        }
        let most = if odd && self.rng.odds(150) { 1 + self.rng.below(most) } else { most };
        let older: Vec<usize> =
            all[..before].iter().rev().copied().filter(|one| !self.statuses[*one].deleted).collect();
        let mut shown: Vec<usize> = older.iter().take(most).copied().collect();
        let last = shown.last().copied();
        if odd && shown.len() > 2 && self.rng.odds(100) {
            let place = self.rng.below(shown.len() - 1);
            shown.swap(place, place + 1);
        }
        if odd && self.rng.odds(100) {
            // The last one of the page before, once more.
            let above = all[before..].iter().find(|one| !self.statuses[**one].deleted);
            shown.splice(0..0, above.copied());
        }
        let rows: Vec<Value> = shown.iter().map(|one| self.render(&self.statuses[*one], user)).collect();
        let next = last.filter(|_| older.len() > most).map(|one| format!("max_id={}", self.statuses[one].id));
        let header = match next {
            Some(cursor) if self.ways.links => Some(link(&call.path, &cursor)),
            // Mastodon sends the link to what is newer all the same.
            None if self.ways.links && !rows.is_empty() => {
                Some(format!("<https://s.example{}?min_id=0>; rel=\"prev\"", call.path))
            }
            _ => None,
        };
        (200, Value::Array(rows), header)
    }
}

fn link(path: &str, cursor: &str) -> String {
    format!("<https://s.example{path}?{cursor}>; rel=\"next\"")
}

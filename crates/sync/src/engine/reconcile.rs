//! Finding out what came of a post of which no answer came back: the account's own posts are read, back to the time at which
//! it was first sent.

use rejoin_api::requests::accounts::{StatusesOf, statuses};
use rejoin_api::{Page, Response, Status, StatusId, Timestamp};
use rejoin_domain::{AccountTab, TimelineKey};

use super::Engine;
use super::timelines::next_page;
use crate::outbox::matching::Search;
use crate::outbox::{Draft, Entry, Mutation};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records;
use crate::store::{Mode, Store, Table};

/// How far the server's clock and ours may be apart: when the server tells its time, and when it does not, in milliseconds.
const TOLD: i64 = 60_000;
const UNTOLD: i64 = 900_000;

impl<P: Platform> Engine<P> {
    /// The post that an earlier attempt at an entry has made, if it arrived.
    ///
    /// # Errors
    /// When that cannot be found out now.
    pub(super) async fn find_published(
        &self,
        entry: &Entry,
        draft: &Draft,
    ) -> Result<Option<Status>, Problem> {
        let Some(me) = self.identity.account.clone() else { return Ok(None) };
        let (claimed, others) = self.others(entry).await?;
        let rivals: Vec<&Draft> = others.iter().filter_map(|entry| entry.mutation.draft()).collect();
        let tried_at = entry.first_tried.unwrap_or(entry.made_at);
        // Boosts are left out by who knows how to; answers belong to it.
        let which = StatusesOf { exclude_reblogs: true, ..StatusesOf::default() };
        let key = TimelineKey::Account { id: me.clone(), tab: AccountTab::Replies };
        let first = statuses(&me, &which, &Page::of(40));
        let (mut request, mut since) = (first.clone(), None);
        let (mut posts, mut visited) = (Vec::new(), Vec::new());
        loop {
            let (page, response) = self.ask_page(&request).await?;
            let since = *since.get_or_insert_with(|| self.by_server(tried_at, &response));
            let items = page.items;
            let behind = !items.is_empty() && items.iter().all(|post| post.created_at < since);
            let next = next_page(&key, &response, items.last().map(|post| &post.id));
            posts.extend(items);
            match next.filter(|next| !behind && !visited.contains(next)) {
                Some(next) => {
                    request = first.clone().from_cursor(&next);
                    visited.push(next);
                }
                None => {
                    let search = Search { draft, since, claimed: &claimed, rivals: &rivals };
                    return Ok(search.pick(&posts).cloned());
                }
            }
        }
    }

    /// The posts that are known to have been made of other entries, and the entries that may have made some.
    pub(super) async fn others(&self, entry: &Entry) -> Result<(Vec<StatusId>, Vec<Entry>), Problem> {
        let tx = self.store.begin(&[Table::Outbox, Table::Values], Mode::Read).await?;
        let published = records::published(&tx).await?;
        let mut entries = records::outbox(&tx).await?;
        entries.retain(|other| {
            other.id != entry.id && other.uncertain && matches!(other.mutation, Mutation::Post(_))
        });
        Ok((published.into_iter().map(|(_, real)| real).collect(), entries))
    }

    /// A time of this device by the server's clock, with what it may be wrong by taken off.
    fn by_server(&self, time: Timestamp, response: &Response) -> Timestamp {
        let told = response.header("date").and_then(http_date);
        let ahead = told.map(|told| told.as_millis() - self.now().as_millis() - TOLD);
        Timestamp::from_millis(time.as_millis() + ahead.unwrap_or(-UNTOLD))
    }
}

/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<Timestamp> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_ascii_whitespace().skip(1);
    let (day, month, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    Timestamp::parse(&format!("{year}-{month:02}-{day}T{time}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_http_are_read() {
        let time = http_date("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(time, Timestamp::parse("1994-11-06T08:49:37Z"));
        assert_eq!(http_date("yesterday"), None);
    }
}

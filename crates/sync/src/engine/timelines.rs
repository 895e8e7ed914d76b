//! Timelines: the newest page, older pages, gaps.

use rejoin_api::requests::accounts::StatusesOf;
use rejoin_api::requests::{accounts, bookmarks, favourites, statuses, timelines, trends};
use rejoin_api::{Page, PageCursor, Parsed, Request, Response, Status, StatusId, Timestamp};
use rejoin_domain::timeline::{Change, SEVERAL};
use rejoin_domain::{AccountTab, Harvest, Tail, Timeline, TimelineKey};

use super::{Engine, next_of};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch, Changes};
use crate::store::{Mode, Store, Table};

/// The first page is small, since somebody waits for it.
const FIRST: u32 = 20;
/// Pages that are loaded ahead are as large as servers let them be.
const FURTHER: u32 = 40;

/// How many posts at the top are remembered while a page is fetched: more than can be deleted meanwhile.
const REMEMBERED: usize = 100;
/// How often a newest page is asked for that has no place; the last one is put at the top.
const ATTEMPTS: u32 = 3;

/// What came of asking for a page.
struct Fetched {
    entities: Harvest,
    page: Vec<StatusId>,
    next: Option<PageCursor>,
    asked_at: Timestamp,
}

impl<P: Platform> Engine<P> {
    /// Brings the top of a timeline up to date.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh(&self, key: &TimelineKey) -> Result<(), Problem> {
        for left in (0..ATTEMPTS).rev() {
            let listed = self.stored(key).await?;
            let fetched = self.fetch(key, &request(key, FIRST)).await?;
            let page = fetched.page.clone();
            let changes = self
                .change(key, fetched, |page, next| match key.is_ranking() {
                    true => Change::Replaced(page),
                    false => {
                        let known = (left > 0).then(|| listed.posts().take(REMEMBERED).cloned().collect());
                        Change::Newest { page, next, known }
                    }
                })
                .await?;
            // What arrived meanwhile left no place for the page.
            let is_dropped = |timeline: &Timeline| !page.iter().any(|post| timeline.contains(post));
            let timeline = changes.timelines.iter().find(|(other, _)| other == key);
            if page.is_empty() || !timeline.is_some_and(|(_, timeline)| is_dropped(timeline)) {
                break;
            }
        }
        Ok(())
    }

    /// Loads the page below the last entry of a timeline.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn older(&self, key: &TimelineKey) -> Result<(), Problem> {
        let asked = match self.stored(key).await?.tail() {
            Tail::More(cursor) => cursor.clone(),
            Tail::Unknown => return self.refresh(key).await,
            Tail::End => return Ok(()),
        };
        let fetched = self.fetch(key, &request(key, FURTHER).from_cursor(&asked)).await?;
        self.change(key, fetched, |page, next| Change::Older { asked, page, next }).await.map(drop)
    }

    /// Loads the page at the top of a gap.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn fill(&self, key: &TimelineKey, gap: u32) -> Result<(), Problem> {
        let Some(cursor) = self.stored(key).await?.gap(gap).map(|gap| gap.cursor.clone()) else {
            return Ok(());
        };
        let fetched = self.fetch(key, &request(key, FURTHER).from_cursor(&cursor)).await?;
        self.change(key, fetched, |page, next| Change::Fill { gap, page, next }).await.map(drop)
    }

    /// A timeline as it is stored.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn stored(&self, key: &TimelineKey) -> Result<Timeline, Problem> {
        let tx = self.store.begin(&[Table::Timelines], Mode::Read).await?;
        Ok(records::timeline(&tx, key).await?)
    }

    async fn change(
        &self,
        key: &TimelineKey,
        fetched: Fetched,
        change: impl FnOnce(Vec<StatusId>, Option<PageCursor>) -> Change,
    ) -> Result<Changes, Problem> {
        let Fetched { entities, page, next, asked_at } = fetched;
        let timelines = vec![(key.clone(), change(page, next))];
        let asked_at = Some(asked_at);
        Ok(self.write(Batch { entities, timelines, asked_at, ..Batch::default() }).await?)
    }

    async fn fetch(&self, key: &TimelineKey, request: &Request<Parsed<Status>>) -> Result<Fetched, Problem> {
        let asked_at = self.now();
        let (list, response) = match self.ask_page(request).await {
            // GoToSocial knows no hashtag before its first post.
            Err(problem) if problem.is_gone() && matches!(key, TimelineKey::Tag(_)) => Default::default(),
            answer => answer?,
        };
        let mut entities = Harvest::default();
        let page = entities.statuses(&list.items);
        let next = next_page(key, &response, page.last());
        Ok(Fetched { entities, page, next, asked_at })
    }
}

/// Where a timeline goes on below a page. Servers that do not say, or may not be heard across origins, are followed by the
/// ids of the posts, where those are what pages go by.
pub(super) fn next_page(
    key: &TimelineKey,
    response: &Response,
    last: Option<&StatusId>,
) -> Option<PageCursor> {
    let silent = response.header("link").is_none() && key.pages_by_post();
    let by_post = || last.filter(|_| silent).map(|id| PageCursor::older_than(id.as_str()));
    next_of(response).or_else(by_post)
}

fn request(key: &TimelineKey, limit: u32) -> Request<Parsed<Status>> {
    let page = Page::of(limit);
    match key {
        TimelineKey::Home => timelines::home(&page),
        TimelineKey::Local => timelines::local(&page),
        TimelineKey::Public => timelines::public(&page),
        TimelineKey::Tag(names) => {
            let mut names = names.split(SEVERAL);
            let first = names.next().unwrap_or_default();
            timelines::tag(first, &names.collect::<Vec<_>>(), &page)
        }
        TimelineKey::List(id) => timelines::list(id, &page),
        TimelineKey::Account { id, tab } => accounts::statuses(id, &which(*tab), &page),
        TimelineKey::Bookmarks => bookmarks::list(&page),
        TimelineKey::Favourites => favourites::list(&page),
        TimelineKey::Quotes(id) => statuses::quotes(id, &page),
        TimelineKey::Trending => trends::statuses(Some(limit), None),
    }
}

fn which(tab: AccountTab) -> StatusesOf {
    StatusesOf {
        exclude_replies: tab == AccountTab::Posts,
        only_media: tab == AccountTab::Media,
        pinned: tab == AccountTab::Pinned,
        ..StatusesOf::default()
    }
}

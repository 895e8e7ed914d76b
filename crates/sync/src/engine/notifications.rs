//! Notifications, grouped by the server where it can, here where it cannot.

use futures::future::join;
use rejoin_api::requests::notifications::Which;
use rejoin_api::requests::{grouped_notifications, markers, notifications};
use rejoin_api::{NotificationKind, Page, PageCursor};
use rejoin_domain::timeline::Tail;
use rejoin_domain::{Harvest, NotificationGroup, NotificationsChange};

use super::{Engine, next_of};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};
use crate::store::{Mode, Store, Table};

/// The path that only servers with groups have.
const GROUPED: &str = "/api/v2/notifications";

/// The first page is small, since it is fetched at every start.
fn page(from: Option<&PageCursor>) -> Page {
    Page::of(if from.is_none() { 20 } else { 40 })
}

type Fetched = (Harvest, Vec<NotificationGroup>, Option<PageCursor>);

impl<P: Platform> Engine<P> {
    /// Brings the notifications up to date, and how far they were read elsewhere.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_notifications(&self) -> Result<(), Problem> {
        let asked_at = Some(self.now());
        let marker_request = markers::get();
        let (page, marker) = join(self.fetch_notifications(None), self.ask(&marker_request)).await;
        let (entities, groups, next) = page?;
        let mut list = vec![NotificationsChange::Newest(groups, next)];
        // Servers without markers are read on this device alone.
        if let Some(marker) = marker.ok().and_then(|markers| markers.notifications) {
            let last = marker.last_read_id.as_str().into();
            list.push(NotificationsChange::Marker(last, marker.updated_at));
        }
        self.write(Batch { entities, notifications: list, asked_at, ..Batch::default() }).await?;
        Ok(())
    }

    /// Loads older notifications.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn older_notifications(&self) -> Result<(), Problem> {
        let tx = self.store.begin(&[Table::Notifications], Mode::Read).await?;
        let tail = records::notifications(&tx).await?.tail;
        drop(tx);
        let cursor = match tail {
            Tail::More(cursor) => cursor,
            Tail::Unknown => return self.refresh_notifications().await,
            Tail::End => return Ok(()),
        };
        let asked_at = Some(self.now());
        let (entities, groups, next) = self.fetch_notifications(Some(&cursor)).await?;
        let next = next.filter(|next| *next != cursor);
        let list = vec![NotificationsChange::Older(groups, next)];
        self.write(Batch { entities, notifications: list, asked_at, ..Batch::default() }).await?;
        Ok(())
    }

    /// Whether the server groups by itself, as far as is known.
    pub(super) fn server_groups(&self) -> bool {
        !self.missing.borrow().contains(GROUPED)
    }

    async fn fetch_notifications(&self, from: Option<&PageCursor>) -> Result<Fetched, Problem> {
        if self.server_groups() {
            match self.fetch_grouped(from).await {
                // Some servers answer with an error of their own making where they have nothing.
                Err(Problem::Api(error)) if !matches!(error, rejoin_api::ApiError::Unauthorised { .. }) => {
                    if !error.is_passing()
                        || matches!(error, rejoin_api::ApiError::ServerTrouble { status: 500, .. })
                    {
                        self.missing.borrow_mut().insert(GROUPED);
                    }
                }
                answer => return answer,
            }
        }
        let request = notifications::list(&Which::default(), &page(from));
        let request = from.map_or(request.clone(), |cursor| request.from_cursor(cursor));
        let (list, response) = self.ask_page(&request).await?;
        let mut entities = Harvest::default();
        let mut groups = Vec::with_capacity(list.items.len());
        for notification in &list.items {
            entities.account(&notification.account);
            if let Some(status) = &notification.status {
                entities.status(status);
            }
            groups.push(NotificationGroup::of_one(notification, false));
        }
        Ok((entities, groups, next_of(&response)))
    }

    async fn fetch_grouped(&self, from: Option<&PageCursor>) -> Result<Fetched, Problem> {
        let kinds = [NotificationKind::Favourite, NotificationKind::Reblog, NotificationKind::Follow];
        let request = grouped_notifications::list(&Which::default(), &kinds, &page(from));
        let request = from.map_or(request.clone(), |cursor| request.from_cursor(cursor));
        let (answer, response) = self.ask_page(&request).await?;
        let mut entities = Harvest::default();
        entities.statuses(&answer.statuses);
        for account in &answer.accounts {
            entities.account(account);
        }
        let groups = answer.notification_groups.iter().map(NotificationGroup::from_wire).collect();
        Ok((entities, groups, next_of(&response)))
    }
}

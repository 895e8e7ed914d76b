//! What a user reads, and how far.

use std::rc::Rc;

use rejoin_domain::timeline::Entry as Place;
use rejoin_domain::{AccountTab, Notifications, TimelineKey};
use rejoin_sync::Mutation;
use rejoin_sync::store::Table;

use super::Person;
use crate::check::stored_home;
use crate::plan::wish;
use crate::server::User;

/// The timelines beside home that a user reads.
pub fn elsewhere(account: User) -> Vec<TimelineKey> {
    let of = |user: User| TimelineKey::Account {
        id: format!("u{user}").as_str().into(),
        tab: AccountTab::Replies,
    };
    vec![TimelineKey::Public, TimelineKey::Tag("sea".into()), of(2), of(account)]
}

impl Person {
    pub(super) async fn read(&self) {
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let (what, chance) = (self.world.rng.below(6), self.world.rng.next());
        let seen = self.seen();
        let key = self.world.rng.pick(&elsewhere(self.device.account)).cloned();
        let key = key.filter(|_| self.world.rng.odds(400)).unwrap_or(TimelineKey::Home);
        let _ = self
            .device
            .run(&self.world, &tab, async move {
                match what {
                    0 | 1 => engine.refresh(&key).await,
                    2 => engine.older(&key).await,
                    3 => {
                        let timeline = engine.stored(&key).await?;
                        let gaps: Vec<u32> = timeline
                            .entries()
                            .iter()
                            .filter_map(|entry| if let Place::Gap(gap) = entry { Some(gap.id) } else { None })
                            .collect();
                        match gaps.get(usize::try_from(chance).unwrap_or_default() % gaps.len().max(1)) {
                            Some(gap) => engine.fill(&key, *gap).await,
                            None => Ok(()),
                        }
                    }
                    4 => match seen {
                        Some(id) => engine.refresh_thread(&id.as_str().into()).await.map(drop),
                        None => Ok(()),
                    },
                    _ => engine.refresh_notifications().await,
                }
            })
            .await;
    }

    /// Reads home down to or up to some post, and lets the server know or asks where another device was.
    pub(super) async fn read_on(&self) {
        let home = stored_home(&self.device);
        let posts: Vec<_> = home.posts().cloned().collect();
        let Some(id) = self.world.rng.pick(&posts).cloned() else { return };
        let tab = self.tab();
        let engine = Rc::clone(&tab.engine);
        let (tells, looks, follows) =
            (self.world.rng.odds(700), self.world.rng.odds(400), self.world.rng.odds(500));
        let reading = async move {
            let _ = engine.note_read(&id).await;
            if looks && let Ok(Some(place)) = engine.position_elsewhere().await {
                let _ = engine.settle_elsewhere(&place, follows).await;
            }
            if tells {
                let _ = engine.send_position().await;
            }
        };
        let _: Option<()> = self.device.run(&self.world, &tab, reading).await;
    }

    /// Looks at the notifications, and leaves them.
    pub(super) async fn see_notifications(&self) {
        let texts = self.device.disk.texts(Table::Notifications);
        let all: Option<Notifications> = texts.first().and_then(|(_, text)| rejoin_api::parse(text).ok());
        let newest = all.and_then(|all| all.groups.first().map(|group| group.newest.clone()));
        let Some(upto) = newest else { return };
        let kept = self.submit(Mutation::ReadNotifications { upto: upto.clone() }).await.is_some();
        let read = &mut self.plan.borrow_mut().read;
        if read.is_empty() {
            read.push(None);
        }
        wish(read, Some(upto.to_string()), kept);
    }
}

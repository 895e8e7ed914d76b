//! Bringing something before the moderators. No server tells what was reported, so what came of a report without an answer
//! cannot be found out: the user decides whether it is sent again.

use rejoin_api::params::NewReport;
use rejoin_api::requests::reports;

use super::{Outcome, Sent, done};
use crate::engine::Engine;
use crate::outbox::{Entry, Report};
use crate::platform::Platform;
use crate::records::Batch;

const PERHAPS: &str = "No answer came back, so the report may have arrived. Try it again, or discard it.";

impl<P: Platform> Engine<P> {
    pub(super) async fn report(&self, entry: &Entry, report: &Report) -> Outcome {
        if entry.uncertain {
            return Ok(Sent::Unknown(PERHAPS));
        }
        let report = NewReport {
            account_id: report.account.clone(),
            status_ids: report.posts.clone(),
            comment: Some(report.comment.trim().to_owned()).filter(|words| !words.is_empty()),
            forward: Some(report.forward),
            category: Some(report.category.clone()),
            rule_ids: report.rules.clone(),
        };
        self.deliver(&reports::create(&report)).await?;
        done(Batch::default())
    }
}

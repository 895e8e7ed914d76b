//! Bring something before the moderators.

use rejoin_sync::Mutation;
use rejoin_sync::outbox::Report;

use crate::components::toast::use_toasts;

/// Sends a report.
pub fn report(report: Report) {
    let toasts = use_toasts();
    super::perform_then(Mutation::Report(report), move || {
        toasts.say("Thank you. The moderators see it as soon as it is sent.");
    });
}

//! Quotes: what a post quotes, and who may quote it.

use rejoin_api::{
    self as api, QuoteApproval, QuoteAudience, QuotePermission, QuotePolicy, QuoteState, StatusId,
};

use crate::{Post, record};

record! {
    /// A quotation of another post.
    pub struct Quote {
        /// Whether it may be shown.
        pub state: QuoteState,
        /// The quoted post, where the server names it.
        pub id: Option<StatusId>,
    }
}

impl Quote {
    /// What a server sent: with the quoted post, or with its id alone.
    pub(crate) fn from_wire(wire: &api::Quote) -> Self {
        let quoted = wire.quoted_status.as_ref().map(|status| status.id.clone());
        Self { state: wire.state.clone(), id: quoted.or_else(|| wire.quoted_status_id.clone()) }
    }
}

impl Post {
    /// Who may quote it, as its author sets it; what a server cannot put into words is for everyone.
    #[must_use]
    pub fn quote_policy(&self) -> QuotePolicy {
        let automatic = self.quote_approval.as_ref().map(|approval| approval.automatic.as_slice());
        match automatic {
            Some([]) => QuotePolicy::Nobody,
            Some(all) if all.contains(&QuoteAudience::Followers) && !all.contains(&QuoteAudience::Public) => {
                QuotePolicy::Followers
            }
            _ => QuotePolicy::Public,
        }
    }

    /// The same, as its author means it from now on.
    pub fn set_quote_policy(&mut self, policy: &QuotePolicy) {
        self.quote_approval.get_or_insert_default().automatic = match policy {
            QuotePolicy::Followers => vec![QuoteAudience::Followers],
            QuotePolicy::Nobody => Vec::new(),
            _ => vec![QuoteAudience::Public],
        };
    }

    /// Whether its server may let others than its author quote it, as far as it is known; what was said in confidence stays so.
    #[must_use]
    pub fn may_be_quoted(&self) -> bool {
        matches!(self.visibility, api::Visibility::Public | api::Visibility::Unlisted)
            && self
                .quote_approval
                .as_ref()
                .is_some_and(|approval| approval.current_user != QuotePermission::Denied)
    }
}

/// Who may quote a post. What is said to nobody in particular, as on streams, says nothing of the reader.
pub(crate) fn approval(wire: &api::Status) -> Option<QuoteApproval> {
    let mut approval = wire.quote_approval.clone()?;
    if wire.favourited.is_none() {
        approval.current_user = QuotePermission::UnknownPolicy;
    }
    Some(approval)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_stream_says_of_nobody_says_nothing_of_the_reader() {
        let status = |favourited: &str| {
            let text = format!(
                r#"{{"id": "1", "visibility": "public", "favourited": {favourited}, "account": {{"id": "7", "acct": "ann"}},
                    "quote_approval": {{"automatic": ["followers"], "manual": [], "current_user": "denied"}}}}"#
            );
            Post::from_wire(&api::parse::<api::Status>(&text).expect("parses"))
        };
        let (asked, streamed) = (status("false"), status("null"));
        assert!(!asked.may_be_quoted() && streamed.may_be_quoted());
        assert!(!streamed.over(&asked).may_be_quoted());
        assert_eq!(asked.quote_policy(), QuotePolicy::Followers);
    }
}

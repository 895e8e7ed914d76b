//! What a user does with filters and with requests to follow.

use std::collections::BTreeSet;

use rejoin_api::FilterContext;
use rejoin_sync::Mutation;
use rejoin_sync::outbox::{FilterDraft, Keyword};

use super::Person;
use crate::plan::{Done, FilterPlan, wish};
use crate::server::User;

type Form = (String, BTreeSet<String>);

fn draft(form: &Form) -> FilterDraft {
    let word = |word: &String| Keyword { keyword: word.clone(), whole_word: true };
    FilterDraft {
        title: form.0.clone(),
        context: vec![FilterContext::Home],
        keywords: form.1.iter().map(word).collect(),
        ..FilterDraft::default()
    }
}

impl Person {
    fn filter_form(&self) -> Form {
        let words = ["rain", "snow", "hail", "fog"].into_iter().filter(|_| self.world.rng.odds(500));
        (self.new_mark(), words.map(str::to_owned).collect())
    }

    pub(super) async fn filter(&self) {
        let there: Vec<usize> = {
            let plan = self.plan.borrow();
            (0..plan.filters.len()).filter(|place| plan.filters[*place].removed == Done::No).collect()
        };
        let picked = self.world.rng.pick(&there).copied();
        let Some(place) = picked.filter(|_| self.world.rng.odds(650)) else { return self.new_filter().await };
        let id = self.plan.borrow().filters[place].id.as_filter();
        if self.world.rng.odds(250) {
            let kept = self.submit(Mutation::DeleteFilter { id }).await.is_some();
            self.plan.borrow_mut().filters[place].removed = if kept { Done::Yes } else { Done::Maybe };
            return;
        }
        let form = self.filter_form();
        let kept = self.submit(Mutation::EditFilter { id, draft: draft(&form) }).await.is_some();
        self.world.say(|| format!("{}: the filter becomes {form:?}: {kept}", self.device.account));
        wish(&mut self.plan.borrow_mut().filters[place].forms, form, kept);
    }

    async fn new_filter(&self) {
        let form = self.filter_form();
        let mutation = Mutation::CreateFilter { draft: draft(&form), known: vec![] };
        if let Some(id) = self.submit(mutation).await {
            self.world.say(|| format!("{}: filter {form:?} is kept as {}", self.device.account, id.as_str()));
            let first = form.0.clone();
            let filter = FilterPlan { id, first, forms: vec![form], removed: Done::No };
            self.plan.borrow_mut().filters.push(filter);
        }
    }

    /// Answers somebody who asks to follow.
    pub(super) async fn answer_request(&self) {
        let me = self.device.account;
        let asking: Vec<User> = {
            let server = self.world.server.borrow();
            let of_me = server.requests_to_follow.iter().filter(|(_, whom)| *whom == me).map(|(who, _)| *who);
            of_me.filter(|who| !self.plan.borrow().answers.contains_key(who)).collect()
        };
        let Some(who) = self.world.rng.pick(&asking).copied() else { return };
        let accept = self.world.rng.odds(500);
        let id = format!("u{who}").as_str().into();
        let kept = self.submit(Mutation::AnswerFollowRequest { id, accept }).await.is_some();
        self.world.say(|| format!("{me}: u{who} may follow: {accept}: {kept}"));
        wish(self.plan.borrow_mut().answers.entry(who).or_insert_with(|| vec![None]), Some(accept), kept);
    }
}

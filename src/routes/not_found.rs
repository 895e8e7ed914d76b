//! An address that leads nowhere.

use leptos::prelude::*;

use crate::components::page::{empty, page_head};

/// The page.
pub fn page() -> AnyView {
    let step = view! { <a class="button" href="/">"Go home"</a> }.into_any();
    view! {
        {page_head(|| "Not found".into(), true)}
        {empty("search", "There is nothing at this address", "The link may be incomplete, or what it led to is gone.", Some(step))}
    }
    .into_any()
}

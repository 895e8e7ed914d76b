//! The root: state, router, and what surrounds every page.

use crate::components::rows::rows;
use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route, Router};

use crate::browser::{self, scroll};
use crate::components::aside::aside;
use crate::components::clock::provide_clock;
use crate::components::composer::use_composing;
use crate::components::confirm::questions;
use crate::components::device_notice::device_notice;
use crate::components::icon::icon;
use crate::components::keyboard::keyboard;
use crate::components::live::live;
use crate::components::person_card::person_cards;
use crate::components::rail::rail;
use crate::components::sheets::sheets;
use crate::components::toast::{toast_region, use_toasts};
use crate::routes;
use crate::state::{provide_state, use_app};

/// The whole app.
#[component]
pub fn Root() -> impl IntoView {
    let app = provide_state();
    provide_clock();
    scroll::take_over();
    routes::settings::restore_theme();
    // WebKit lets a page sleep in the middle of a transaction, and the page that follows waits for it for ever.
    let sleep = StoredValue::new_local(browser::sleep::before(|| rejoin_store_idb::give_up_all() > 0));
    on_cleanup(move || drop(sleep.try_update_value(Option::take)));
    let (toasts, composing) = (use_toasts(), use_composing());
    // Signals belong to the session they were asked for in, so another session gets other pages.
    let session = app.session_number();
    let pages = move |_: u32| {
        view! {
            <div class="shell">
                {rail()}
                <main class="column" id="main" tabindex="-1">
                    {device_notice()}
                    {sign_in_again()}
                    // One route for all addresses: `routes` tells them apart.
                    <FlatRoutes fallback=routes::not_found::page>
                        <Route path=WildcardSegment("path") view=routes::Page/>
                    </FlatRoutes>
                </main>
                {aside()}
            </div>
            {composing.view()}
            {keyboard()}
            {person_cards()}
        }
        .into_any()
    };
    let update = move || {
        app.update_ready().get().then(|| {
            view! {
                <div class="notice" role="status">
                    <p>"A newer version of Rejoin is here. Nothing you are writing is lost."</p>
                    <button class="button" on:click=move |_| app.update()>{icon("refresh")}"Update"</button>
                </div>
            }
        })
    };
    view! {
        <Router>
            <a class="skip" href="#main">"Skip to content"</a>
            {update}
            // Keyed, since a rebuilt router keeps the page of an address that has not changed.
            {rows(move || vec![session.get()], ToString::to_string, pages)}
            {questions()}
            {sheets()}
            {toast_region(toasts)}
        </Router>
    }
}

/// A word when the server does not take the token any more, and the way out.
fn sign_in_again() -> AnyView {
    let app = use_app();
    let refused = app.token_refused();
    live(move || {
        let me = app.session().with_untracked(|session| session.me().cloned()).filter(|_| refused.get())?;
        let host = me.server.host().to_owned();
        let href = format!("/sign-in?server={host}");
        Some(view! {
            <div class="notice across" role="alert">
                <p>{format!("{host} does not accept your sign-in any more. What you have written is kept, and sent when you have signed in again.")}</p>
                <a class="button primary" href=href>{icon("user")}"Sign in again"</a>
            </div>
        })
    })
}

//! The root: state, router, and what surrounds every page.

use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route, Router};

use crate::browser::{self, scroll};
use crate::components::aside::aside;
use crate::components::clock::provide_clock;
use crate::components::composer::use_composing;
use crate::components::icon::icon;
use crate::components::keyboard::keyboard;
use crate::components::rail::rail;
use crate::components::toast::{toast_region, use_toasts};
use crate::routes;
use crate::state::provide_state;

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
    let session = Memo::new(move |_| app.session().with(|s| s.key()));
    let pages = move |_: String| {
        view! {
            <div class="shell">
                {rail()}
                <main class="column" id="main" tabindex="-1">
                    // One route for all addresses: `routes` tells them apart.
                    <FlatRoutes fallback=routes::not_found::page>
                        <Route path=WildcardSegment("path") view=routes::Page/>
                    </FlatRoutes>
                </main>
                {aside()}
            </div>
            {composing.view()}
            {keyboard()}
        }
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
            <For each=move || [session.get()] key=String::clone children=pages/>
            {toast_region(toasts)}
        </Router>
    }
}

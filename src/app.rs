//! The root: state, router, and what surrounds every page.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::browser::scroll;
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
    let (toasts, composing) = (use_toasts(), use_composing());
    // Signals belong to the session they were asked for in, so another session gets other pages.
    let session = Memo::new(move |_| app.session().with(|s| s.key()));
    let pages = move || {
        session.track();
        view! {
            <div class="shell">
                {rail()}
                <main class="column" id="main" tabindex="-1"><Pages/></main>
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
            {pages}
            {toast_region(toasts)}
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    routes::provide_navigation();
    view! {
        <Routes fallback=routes::not_found::page>
            <Route path=path!("/") view=routes::home::page/>
            <Route path=path!("/local") view=routes::feeds::local/>
            <Route path=path!("/public") view=routes::feeds::public/>
            <Route path=path!("/tags/:name") view=routes::feeds::tag/>
            <Route path=path!("/bookmarks") view=routes::feeds::bookmarks/>
            <Route path=path!("/favourites") view=routes::feeds::favourites/>
            <Route path=path!("/notifications") view=routes::notifications::page/>
            <Route path=path!("/search") view=routes::search::page/>
            <Route path=path!("/compose") view=routes::compose::page/>
            <Route path=path!("/outbox") view=routes::outbox::page/>
            <Route path=path!("/settings") view=routes::settings::page/>
            <Route path=path!("/requests") view=routes::requests::page/>
            <Route path=path!("/sign-in") view=routes::sign_in::page/>
            <Route path=path!("/sign-in/callback") view=routes::sign_in::callback/>
            <Route path=path!("/:handle") view=routes::profile::posts/>
            <Route path=path!("/:handle/replies") view=routes::profile::replies/>
            <Route path=path!("/:handle/media") view=routes::profile::media/>
            <Route path=path!("/:handle/followers") view=routes::profile::followers/>
            <Route path=path!("/:handle/following") view=routes::profile::following/>
            <Route path=path!("/:handle/:id") view=routes::thread::page/>
            <Route path=path!("/:handle/:id/boosts") view=routes::thread::boosts/>
            <Route path=path!("/:handle/:id/favourites") view=routes::thread::favourites/>
        </Routes>
    }
}

//! Short words about what just happened, told politely and gone after a while.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use super::rows::rows;
use leptos::prelude::*;
use rejoin_sync::MutationId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::icon;
use crate::browser::focus;

/// Long enough to be read and reached by keyboard.
const SHOWN: Duration = Duration::from_secs(8);
/// Where somebody is reading or choosing: nothing goes from there.
const HELD: &str = ".toasts:hover, .toasts:focus-within";

/// What a toast offers to do.
#[derive(Clone)]
struct Offer {
    label: &'static str,
    // Not a `Callback`: that one goes with the owner it was made under, such as the menu which a toast outlives.
    run: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    offer: Option<Offer>,
    /// The entry of the outbox that it speaks of.
    about: Option<MutationId>,
}

/// The toasts of the page.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

thread_local! {
    // Not a context: what handlers of events start runs under no owner, and toasts are mostly told there.
    static TOASTS: Cell<Option<Toasts>> = const { Cell::new(None) };
}

/// The toasts of the page; made at the first call, which is the root component's.
pub fn use_toasts() -> Toasts {
    TOASTS.get().unwrap_or_else(|| {
        let toasts = Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        TOASTS.set(Some(toasts));
        toasts
    })
}

impl Toasts {
    /// Says something.
    pub fn say(self, text: impl Into<String>) {
        self.push(text.into(), None, None);
    }

    /// Says something and offers to do something about it.
    pub fn offer(self, text: impl Into<String>, label: &'static str, run: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), Some(Offer { label, run: Arc::new(run) }), None);
    }

    /// The same, as long as nothing else is decided about an entry of the outbox; see [`Toasts::withdraw`].
    pub fn offer_about(
        self,
        entry: MutationId,
        text: &str,
        label: &'static str,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(text.to_owned(), Some(Offer { label, run: Arc::new(run) }), Some(entry));
    }

    /// Something has been decided about an entry: what was offered about it is gone.
    pub fn withdraw(self, entry: &MutationId) {
        self.shown.update(|shown| shown.retain(|toast| toast.about.as_ref() != Some(entry)));
    }

    fn push(self, text: String, offer: Option<Offer>, about: Option<MutationId>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| {
            // Each offer is about something else, even if it says the same.
            shown.retain(|toast| toast.offer.is_some() || toast.text != text);
            shown.push(Toast { id, text, offer, about });
        });
        self.dismiss_later(id);
    }

    fn dismiss_later(self, id: u32) {
        let due = move || match focus::exists(HELD) {
            true => self.dismiss_later(id),
            false => self.dismiss(id),
        };
        set_timeout(due, SHOWN);
    }

    fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear. The region is always there, so that screen readers hear what is added to it.
pub fn toast_region(toasts: Toasts) -> AnyView {
    // Whoever came here by keyboard goes back to where they were.
    let before = StoredValue::new_local(None::<HtmlElement>);
    let entered = move |event: web_sys::FocusEvent| {
        let from = event.related_target().and_then(|from| from.dyn_into::<HtmlElement>().ok());
        if let Some(from) = from.filter(|from| from.closest(".toasts").ok().flatten().is_none()) {
            before.set_value(Some(from));
        }
    };
    let dismiss = move |id: u32| {
        toasts.dismiss(id);
        before.get_value().iter().for_each(focus::give_back);
    };
    let toast = move |toast: Toast| {
        let id = toast.id;
        let offer = toast.offer.map(|offer| {
            let run = move |_| {
                dismiss(id);
                (offer.run)();
            };
            view! { <button class="text-button" on:click=run>{offer.label}</button> }
        });
        view! {
            <div class="toast">
                <p>{toast.text}</p>
                {offer}
                <button class="icon-button" aria-label="Dismiss" on:click=move |_| dismiss(id)>{icon("close")}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toasts" role="status" aria-live="polite" on:focusin=entered>
            {rows(move || toasts.shown.get(), |toast| toast.id.to_string(), toast)}
        </div>
    }
    .into_any()
}

//! Short words about what just happened, told politely and gone after a while.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use super::rows::rows;
use leptos::prelude::*;

use super::icon::icon;

/// Long enough to be read and reached by keyboard.
const SHOWN: Duration = Duration::from_secs(8);

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
        self.push(text.into(), None);
    }

    /// Says something and offers to do something about it.
    pub fn offer(self, text: impl Into<String>, label: &'static str, run: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), Some(Offer { label, run: Arc::new(run) }));
    }

    fn push(self, text: String, offer: Option<Offer>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| {
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { id, text, offer });
        });
        set_timeout(move || self.dismiss(id), SHOWN);
    }

    fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear. The region is always there, so that screen readers hear what is added to it.
pub fn toast_region(toasts: Toasts) -> AnyView {
    let toast = move |toast: Toast| {
        let id = toast.id;
        let offer = toast.offer.map(|offer| {
            let run = move |_| {
                toasts.dismiss(id);
                (offer.run)();
            };
            view! { <button class="text-button" on:click=run>{offer.label}</button> }
        });
        view! {
            <div class="toast">
                <p>{toast.text}</p>
                {offer}
                <button class="icon-button" aria-label="Dismiss" on:click=move |_| toasts.dismiss(id)>{icon("close")}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {rows(move || toasts.shown.get(), |toast| toast.id.to_string(), toast)}
        </div>
    }
    .into_any()
}

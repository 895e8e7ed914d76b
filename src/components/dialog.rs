//! Dialogs, by the browser's own element: it traps focus, closes on Escape and gives focus back to where it was.

use leptos::html;
use leptos::prelude::*;

use super::icon::icon;

/// A modal dialog that is open while it is mounted; `close` is called when the person dismisses it.
pub fn dialog(
    title: &'static str,
    class: &'static str,
    close: impl Fn() + Copy + 'static,
    body: AnyView,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    open_on_mount(node);
    let class = format!("dialog {class}");
    view! {
        <dialog node_ref=node class=class aria-label=title on:close=move |_| close()
            on:click=move |event| if is_backdrop(&event) { close() }>
            <div class="dialog-head">
                <h2>{title}</h2>
                <button class="icon-button" aria-label="Close" on:click=move |_| close()>{icon("close")}</button>
            </div>
            {body}
        </dialog>
    }
    .into_any()
}

/// Opens the dialog as soon as it stands in the page, and gives focus back when it goes.
pub fn open_on_mount(node: NodeRef<html::Dialog>) {
    use wasm_bindgen::JsCast;
    let before = crate::browser::document()
        .and_then(|document| document.active_element())
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    let before = StoredValue::new_local(before);
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is open or not in the page.
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        let Some(element) = before.try_get_value().flatten() else { return };
        // Until the dialog has gone from the page, nothing beside it takes the focus; and what has taken it then keeps it.
        request_animation_frame(move || {
            let active = crate::browser::document().and_then(|document| document.active_element());
            if active.is_none_or(|active| active.tag_name() == "BODY") {
                let _ = element.focus();
            }
        });
    });
}

/// Whether a click fell beside the dialog: then its target is the dialog itself, and not what is in it.
pub fn is_backdrop(event: &web_sys::MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    if element.tag_name() != "DIALOG" {
        return false;
    }
    let place = element.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    x < place.left() || x > place.right() || y < place.top() || y > place.bottom()
}

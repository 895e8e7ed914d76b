//! The point of a picture that stays in view where there is less room than it would take.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::components::dialog::dialog;
use crate::components::media::percent;

/// From -1 (left, bottom) to 1 (right, top).
pub(super) type Point = (f64, f64);

/// A dialog in which the point is chosen by pressing on the picture, or by two sliders.
pub(super) fn choose(
    address: RwSignal<Option<String>>,
    point: RwSignal<Point>,
    close: impl Fn() + Copy + 'static,
) -> AnyView {
    let press = move |event: MouseEvent| {
        if let Some(pressed) = pressed(&event) {
            point.set(pressed);
        }
    };
    let (across, down) = (move || percent(point.get().0), move || percent(-point.get().1));
    let body = view! {
        <div class="dialog-body focus-point">
            <p class="small muted">"Where the picture is cut, this point of it stays in view. Press on it."</p>
            <div class="focus-picture" style:--focus-x=across style:--focus-y=down on:click=press>
                <img src=move || address.get() alt=""/>
                <i aria-hidden="true"></i>
            </div>
            {slider("From left to right", move || point.get().0, move |x| point.update(|at| at.0 = x))}
            {slider("From top to bottom", move || -point.get().1, move |y| point.update(|at| at.1 = -y))}
            <p class="small muted" aria-hidden="true">"Cut to a wide and to a high shape:"</p>
            <div class="focus-cuts" aria-hidden="true" style:--focus-x=across style:--focus-y=down>
                <img class="wide" src=move || address.get() alt=""/>
                <img class="high" src=move || address.get() alt=""/>
            </div>
            <div class="dialog-foot"><button class="button primary" type="button" on:click=move |_| close()>"Done"</button></div>
        </div>
    };
    // A press beside this dialog is not one beside the composer's, in which it stands.
    view! { <div on:click=|event| event.stop_propagation()>{dialog("What stays in view", "", close, body.into_any())}</div> }
        .into_any()
}

/// Where on the element a press fell.
fn pressed(event: &MouseEvent) -> Option<Point> {
    let element = event.current_target()?.dyn_into::<Element>().ok()?;
    let place = element.get_bounding_client_rect();
    let part = |at: i32, from: f64, size: f64| {
        (size > 0.0).then(|| ((f64::from(at) - from) / size * 2.0 - 1.0).clamp(-1.0, 1.0))
    };
    let x = part(event.client_x(), place.left(), place.width())?;
    Some((x, -part(event.client_y(), place.top(), place.height())?))
}

fn slider(
    label: &'static str,
    value: impl Fn() -> f64 + Send + Sync + 'static,
    set: impl Fn(f64) + 'static,
) -> AnyView {
    let moved = move |event| {
        if let Ok(percent) = event_target_value(&event).parse::<f64>() {
            set(percent / 50.0 - 1.0);
        }
    };
    let shown = move || ((value() + 1.0) * 50.0).round().to_string();
    view! {
        <label class="field">
            <span>{label}</span>
            <input type="range" min="0" max="100" step="1" prop:value=shown on:input=moved/>
        </label>
    }
    .into_any()
}

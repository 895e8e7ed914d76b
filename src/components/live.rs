//! Parts of a page that follow signals.

use leptos::prelude::*;

/// Draws what `draw` returns, again whenever a signal that it reads changes.
///
/// Views take closures as they are, but then each becomes a type with rendering code of its own: several kilobytes of
/// WebAssembly. Here all of them share one.
pub fn live<V: IntoView + 'static>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || draw().into_any());
    draw.into_any()
}

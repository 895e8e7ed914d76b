//! Parts of the app that are downloaded when they are needed, or once the first page is on screen.

use std::pin::Pin;

use futures::FutureExt;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::live::live;
use super::page::{failure, skeletons};

/// A view of a part, as it comes.
pub type Coming = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

/// Draws what `load` gives: at once where its part of the app is here already.
pub fn later(load: impl Fn() -> Coming + Send + Sync + 'static) -> AnyView {
    // What it draws belongs to where it is drawn, however late it comes.
    let owner = Owner::current();
    let begin = move || {
        let load = || ScopedFuture::new_untracked(load());
        Box::pin(match &owner {
            Some(owner) => owner.with(load),
            None => load(),
        })
    };
    let mut coming = begin();
    if let Some(Ok(view)) = (&mut coming).now_or_never() {
        return view;
    }
    let came = RwSignal::new(None::<bool>);
    let view = StoredValue::new_local(None::<AnyView>);
    let wait = move |coming: Pin<Box<ScopedFuture<Coming>>>| {
        spawn_local(async move {
            let result = coming.await;
            let ok = result.is_ok();
            view.try_set_value(result.ok());
            came.try_set(Some(ok));
        });
    };
    wait(coming);
    let begin = StoredValue::new_local(begin);
    let again = move || {
        came.set(None);
        wait(begin.with_value(|begin| begin()));
    };
    live(move || match came.get() {
        None => skeletons(),
        Some(true) => view.try_update_value(Option::take).flatten().into_any(),
        Some(false) => {
            failure("This part of the app could not be loaded. Check the connection.".to_owned(), again)
        }
    })
}

/// The same, for what nobody waits for: nothing is drawn before it is there.
pub fn quietly(load: impl Fn() -> Coming + 'static) -> AnyView {
    let (came, view) = (RwSignal::new(None::<bool>), StoredValue::new_local(None::<AnyView>));
    let coming = ScopedFuture::new_untracked(load());
    spawn_local(async move {
        view.try_set_value(coming.await.ok());
        came.try_set(Some(true));
    });
    live(move || came.get().and_then(|_| view.try_update_value(Option::take).flatten()))
}

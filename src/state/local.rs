//! What only this device keeps: no outbox has it, so that whoever wrote it is told at once when it could not be kept.

use rejoin_sync::store::StoreError;

use crate::components::toast::use_toasts;

/// Whether it was kept; the person is told when not.
pub(super) async fn keep_here(keeping: impl Future<Output = Result<(), StoreError>>) -> bool {
    let toasts = use_toasts();
    let kept = keeping.await;
    if let Err(error) = &kept {
        toasts.say(format!("This could not be kept: {error}."));
    }
    kept.is_ok()
}

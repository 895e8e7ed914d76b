//! Folders and notes for posts, which are this device's alone.

use std::rc::Rc;

use leptos::prelude::Memo;
use leptos::task::spawn_local;
use rejoin_api::StatusId;
use rejoin_domain::csv;
use rejoin_domain::shelf::Shelf;
use rejoin_sync::SHELF;

use super::App;
use super::local::keep_here;

impl App {
    /// All of them.
    pub fn shelf(self) -> Memo<Shelf> {
        self.folded(SHELF, |_, shelf| shelf)
    }

    /// Puts a post into a folder or writes a note to it, as far as that was changed, and tells when the device could not keep it;
    /// `done` is called when it has.
    pub fn put_on_shelf(
        self,
        post: StatusId,
        folder: Option<String>,
        note: Option<String>,
        done: impl FnOnce() + 'static,
    ) {
        let engine = Rc::clone(&self.client().engine);
        spawn_local(async move {
            if keep_here(engine.put_on_shelf(&post, folder.as_deref(), note.as_deref())).await {
                done();
            }
        });
    }

    /// Calls a folder something else, and tells when the device could not keep that.
    pub fn rename_folder(self, folder: String, name: String) {
        let engine = Rc::clone(&self.client().engine);
        spawn_local(async move {
            keep_here(engine.rename_folder(&folder, &name)).await;
        });
    }

    /// All of them as a CSV file.
    ///
    /// # Errors
    /// In words, when the device's storage fails.
    pub async fn shelf_csv(self) -> Result<String, String> {
        let rows = self.client().engine.shelf_rows().await.map_err(|problem| problem.to_string())?;
        Ok(rows.iter().map(|row| csv::line(row.iter().map(String::as_str))).collect())
    }
}

//! Folders and notes of the reader, which this device keeps and no server hears of.

use rejoin_api::StatusId;
use rejoin_domain::shelf::Shelf;

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records;
use crate::store::{Mode, Store, StoreError, Table};

/// The value that holds them.
pub const SHELF: &str = "shelf";

impl<P: Platform> Engine<P> {
    /// Puts a post into a folder, or writes a note to it; see [`Shelf::put`].
    ///
    /// # Errors
    /// When the device's storage fails; then nothing was changed.
    pub async fn put_on_shelf(
        &self,
        post: &StatusId,
        folder: Option<&str>,
        note: Option<&str>,
    ) -> Result<(), StoreError> {
        let now = self.now();
        self.change_value(SHELF, |shelf: &mut Shelf| shelf.put(post, folder, note, now)).await
    }

    /// Calls a folder something else; see [`Shelf::rename`].
    ///
    /// # Errors
    /// When the device's storage fails; then nothing was changed.
    pub async fn rename_folder(&self, folder: &str, name: &str) -> Result<(), StoreError> {
        self.change_value(SHELF, |shelf: &mut Shelf| shelf.rename(folder, name)).await
    }

    /// Everything on the shelf as rows of a table, the first of which says what stands in each column.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn shelf_rows(&self) -> Result<Vec<[String; 5]>, Problem> {
        let shelf: Shelf = self.value_of(SHELF).await?.unwrap_or_default();
        let tx = self.store.begin(&[Table::Posts, Table::Accounts], Mode::Read).await?;
        let mut rows = vec![["Address", "Author", "Folder", "Note", "Text"].map(str::to_owned)];
        for one in shelf.within(None) {
            let post = records::posts(&tx, std::slice::from_ref(&one.post)).await?.pop();
            let author = match &post {
                Some(post) => records::accounts(&tx, std::slice::from_ref(&post.account)).await?.pop(),
                None => None,
            };
            let address =
                post.as_ref().map(|post| post.url.as_ref().map_or(post.uri.clone(), ToString::to_string));
            let text = post.as_ref().map(|post| post.content.plain_text());
            rows.push([
                address.unwrap_or_default(),
                author.map(|author| author.acct.clone()).unwrap_or_default(),
                one.folder,
                one.note,
                text.unwrap_or_default(),
            ]);
        }
        Ok(rows)
    }
}

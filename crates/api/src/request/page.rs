/// The part of a list to ask for. Ids are those of the list's own paging, which need not be those of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Only what is older.
    pub max_id: Option<String>,
    /// Only what is newer, the newest first: leaves a hole where there is more than a page.
    pub since_id: Option<String>,
    /// Only what is newer, starting right there.
    pub min_id: Option<String>,
    /// How many; servers have a most, and a default without.
    pub limit: Option<u32>,
}

impl Page {
    /// The newest, so many.
    pub fn of(limit: u32) -> Self {
        Self { limit: Some(limit), ..Self::default() }
    }
}

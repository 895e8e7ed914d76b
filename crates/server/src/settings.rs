//! The few things about the server that are kept in its database.

use rusqlite::{Connection, params};

use crate::{
    db::{Query, Tx},
    error::ApiResult,
};

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    Title,
    /// A sentence or two, plain text.
    Description,
    /// Paragraphs, plain text.
    ExtendedDescription,
    /// The id of whom to turn to.
    ContactAccount,
    ContactEmail,
    /// The account that the sign-in page offers to anyone, and its password. Set by the demo seed only.
    DemoUsername,
    DemoPassword,
}

impl Setting {
    fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::ExtendedDescription => "extended_description",
            Self::ContactAccount => "contact_account_id",
            Self::ContactEmail => "contact_email",
            Self::DemoUsername => "demo_username",
            Self::DemoPassword => "demo_password",
        }
    }
}

/// What `setting` is, if it was set.
pub(crate) fn get(db: &Connection, setting: Setting) -> ApiResult<Option<String>> {
    Ok(db.value("SELECT value FROM settings WHERE key = ?1", [setting.key()])?)
}

/// Sets `setting`.
pub(crate) fn set(tx: &Tx<'_>, setting: Setting, value: &str) -> ApiResult<()> {
    tx.run(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![setting.key(), value],
    )?;
    Ok(())
}

/// The server's name.
pub(crate) fn title(db: &Connection) -> ApiResult<String> {
    Ok(get(db, Setting::Title)?.unwrap_or_else(|| "Rejoin".to_owned()))
}

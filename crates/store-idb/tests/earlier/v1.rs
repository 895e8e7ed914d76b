//! Version 1: nine tables of one shape.

use rejoin_sync::store::Table;

use super::{Earlier, Left};

pub(crate) const EARLIER: Earlier = Earlier {
    version: 1,
    tables: &[
        "posts",
        "accounts",
        "relationships",
        "timelines",
        "threads",
        "notifications",
        "outbox",
        "files",
        "values",
    ],
    left: &[
        Left { table: Table::Posts, key: "101", text: r#"{"id":"101"}"#, index: Some("99") },
        Left { table: Table::Accounts, key: "7", text: r#"{"id":"7"}"#, index: Some("ada@example.org") },
        Left { table: Table::Relationships, key: "7", text: r#"{"id":"7","following":true}"#, index: None },
        Left { table: Table::Timelines, key: "home", text: r#"{"entries":["101"]}"#, index: None },
        Left { table: Table::Threads, key: "101", text: r#"{"ancestors":["99"]}"#, index: None },
        Left { table: Table::Notifications, key: "all", text: r#"{"groups":[]}"#, index: None },
        Left { table: Table::Outbox, key: "0001-ab", text: r#"{"id":"0001-ab"}"#, index: None },
        Left { table: Table::Values, key: "capabilities", text: "{}", index: None },
    ],
};

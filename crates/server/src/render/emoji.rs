//! Custom emojis. There are few, so they are read once a render and looked up by shortcode.

use std::collections::BTreeMap;

use rejoin_api as api;

use super::Render;
use crate::{db::Query, error::ApiResult, text::shortcodes};

/// All custom emojis.
pub(crate) struct EmojiTable(BTreeMap<String, api::CustomEmoji>);

impl EmojiTable {
    pub(crate) fn load(render: &Render<'_>) -> ApiResult<Self> {
        let sql = "SELECT shortcode, file, static_file, category, visible_in_picker FROM custom_emojis";
        let rows = render.db.all(sql, [], |row| {
            let shortcode: String = row.get(0)?;
            let emoji = api::CustomEmoji {
                shortcode: shortcode.clone(),
                url: render.site.media(&row.get::<_, String>(1)?),
                static_url: render.site.media(&row.get::<_, String>(2)?),
                category: row.get(3)?,
                visible_in_picker: row.get(4)?,
            };
            Ok((shortcode, emoji))
        })?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// Those whose shortcodes stand in any of `texts`, each once.
    pub(crate) fn used_in<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<api::CustomEmoji> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut used: BTreeMap<&str, &api::CustomEmoji> = BTreeMap::new();
        for code in texts.flat_map(shortcodes) {
            if let Some(emoji) = self.0.get(code) {
                used.insert(&emoji.shortcode, emoji);
            }
        }
        used.into_values().cloned().collect()
    }

    /// All that are offered.
    pub(crate) fn into_all(self) -> Vec<api::CustomEmoji> {
        self.0.into_values().collect()
    }
}

//! Which addresses go with a feature.

use super::Feature;

/// True if a server without `feature` has nothing at `path`.
pub(super) fn is_missing(feature: Feature, path: &str) -> bool {
    let below =
        |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    match feature {
        Feature::V2Instance => below("/api/v2/instance"),
        Feature::Streaming => below("/api/v1/streaming"),
        Feature::Filters => below("/api/v1/filters") || below("/api/v2/filters"),
        Feature::V2Filters => below("/api/v2/filters"),
        Feature::Lists => below("/api/v1/lists") || below("/api/v1/timelines/list") || is_lists_of(path),
        Feature::GroupedNotifications => below("/api/v2/notifications"),
        Feature::JsonErrors | Feature::Links | Feature::OptionalFields => false,
    }
}

/// `/api/v1/accounts/:id/lists`
fn is_lists_of(path: &str) -> bool {
    let id = path.strip_prefix("/api/v1/accounts/").and_then(|rest| rest.strip_suffix("/lists"));
    id.is_some_and(|id| !id.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_segments_count() {
        assert!(is_missing(Feature::Lists, "/api/v1/lists"));
        assert!(is_missing(Feature::Lists, "/api/v1/lists/1/accounts"));
        assert!(is_missing(Feature::Lists, "/api/v1/accounts/1/lists"));
        assert!(!is_missing(Feature::Lists, "/api/v1/listsome"));
        assert!(!is_missing(Feature::Lists, "/api/v1/accounts/1/statuses"));
        assert!(!is_missing(Feature::GroupedNotifications, "/api/v1/notifications"));
    }
}

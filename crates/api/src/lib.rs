//! Wire types and request descriptions of the Mastodon REST API.

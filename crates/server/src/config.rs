//! How a server is to run.

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{ids::StatusId, translator::Translator, without::Feature};

/// Everything that the command line can say about a running server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The directory of the database and the media. It is made where it is missing.
    pub data: PathBuf,
    /// The directory of the built app, served at `/`.
    pub app: Option<PathBuf>,
    /// The origin that people see, `https://social.example`; the listening address where it is not said.
    pub public_url: Option<String>,
    /// What an empty database is filled with.
    pub seed: Seed,
    /// True if anyone may sign up.
    pub open_registrations: bool,
    /// True if a proxy in front names the client's address as the last of `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// All rate limits are multiplied by this; for load tests.
    pub rate_limit_factor: u32,
    /// What the server is to lack, for trying clients.
    pub without: Vec<Feature>,
    /// What translates posts, where anything does.
    pub translator: Option<Translator>,
}

impl Config {
    /// A server on a free port of this machine, with its data in `data`: what a test wants.
    #[must_use]
    pub fn local(data: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data,
            app: None,
            public_url: None,
            seed: Seed::None,
            open_registrations: true,
            behind_proxy: false,
            rate_limit_factor: 1,
            without: Vec::new(),
            translator: None,
        }
    }
}

/// What an empty database is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seed {
    /// Nothing.
    None,
    /// A community worth reading, with an account to sign in to.
    Demo,
    /// The demo community and so many generated posts, for load.
    Generated(u32),
}

impl FromStr for Seed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "demo" => Ok(Self::Demo),
            number => number
                .parse()
                .map(Self::Generated)
                .map_err(|_| "give demo, none or a number of posts".to_owned()),
        }
    }
}

/// The addresses that this server gives out.
#[derive(Debug, Clone)]
pub struct Site {
    /// `https://social.example`, without a slash at the end.
    pub origin: String,
    /// `social.example`, with the port where there is one.
    pub host: String,
}

impl Site {
    /// Reads an origin.
    ///
    /// # Errors
    /// In words, if `text` is not an http(s) origin without a path.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text).map_err(|error| format!("{text} is not an address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(format!("{text} is not an http or https address"));
        }
        if url.path() != "/"
            || url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
        {
            return Err(format!(
                "{text} has more than scheme, host and port; the server needs an origin of its own"
            ));
        }
        let origin = url.origin().ascii_serialization();
        let host = origin.split_once("://").map(|(_, host)| host.to_owned()).unwrap_or_default();
        Ok(Self { origin, host })
    }

    /// The origin for WebSockets.
    #[must_use]
    pub fn streaming(&self) -> String {
        // http -> ws, https -> wss
        self.origin.replacen("http", "ws", 1)
    }

    /// The page of a person.
    #[must_use]
    pub fn profile(&self, username: &str) -> String {
        format!("{}/@{username}", self.origin)
    }

    /// The page of a tag, given in lower case.
    #[must_use]
    pub fn tag(&self, name: &str) -> String {
        format!("{}/tags/{}", self.origin, utf8_percent_encode(name, NON_ALPHANUMERIC))
    }

    /// The page of a status.
    pub(crate) fn status(&self, username: &str, id: StatusId) -> String {
        format!("{}/@{username}/{id}", self.origin)
    }

    /// What a status is known by everywhere.
    pub(crate) fn status_uri(&self, username: &str, id: StatusId) -> String {
        format!("{}/users/{username}/statuses/{id}", self.origin)
    }

    /// The address of a file below the media directory.
    #[must_use]
    pub fn media(&self, path: &str) -> String {
        format!("{}/media/{path}", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_an_origin() {
        let site = Site::parse("https://Social.example:8443/").unwrap();
        assert_eq!(
            (site.origin.as_str(), site.host.as_str()),
            ("https://social.example:8443", "social.example:8443")
        );
        assert_eq!(site.streaming(), "wss://social.example:8443");
        for bad in ["social.example", "ftp://a", "https://a/b", "https://a/?q", "https://me@a/"] {
            assert!(Site::parse(bad).is_err(), "{bad}");
        }
    }
}

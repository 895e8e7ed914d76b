use crate::id::ApplicationId;

wire! {
    /// With what a post was written.
    part struct ApplicationName {
        /// Its name.
        pub name: String,
        /// Its web page.
        pub website: Option<String>,
    }
}

wire! {
    /// A program registered with a server.
    part struct Application {
        /// Its id.
        pub id: Option<ApplicationId>,
        /// Its name.
        pub name: String,
        /// Its web page.
        pub website: Option<String>,
        /// What it may ask for.
        pub scopes: Vec<String>,
        /// Where it may be returned to.
        pub redirect_uris: Vec<String>,
        /// The same, one a line.
        pub redirect_uri: String,
        /// The server's key for push messages.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub vapid_key: Option<String>,
    }
}

wire! {
    /// A program just registered with a server.
    part struct CredentialApplication {
        /// Its id.
        pub id: Option<ApplicationId>,
        /// Its name.
        pub name: String,
        /// Its web page.
        pub website: Option<String>,
        /// What it may ask for.
        pub scopes: Vec<String>,
        /// Where it may be returned to.
        pub redirect_uris: Vec<String>,
        /// The same, one a line.
        pub redirect_uri: String,
        /// The server's key for push messages.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub vapid_key: Option<String>,
        /// How it names itself when signing in.
        pub client_id: String = required,
        /// How it proves that.
        pub client_secret: String,
        /// In seconds since the epoch; 0 for never.
        pub client_secret_expires_at: u64,
    }
}

wire! {
    /// What lets a program act for somebody.
    part struct Token {
        /// The token itself.
        pub access_token: String = required,
        /// How to send it: `Bearer`.
        pub token_type: String,
        /// What it allows, separated by blanks.
        pub scope: String,
        /// In seconds since the epoch.
        pub created_at: i64,
        /// How to get a new one, where they expire.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub refresh_token: Option<String>,
        /// In seconds from when it was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expires_in: Option<u64>,
    }
}

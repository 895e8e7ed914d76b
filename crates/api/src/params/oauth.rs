wire! {
    /// A program that wants to be known to a server.
    params struct NewApplication {
        /// Its name.
        pub client_name: String,
        /// Where it may be returned to, one a line. Older servers and GoToSocial refuse a list.
        pub redirect_uris: String,
        /// What it may ask for, separated by blanks.
        pub scopes: Option<String>,
        /// Its web page.
        pub website: Option<String>,
    }
}

wire! {
    /// What becomes a token: a code, a refresh token, or the program's own credentials, by `grant_type`.
    params struct NewToken {
        /// `authorization_code`, `refresh_token` or `client_credentials`.
        pub grant_type: String,
        /// The program.
        pub client_id: String,
        /// How it proves that it is that.
        pub client_secret: Option<String>,
        /// The code that the server gave.
        pub code: Option<String>,
        /// Where it gave it.
        pub redirect_uri: Option<String>,
        /// What the code was asked for with (PKCE).
        pub code_verifier: Option<String>,
        /// What is asked for, separated by blanks.
        pub scope: Option<String>,
        /// Instead of a code.
        pub refresh_token: Option<String>,
    }
}

wire! {
    /// A token to give back.
    params struct RevokeToken {
        /// The program it was given to.
        pub client_id: String,
        /// How it proves that it is that.
        pub client_secret: Option<String>,
        /// The token.
        pub token: String,
    }
}

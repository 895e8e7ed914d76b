wire! {
    /// How to sign in to a server: RFC 8414, at `/.well-known/oauth-authorization-server`.
    part struct AuthorizationServer {
        /// Its address.
        pub issuer: String,
        /// Where its documentation is.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub service_documentation: Option<String>,
        /// Where the person is sent.
        pub authorization_endpoint: String = required,
        /// Where codes become tokens.
        pub token_endpoint: String = required,
        /// Where a program is registered.
        pub app_registration_endpoint: String,
        /// Where tokens are given back.
        pub revocation_endpoint: String,
        /// Who signed in, as OpenID puts it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub userinfo_endpoint: Option<String>,
        /// What can be asked for.
        pub scopes_supported: Vec<String>,
        /// `code`.
        pub response_types_supported: Vec<String>,
        /// How the code comes back.
        pub response_modes_supported: Vec<String>,
        /// What becomes a token.
        pub grant_types_supported: Vec<String>,
        /// How a program proves who it is.
        pub token_endpoint_auth_methods_supported: Vec<String>,
        /// `S256`, where PKCE is understood.
        pub code_challenge_methods_supported: Vec<String>,
    }
}

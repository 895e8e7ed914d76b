use crate::entities::PushAlerts;

wire! {
    /// Where push messages are to go, and which.
    params struct NewPushSubscription {
        /// Where.
        pub subscription: PushTarget,
        /// Which.
        pub data: PushData,
    }
}

wire! {
    /// Which push messages are to go.
    params struct UpdatePushSubscription {
        /// Which.
        pub data: PushData,
    }
}

wire! {
    /// What the browser gave for receiving push messages.
    params struct PushTarget {
        /// The address of its push service.
        pub endpoint: String,
        /// How to encrypt.
        pub keys: PushKeys,
        /// Whether to encrypt as RFC 8291 has it (Mastodon 4.4).
        pub standard: Option<bool>,
    }
}

wire! {
    /// How to encrypt push messages.
    params struct PushKeys {
        /// The browser's public key, in URL-safe base64.
        pub p256dh: String,
        /// A shared secret, in URL-safe base64.
        pub auth: String,
    }
}

wire! {
    /// Which push messages are to go.
    params struct PushData {
        /// About what.
        pub alerts: Option<PushAlerts>,
        /// By whom: `all`, `followed`, `follower` or `none`.
        pub policy: Option<String>,
    }
}

use crate::id::PushSubscriptionId;

wire! {
    /// Where push messages go.
    pub struct WebPushSubscription {
        /// Its id.
        pub id: PushSubscriptionId,
        /// The address of the browser's push service.
        pub endpoint: String,
        /// Whether messages are encrypted as RFC 8291 has it (Mastodon 4.4).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub standard: Option<bool>,
        /// The server's public key.
        pub server_key: String,
        /// What is sent.
        pub alerts: PushAlerts,
    }
}

wire! {
    /// What push messages are sent for.
    part struct PushAlerts {
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub mention: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub status: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub reblog: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub follow: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub follow_request: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub favourite: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub poll: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub update: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub quote: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub quoted_update: bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub admin_sign_up as "admin.sign_up": bool,
        /// As in [`NotificationKind`](crate::NotificationKind).
        pub admin_report as "admin.report": bool,
    }
}

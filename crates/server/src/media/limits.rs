//! What an upload may be. The instance document announces the same numbers, so a client can refuse before it sends.

/// Most bytes one image may have: 16 MiB, as on Mastodon.
pub const MAX_IMAGE_BYTES: usize = 16 * 1024 * 1024;

/// Most pixels a still image may have (7680 x 4320), as on Mastodon. A small file can unpack to far more, so this is
/// read from the header before anything is decoded.
pub const MAX_IMAGE_PIXELS: u64 = 33_177_600;

/// Most pixels all frames of an animation may have together.
pub const MAX_ANIMATION_PIXELS: u64 = 200_000_000;

/// Most frames an animation may have.
pub const MAX_ANIMATION_FRAMES: u64 = 2_000;

/// The longer side of a stored original, in pixels.
pub const MAX_SIDE: u32 = 1920;

/// The area of a preview in pixels (640 x 360), the `small` of Mastodon.
pub const PREVIEW_AREA: u32 = 640 * 360;

/// Width and height of a stored avatar.
pub const AVATAR_SIZE: (u32, u32) = (400, 400);

/// Width and height of a stored header.
pub const HEADER_SIZE: (u32, u32) = (1500, 500);

/// Most characters of an image's description.
pub const MAX_DESCRIPTION_CHARS: usize = 1500;

/// What can be uploaded, as the instance document lists it. Sound and video are not among them: there is no
/// transcoder on board, and what cannot be checked and re-encoded is not served to others.
pub const SUPPORTED_MIME_TYPES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

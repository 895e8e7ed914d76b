//! Why a file is not taken, in words for the person who sent it.

use super::limits;

/// Why an upload was refused. Everything but [`Refusal::Storage`] is the sender's to mend.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No bytes at all.
    #[error("The file is empty")]
    Empty,
    /// More bytes than [`limits::MAX_IMAGE_BYTES`].
    #[error("The file is too large: at most {} MB are taken", limits::MAX_IMAGE_BYTES / 1024 / 1024)]
    TooManyBytes,
    /// More pixels than the limits allow.
    #[error("The picture has too many pixels: {width} x {height}")]
    TooManyPixels {
        /// Width the header claims.
        width: u32,
        /// Height the header claims.
        height: u32,
    },
    /// An animation that would unpack to too much.
    #[error("The animation is too long or too large")]
    AnimationTooLong,
    /// Sound or video, by its real type.
    #[error("Sound and video cannot be uploaded here, only JPEG, PNG, GIF and WebP pictures")]
    SoundOrVideo,
    /// A type that is not taken, named.
    #[error("{0} files cannot be uploaded here, only JPEG, PNG, GIF and WebP pictures")]
    NotTaken(&'static str),
    /// Nothing that is known.
    #[error("This is not a picture that can be read: JPEG, PNG, GIF and WebP are taken")]
    Unknown,
    /// The header says picture, the rest does not.
    #[error("The picture is damaged and cannot be read")]
    Damaged,
    /// The picture was fine; keeping it was not possible.
    #[error("The picture could not be stored")]
    Storage(#[from] std::io::Error),
}

//! Change the own profile.

use rejoin_sync::Mutation;
use rejoin_sync::outbox::Profile;

/// Changes the own profile, then goes on.
pub fn edit_profile(profile: Profile, done: impl FnOnce() + 'static) {
    super::perform_then(Mutation::EditProfile(profile), done);
}

//! Changing the own profile: the same however often it is sent.

use rejoin_api::params::{FieldAttributes, SourceUpdate, UpdateCredentials};
use rejoin_api::requests::accounts;
use rejoin_api::{ApiError, CredentialAccount, FilePart, FileSource};

use super::{Failure, Outcome, done};
use crate::engine::Engine;
use crate::outbox::{Attachment, Profile};
use crate::platform::Platform;
use crate::problem::Problem;

impl<P: Platform> Engine<P> {
    pub(super) async fn edit_profile(&self, profile: &Profile) -> Outcome {
        let changes = changes(profile);
        let mut files = Vec::new();
        for picture in profile.avatar.iter().chain(&profile.header) {
            let file = self.file(&picture.file).await.map_err(|error| Failure::before(error.into()))?;
            let lost = || Some(format!("“{}” is not on this device any more.", picture.name));
            let file = file.ok_or_else(|| Problem::from(ApiError::Forbidden { message: lost() }))?;
            files.push((picture.file.clone(), file));
        }
        if files.is_empty() {
            let me = self.deliver(&accounts::update_credentials(&changes)).await?;
            return done(Self::with_me(&me));
        }
        let avatar = profile.avatar.as_ref().map(part);
        let header = profile.header.as_ref().map(part);
        let request = accounts::update_credentials_with_files(&changes, avatar, header);
        let response = self.send(&request.call, &files).await?;
        let me: CredentialAccount = request.read(&response).map_err(Problem::from)?;
        done(Self::with_me(&me))
    }
}

fn part(picture: &Attachment) -> FilePart {
    FilePart {
        file_name: picture.name.clone(),
        content_type: picture.mime.clone(),
        source: FileSource::Handle(picture.file.clone()),
    }
}

fn changes(profile: &Profile) -> UpdateCredentials {
    let fields = profile.fields.iter().filter(|field| !field.name.is_empty() || !field.value.is_empty());
    UpdateCredentials {
        display_name: Some(profile.display_name.clone()),
        note: Some(profile.note.clone()),
        locked: Some(profile.locked),
        bot: Some(profile.bot),
        discoverable: Some(profile.discoverable),
        hide_collections: Some(profile.hide_collections),
        fields_attributes: Some(
            fields
                .map(|field| FieldAttributes { name: field.name.clone(), value: field.value.clone() })
                .collect(),
        ),
        source: Some(SourceUpdate {
            privacy: Some(profile.visibility.clone()),
            sensitive: Some(profile.sensitive),
            language: profile.language.clone(),
            quote_policy: profile.quote_policy.clone(),
        }),
        ..UpdateCredentials::default()
    }
}

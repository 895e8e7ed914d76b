//! Forms with files.

use js_sys::{Array, Uint8Array};
use rejoin_api::{FilePart, FileSource, Part, PartContent};
use web_sys::{Blob, BlobPropertyBag, FormData};

/// The browser's form of these parts; a file that is not there is left out, and the server will say so.
pub(crate) fn form(parts: &[Part], files: &[(String, Blob)]) -> Option<FormData> {
    let form = FormData::new().ok()?;
    for part in parts {
        // Appending a valid value does not fail.
        let _ = match &part.content {
            PartContent::Text(text) => form.append_with_str(&part.name, text),
            PartContent::File(file) => match blob(file, files) {
                Some(blob) => form.append_with_blob_and_filename(&part.name, &blob, &file.file_name),
                None => continue,
            },
        };
    }
    Some(form)
}

fn blob(part: &FilePart, files: &[(String, Blob)]) -> Option<Blob> {
    match &part.source {
        FileSource::Handle(name) => {
            let (_, blob) = files.iter().find(|(key, _)| key == name)?;
            Some(blob.clone())
        }
        FileSource::Bytes(bytes) => {
            let options = BlobPropertyBag::new();
            options.set_type(&part.content_type);
            Blob::new_with_u8_array_sequence_and_options(
                &Array::of1(&Uint8Array::from(bytes.as_ref())),
                &options,
            )
            .ok()
        }
    }
}

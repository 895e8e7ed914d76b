//! How entities are declared. Both macros keep the declaration readable as what it is, a struct or an enum.

/// Declares an entity: `Serialize` is derived and writes what Mastodon writes, reading is lenient (see
/// [`crate::lenient`]).
///
/// - `field as "key"` names the key where it cannot be the field's name.
/// - `field: Type = required` cannot be done without, though its type has a default.
/// - `part struct` is one of defaults, which stand for it when it cannot be read.
/// - `params struct` is what a client sends: its keys without a value are left out.
macro_rules! wire {
    ($(#[$meta:meta])* part struct $name:ident { $($fields:tt)* }) => {
        wire!(@declare [$(#[$meta])*] $name { $($fields)* } true);
    };
    ($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* }) => {
        wire!(@declare [$(#[$meta])*] $name { $($fields)* } false);
    };
    ($(#[$meta:meta])* params struct $name:ident {
        $( $(#[$field_meta:meta])* pub $field:ident : $ty:ty $(= $required:ident)? ),* $(,)?
    }) => {
        wire!(@declare [$(#[$meta])*] $name { $(
            $(#[$field_meta])*
            #[serde(skip_serializing_if = "crate::params::Unset::is_unset")]
            pub $field: $ty $(= $required)?,
        )* } false);
    };
    (@declare [$(#[$meta:meta])*] $name:ident
        { $( $(#[$field_meta:meta])* pub $field:ident $(as $key:literal)? : $ty:ty $(= $required:ident)? ),* $(,)? }
        $part:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, ::serde::Serialize)]
        pub struct $name {
            $( $(#[$field_meta])* $(#[serde(rename = $key)])? pub $field: $ty, )*
        }

        impl $crate::lenient::FromJson for $name {
            const OPTIONAL: bool = true $( && wire!(@optional $ty, $($required)?) )*;
            const PART: bool = $part;

            fn from_json(raw: $crate::lenient::Raw<'_>) -> Result<Self, $crate::lenient::Fault> {
                let object = $crate::lenient::Object::parse(raw)?;
                let entity = Self { $( $field: wire!(@read object, wire!(@key $field $($key)?), $($required)?), )* };
                object.finish(entity)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                $crate::lenient::deserialize(d)
            }
        }
    };
    (@optional $ty:ty, required) => { false };
    (@optional $ty:ty,) => { <$ty as $crate::lenient::FromJson>::OPTIONAL };
    (@read $object:ident, $key:expr, required) => { $object.required($key) };
    (@read $object:ident, $key:expr,) => { $object.field($key) };
    (@key $field:ident $key:literal) => { $key };
    (@key $field:ident) => { stringify!($field) };
}

/// Declares a value that the API documents as one of some words. Words not known keep their text, so that what a newer
/// server says survives being stored. The variant before the semicolon is the default.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident {
        $(#[$first_meta:meta])* $first:ident = $first_text:literal;
        $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
        pub enum $name {
            $(#[$first_meta])* #[default] $first,
            $( $(#[$variant_meta])* $variant, )*
            /// A word that is not known here, as the server sent it.
            Unknown(String),
        }

        impl $name {
            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    Self::$first => $first_text,
                    $( Self::$variant => $text, )*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $first_text => Self::$first,
                    $( $text => Self::$variant, )*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                d.deserialize_any($crate::id::TextVisitor).map(|text| Self::from(text.as_str()))
            }
        }

        impl $crate::lenient::FromJson for $name {
            const OPTIONAL: bool = true;

            fn from_json(raw: $crate::lenient::Raw<'_>) -> Result<Self, $crate::lenient::Fault> {
                $crate::lenient::word_of(raw).map(|text| Self::from(text.as_ref()))
            }
        }
    };
}

//! How what the store holds is declared.

/// Declares a record: it is written by serde as JSON and read by [`rejoin_api::FromJson`], which weighs a fraction of what a
/// derived `Deserialize` does. A field that is absent has its default; one that cannot be read spoils the record, which is
/// then as good as not stored. `without default` leaves it to the code around to say what the default is.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($fields:tt)* }) => {
        $crate::record! { $(#[$meta])* #[derive(Default)] $vis struct $name without default { $($fields)* } }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident without default {
        $( $(#[$field_meta:meta])* $field_vis:vis $field:ident : $ty:ty ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, ::serde::Serialize)]
        $vis struct $name {
            $( $(#[$field_meta])* $field_vis $field: $ty, )*
        }

        impl ::rejoin_api::FromJson for $name {
            const OPTIONAL: bool = true;

            fn from_json(raw: ::rejoin_api::lenient::Raw<'_>) -> Result<Self, ::rejoin_api::lenient::Fault> {
                let object = ::rejoin_api::lenient::Object::parse(raw)?;
                let record = Self { $( $field: object.field(stringify!($field)), )* };
                object.finish(record)
            }
        }
    };
}

/// Declares an enum that is written as a word.
#[macro_export]
macro_rules! word {
    ($(#[$meta:meta])* pub enum $name:ident {
        $(#[$first_meta:meta])* $first:ident = $first_text:literal,
        $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum $name {
            $(#[$first_meta])* #[default] $first,
            $( $(#[$variant_meta])* $variant, )*
        }

        impl $name {
            /// The word in the store.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_text,
                    $( Self::$variant => $text, )*
                }
            }

            /// What a word means.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                match word {
                    $first_text => Some(Self::$first),
                    $( $text => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl ::rejoin_api::FromJson for $name {
            const OPTIONAL: bool = true;

            fn from_json(raw: ::rejoin_api::lenient::Raw<'_>) -> Result<Self, ::rejoin_api::lenient::Fault> {
                let word = String::from_json(raw)?;
                Self::of_word(&word).ok_or_else(::rejoin_api::lenient::Fault::wrong)
            }
        }
    };
}

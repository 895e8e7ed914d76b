//! Character references: `&amp;`, `&#8217;`, `&eacute;`.
//!
//! Of the names those of HTML 4 that occur in prose: the punctuation, and the letters of western languages. Servers write
//! everything else as it is, and a name that is not known stays as it was written.

/// The names of U+00A0 to U+00FF, in order. They are known without their semicolon too.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Others that are known without their semicolon.
const BARE: [(&str, char); 8] = [
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("quot", '"'),
    ("QUOT", '"'),
];

/// Others that need it.
const NAMED: [(&str, char); 34] = [
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("hellip", '…'),
    ("bull", '•'),
    ("dagger", '†'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("euro", '€'),
    ("trade", '™'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("minus", '−'),
    ("infin", '∞'),
    ("ne", '≠'),
    ("hearts", '♥'),
];

/// What references to U+0080 to U+009F mean, as in the code page of Windows.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The longest name.
const LONGEST: usize = 6;

/// The text with its references resolved and its line feeds unified.
pub(super) fn resolve(text: &str, in_attribute: bool) -> String {
    let mut parts = text.split('&');
    let mut out = unify_line_feeds(parts.next().unwrap_or_default());
    for part in parts {
        match reference(part, in_attribute) {
            Some((character, rest)) => {
                out.push(character);
                out.push_str(&unify_line_feeds(rest));
            }
            None => {
                out.push('&');
                out.push_str(&unify_line_feeds(part));
            }
        }
    }
    out
}

/// The text with one kind of line feed.
pub(super) fn unify_line_feeds(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The character that a reference stands for, and what follows it.
fn reference(text: &str, in_attribute: bool) -> Option<(char, &str)> {
    if let Some(number) = text.strip_prefix('#') {
        return numeric(number);
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    if let Some(after) = rest.strip_prefix(';')
        && let Some(found) = named(word)
    {
        return Some((found, after));
    }
    // The longest name that needs no semicolon and that the word begins with; an attribute may hold `?a=b&copy=c`.
    let lengths = (2..=word.len().min(LONGEST)).rev();
    let (found, length) = lengths.filter_map(|length| Some((bare(word.get(..length)?)?, length))).next()?;
    let after = text.get(length..)?;
    let in_address = after.starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric());
    (!in_attribute || !in_address).then_some((found, after))
}

fn named(name: &str) -> Option<char> {
    let found = NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    found.or_else(|| bare(name))
}

fn bare(name: &str) -> Option<char> {
    if let Some((_, character)) = BARE.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let place = LATIN.split_ascii_whitespace().position(|known| known == name)?;
    u32::try_from(place).ok().and_then(|place| char::from_u32(0xa0 + place))
}

/// `8217;…`, `x2019;…`; the semicolon may be missing.
fn numeric(text: &str) -> Option<(char, &str)> {
    let (digits, radix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (number, rest) = digits.split_at_checked(end)?;
    if number.is_empty() {
        return None;
    }
    let code = u32::from_str_radix(number.trim_start_matches('0'), radix);
    let character = match code {
        Ok(code @ 0x80..=0x9f) => WINDOWS.chars().nth(code as usize - 0x80),
        Ok(code) => char::from_u32(code),
        // Nothing but zeros, or too long to be a character.
        Err(_) => None,
    };
    Some((character.unwrap_or('\u{fffd}'), rest.strip_prefix(';').unwrap_or(rest)))
}

//! Numbers and times in the words of the reader's language, by the browser's `Intl`.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use rejoin_api::Timestamp;
use wasm_bindgen::{JsCast, JsValue};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A formatter with its options; making one costs far more than using it, so they are made once a thread.
struct Formatter(Option<Function>);

impl Formatter {
    fn number(options: &[(&str, &str)]) -> Self {
        Self(Some(Intl::NumberFormat::new(&locales(), &object(options)).format()))
    }

    fn date(options: &[(&str, &str)]) -> Self {
        Self(Some(Intl::DateTimeFormat::new(&locales(), &object(options)).format()))
    }

    fn text(&self, value: &JsValue) -> String {
        let formatted = self.0.as_ref().and_then(|f| f.call1(&JsValue::UNDEFINED, value).ok());
        formatted.and_then(|text| text.as_string()).unwrap_or_default()
    }
}

thread_local! {
    static COMPACT: Formatter = Formatter::number(&[("notation", "compact")]);
    static FULL: Formatter = Formatter::number(&[]);
    static PERCENT: Formatter = Formatter::number(&[("style", "percent")]);
    static MINUTES: Formatter = unit("minute");
    static HOURS: Formatter = unit("hour");
    static DAYS: Formatter = unit("day");
    static THIS_YEAR: Formatter = Formatter::date(&[("month", "short"), ("day", "numeric")]);
    static OTHER_YEAR: Formatter = Formatter::date(&[("year", "numeric"), ("month", "short"), ("day", "numeric")]);
    static EXACT: Formatter = Formatter::date(&[("dateStyle", "full"), ("timeStyle", "short")]);
    static MOMENT: Formatter = Formatter::date(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    static MONTH: Formatter = Formatter::date(&[("year", "numeric"), ("month", "long")]);
}

fn unit(name: &str) -> Formatter {
    Formatter::number(&[("style", "unit"), ("unit", name), ("unitDisplay", "narrow")])
}

/// A count short enough for a button: `987`, `1.2K`.
pub fn compact(count: u64) -> String {
    COMPACT.with(|f| f.text(&number(count)))
}

/// A count in full, with the separators of the language.
pub fn full(count: u64) -> String {
    FULL.with(|f| f.text(&number(count)))
}

/// A share from 0 to 1 as whole percent.
pub fn percent(share: f64) -> String {
    PERCENT.with(|f| f.text(&share.into()))
}

/// How long ago `then` was, as briefly as possible: `now`, `5m`, `3h`, `2d`, then the date.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let elapsed = now.as_millis().saturating_sub(then.as_millis());
    match elapsed {
        i64::MIN..MINUTE => "now".to_owned(),
        MINUTE..HOUR => MINUTES.with(|f| f.text(&millis(elapsed / MINUTE))),
        HOUR..DAY => HOURS.with(|f| f.text(&millis(elapsed / HOUR))),
        _ if elapsed < 7 * DAY => DAYS.with(|f| f.text(&millis(elapsed / DAY))),
        _ => day(then, now),
    }
}

/// How long until `then`, as briefly as possible, rounded up: `1m`, `3h`, `2d`.
pub fn until(then: Timestamp, now: Timestamp) -> String {
    let left = then.as_millis().saturating_sub(now.as_millis()).max(0);
    match left {
        0..HOUR => MINUTES.with(|f| f.text(&millis(left / MINUTE + 1))),
        HOUR..DAY => HOURS.with(|f| f.text(&millis(left / HOUR))),
        _ => DAYS.with(|f| f.text(&millis(left / DAY))),
    }
}

/// The day of `then`, with its year when that is not the current one.
pub fn day(then: Timestamp, now: Timestamp) -> String {
    let same_year = date(then).get_full_year() == date(now).get_full_year();
    if same_year { &THIS_YEAR } else { &OTHER_YEAR }.with(|f| f.text(&date(then)))
}

/// Day and time in full words, for tooltips and screen readers.
pub fn exact(then: Timestamp) -> String {
    EXACT.with(|f| f.text(&date(then)))
}

/// Day and time, for the post that a page is about.
pub fn moment(then: Timestamp) -> String {
    MOMENT.with(|f| f.text(&date(then)))
}

/// Month and year, as in "joined in".
pub fn month(then: Timestamp) -> String {
    MONTH.with(|f| f.text(&date(then)))
}

/// The languages the reader prefers, by the browser's settings: `de-CH`, `en`, …. A browser on a system without a locale
/// says `C`, which is none.
pub fn languages() -> Vec<String> {
    let is_language = |tag: &String| {
        let primary = tag.split('-').next().unwrap_or_default();
        matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    super::window()
        .map(|w| w.navigator().languages().iter().filter_map(|l| l.as_string()).filter(is_language).collect())
        .unwrap_or_default()
}

/// The name of a language in the reader's language; the code itself where the browser has no name.
pub fn language_name(code: &str) -> String {
    let name = (|| {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.into();
        let arguments = Array::of2(&locales(), &object(&[("type", "language")]));
        let names = Reflect::construct(&class, &arguments).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.into();
        of.call1(&names, &code.into()).ok()?.as_string()
    })();
    name.unwrap_or_else(|| code.to_owned())
}

fn locales() -> Array {
    // None: the browser's own choice.
    Array::new()
}

fn object(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in options {
        // Setting a key of a fresh object does not fail.
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}

fn date(time: Timestamp) -> Date {
    Date::new(&millis(time.as_millis()))
}

#[expect(clippy::cast_precision_loss, reason = "counts and times stay below 2^53")]
fn number(count: u64) -> JsValue {
    (count as f64).into()
}

#[expect(clippy::cast_precision_loss, reason = "counts and times stay below 2^53")]
fn millis(value: i64) -> JsValue {
    (value as f64).into()
}

/// How many characters a reader would count: grapheme clusters where the browser can tell them, else code points.
pub fn graphemes(text: &str) -> usize {
    // Most text is plain enough for this to be exact, and it is done at every keystroke.
    if text.is_ascii() {
        return text.len();
    }
    segments(text).unwrap_or_else(|| text.chars().count())
}

fn segments(text: &str) -> Option<usize> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"Segmenter".into()).ok()?.dyn_into().ok()?;
    let segmenter = Reflect::construct(&class, &Array::new()).ok()?;
    let segment: Function = Reflect::get(&segmenter, &"segment".into()).ok()?.dyn_into().ok()?;
    let segments = segment.call1(&segmenter, &text.into()).ok()?;
    let count = js_sys::try_iter(&segments).ok()??.count();
    Some(count)
}

//! Times against a calendar library.

use proptest::prelude::*;
use rejoin_api::{Date, Timestamp};

const FIRST: i64 = -62_167_219_200_000; // 0000-01-01
const LAST: i64 = 253_402_300_799_999; // 9999-12-31

fn by_jiff(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}

proptest! {
    #[test]
    fn every_time_is_written_as_the_library_writes_it(millis in FIRST..=LAST) {
        let theirs = jiff::Timestamp::from_millisecond(millis);
        // The library ends some hours before ours.
        prop_assume!(theirs.is_ok());
        let theirs = theirs.map(|time| time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()).unwrap_or_default();
        let ours = Timestamp::from_millis(millis);
        prop_assert_eq!(ours.to_string(), theirs.as_str());
        prop_assert_eq!(Timestamp::parse(&theirs), Some(ours));
        prop_assert_eq!(Date::of(ours).to_string(), theirs.get(..10).unwrap_or_default());
    }

    #[test]
    fn every_spelling_is_read_as_the_library_reads_it(
        millis in FIRST + 200_000_000..LAST - 200_000_000, digits in 0..10_usize, offset in -1439..1440_i32, colon: bool, blank: bool,
    ) {
        let offset = jiff::tz::Offset::from_seconds(offset * 60).expect("an offset");
        let local = jiff::Timestamp::from_millisecond(millis).expect("a time").to_zoned(offset.to_time_zone());
        let fraction = if digits == 0 { String::new() } else { format!(".{:0<digits$.digits$}", format!("{:09}", local.subsec_nanosecond())) };
        let zone = local.strftime(if colon { "%:z" } else { "%z" }).to_string();
        let separator = if blank { ' ' } else { 'T' };
        let text = format!("{}{separator}{}{fraction}{zone}", local.strftime("%Y-%m-%d"), local.strftime("%H:%M:%S"));
        prop_assert_eq!(Timestamp::parse(&text).map(Timestamp::as_millis), by_jiff(&text).map(|ms| ms.div_euclid(1)), "{}", text);
    }

    #[test]
    fn no_text_is_too_strange(text in "[0-9TZ:. +-]{0,32}") {
        let _ = Timestamp::parse(&text);
    }
}

#[test]
fn spellings_of_servers_are_read() {
    let wanted = Some(Timestamp::from_millis(1_795_382_367_000));
    for text in [
        "2026-11-22T21:19:27.000Z",
        "2026-11-22T21:19:27Z",
        "2026-11-22T21:19:27",
        "2026-11-22t21:19:27z",
        "2026-11-22 21:19:27+00",
        "2026-11-22T23:19:27.0004+02:00",
        "2026-11-22T23:19:27,000+0200",
    ] {
        assert_eq!(Timestamp::parse(text), wanted, "{text}");
    }
    assert_eq!(Timestamp::parse("2026-11-22"), Timestamp::parse("2026-11-22T00:00:00Z"));
    assert_eq!(Timestamp::parse("2026-11-22T21:19Z"), Timestamp::parse("2026-11-22T21:19:00Z"));
    assert_eq!(Timestamp::parse("2016-12-31T23:59:60Z"), Timestamp::parse("2016-12-31T23:59:59Z"));
}

#[test]
fn what_is_no_time_is_none() {
    for text in [
        "",
        "now",
        "2026",
        "2026-13-01",
        "2026-02-29",
        "2026-00-10",
        "2026-01-00",
        "2026-11-22T",
        "2026-11-22T24:00:00Z",
        "2026-11-22T21:60:00Z",
        "2026-11-22T21:19:61Z",
        "2026-11-22T21:19:27.Z",
        "2026-11-22T21:19:27Zulu",
        "2026-11-22T21:19:27+1",
        "2026-11-22T21:19:27+02:0",
        "2026-11-22T21:19:27 02:00",
        "1795382367",
        "+12026-11-22",
    ] {
        assert_eq!(Timestamp::parse(text), None, "{text}");
    }
    assert!(Timestamp::parse("2024-02-29").is_some() && Timestamp::parse("2000-02-29").is_some());
    assert!(Timestamp::parse("1900-02-29").is_none());
}

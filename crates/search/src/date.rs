//! Days as people type them, as moments.

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// From which moment to which moment a day, month or year lasts: milliseconds since 1970, the end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// Reads `2026-11-23`, `2026-11` or `2026`, in a place that is so many minutes ahead of UTC.
pub(crate) fn span(text: &str, utc_offset_minutes: i32) -> Option<Span> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2).filter(|month| (1..=12).contains(month)));
    let day = parts.next().map(|part| number(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let (first, next) = match (month, day) {
        (None, _) => (days(year, 1, 1), days(year + 1, 1, 1)),
        (Some(month), None) => (days(year, month?, 1), month_after(year, month?)),
        (Some(month), Some(day)) => {
            let first = days(year, month?, 1) + day?.checked_sub(1).filter(|day| *day >= 0)?;
            (first < month_after(year, month?)).then_some((first, first + 1))?
        }
    };
    let moment = |day: i64| day * DAY - i64::from(utc_offset_minutes) * 60_000;
    Some(Span { start: moment(first), end: moment(next) })
}

fn number(text: &str, longest: usize) -> Option<i64> {
    let digits = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn month_after(year: i64, month: i64) -> i64 {
    if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. Years are counted from March, so that the leap day is the
/// last of its year and (153 m + 2) / 5 gives the days of the months before.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_read() {
        let day = |from: i64, to: i64| Some(Span { start: from * DAY, end: to * DAY });
        assert_eq!(span("1970-01-01", 0), day(0, 1));
        assert_eq!(span("2000-02-29", 0), day(11_016, 11_017));
        assert_eq!(span("2024-02", 0), day(19_754, 19_783));
        assert_eq!(span("2024", 0), day(19_723, 20_089));
        assert_eq!(span("2024-12-31", 0), day(20_088, 20_089));
        assert_eq!(span("1970-1-1", 60).map(|span| span.start), Some(-3_600_000));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "-", "soon", "2023-02-29", "2024-13", "2024-00-01", "2024-01-00", "2024-1-1-1", "24-1-1x"]
        {
            assert_eq!(span(text, 0), None, "{text}");
        }
    }
}

//! Comma-separated values as RFC 4180 has them; read leniently, since people open such files in other programs.

/// The rows of a text, each with its cells. Line ends of any system, a byte order mark and empty lines are passed over; a quote
/// that is never closed ends with the text.
#[must_use]
pub fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            // In the middle of a cell a quote is a character like others.
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' | '\r' if !quoted => end(&mut rows, &mut row, &mut cell),
            _ => cell.push(c),
        }
    }
    end(&mut rows, &mut row, &mut cell);
    rows
}

fn end(rows: &mut Vec<Vec<String>>, row: &mut Vec<String>, cell: &mut String) {
    row.push(std::mem::take(cell));
    let full = std::mem::take(row);
    if full.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push(full);
    }
}

/// A cell in quotes, whatever is in it.
#[must_use]
pub fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// A row as text, with its line end; cells are quoted where they have to be.
#[must_use]
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells = cells.into_iter().map(|cell| {
        let plain = !cell.contains(['"', ',', '\n', '\r']) && cell.trim() == cell;
        if plain { cell.to_owned() } else { quoted(cell) }
    });
    let mut line = cells.collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_other_programs_write_is_read() {
        let text = "\u{feff}Name,Say\r\n\r\nann,\"one, \"\"two\"\"\"\r\"a\nb\",\n,\nlast,\"open";
        let rows = parse(text);
        assert_eq!(
            rows,
            [vec!["Name", "Say"], vec!["ann", "one, \"two\""], vec!["a\nb", ""], vec!["last", "open"]]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows in prop::collection::vec(prop::collection::vec("[a-z\", \r\né]{0,8}", 1..4), 0..5)) {
            let text: String = rows.iter().map(|row| line(row.iter().map(String::as_str))).collect();
            let filled: Vec<Vec<String>> =
                rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
            prop_assert_eq!(parse(&text), filled);
        }
    }
}

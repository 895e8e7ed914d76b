//! Smaller text by what is safe without parsing: comments and white space. Brotli does the rest.

/// CSS without comments, with one blank where white space may matter and none where it cannot.
pub(crate) fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut blank = false;
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'*') => {
                rest.next();
                let mut last = ' ';
                for c in rest.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                blank = true;
            }
            '"' | '\'' => {
                settle(&mut out, &mut blank, c);
                out.push(c);
                copy_string(c, &mut rest, &mut out);
            }
            c if c.is_whitespace() => blank = true,
            c => {
                settle(&mut out, &mut blank, c);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
        }
    }
    out.push('\n');
    out
}

/// Writes the blank that is due, unless a neighbour makes it needless. A colon in front of which a blank stands may be a
/// descendant selector, so only the one after it goes.
fn settle(out: &mut String, blank: &mut bool, next: char) {
    let needless = out.is_empty()
        || out.ends_with(['{', '}', ';', ',', ':', ' '])
        || matches!(next, '{' | '}' | ';' | ',');
    if std::mem::take(blank) && !needless {
        out.push(' ');
    }
}

fn copy_string(quote: char, rest: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '\\' {
            out.extend(rest.next());
        } else if c == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::css;

    #[test]
    fn white_space_and_comments_go() {
        assert_eq!(css("/* x */ a ,\n b {\n  color : red ;\n}\n"), "a,b{color :red}\n");
    }

    #[test]
    fn what_matters_stays() {
        assert_eq!(
            css("a :hover > b { margin: calc(1px + 2px) auto }"),
            "a :hover > b{margin:calc(1px + 2px) auto}\n"
        );
        assert_eq!(
            css("q::before { content: \"/* ; } \\\" */\" }"),
            "q::before{content:\"/* ; } \\\" */\"}\n"
        );
        assert_eq!(css("@media (min-width: 1px) and (x) { }"), "@media (min-width:1px) and (x){}\n");
        assert_eq!(css("a{b:c/**/d}"), "a{b:c d}\n");
    }
}

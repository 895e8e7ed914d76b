//! Filling in `index.html`: each `{{name}}` becomes what the build found out.

use anyhow::{Result, bail};

/// Directives that a browser ignores, with a warning, in a `<meta>`; a server sends them as a header.
const ONLY_IN_HEADERS: [&str; 3] = ["frame-ancestors", "report-uri", "sandbox"];

/// Replaces every `{{name}}` by its value, escaped for an attribute in double quotes.
pub(crate) fn fill(html: &str, values: &[(&str, String)]) -> Result<String> {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            bail!("index.html: a `{{{{` is never closed");
        };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name.trim()) else {
            bail!("index.html: nothing is known for `{name}`");
        };
        out.push_str(before);
        out.push_str(&value.replace('&', "&amp;").replace('"', "&quot;"));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Drops the lines that only told Trunk what to do, and that it leaves behind.
pub(crate) fn without_trunk_lines(html: &str) -> String {
    let lines = html.lines().filter(|line| !line.contains("data-trunk") && !line.trim().is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The policy without what may not stand in a `<meta>`.
pub(crate) fn policy_for_meta(policy: &str) -> String {
    let directives = policy.split(';').map(str::trim).filter(|directive| {
        let name = directive.split_whitespace().next().unwrap_or_default();
        !name.is_empty() && !ONLY_IN_HEADERS.contains(&name)
    });
    directives.collect::<Vec<_>>().join("; ")
}

/// Puts the icons into the page: as a file of its own the sprite would be asked for again with each icon that is drawn for
/// the first time.
pub(crate) fn with_sprite(html: &str, sprite: &str) -> Result<String> {
    let Some((before, after)) = html.split_once("<body>") else { bail!("index.html has no <body>") };
    let sprite = sprite.trim().replacen(
        "<svg",
        "<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\"",
        1,
    );
    Ok(format!("{before}<body>\n{sprite}{after}"))
}

/// Refuses a page that the policy would break: scripts and styles that are not files of their own.
pub(crate) fn refuse_inline(html: &str) -> Result<()> {
    let lower = html.to_ascii_lowercase();
    for tag in lower.split("<script").skip(1) {
        let (attributes, rest) = tag.split_once('>').unwrap_or((tag, ""));
        let body = rest.split("</script").next().unwrap_or_default();
        if !attributes.contains("src=") || !body.trim().is_empty() {
            bail!("index.html holds an inline script, which the policy forbids: {}", body.trim());
        }
    }
    if lower.contains("<style") || lower.contains(" style=") {
        bail!("index.html holds an inline style, which the policy forbids; put it into style/");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_and_unknown_ones_refused() {
        let values = [("csp", "default-src 'none'; x \"y\"".to_owned()), ("a", "/a.js".to_owned())];
        assert_eq!(
            fill("<meta content=\"{{csp}}\"><script src=\"{{ a }}\">", &values).unwrap(),
            "<meta content=\"default-src 'none'; x &quot;y&quot;\"><script src=\"/a.js\">"
        );
        assert!(fill("{{b}}", &values).is_err());
        assert!(fill("{{a", &values).is_err());
    }

    #[test]
    fn what_was_said_to_trunk_goes() {
        let html = "<head>\n<link data-trunk=\"\" rel=\"rust\">\n\n</head>\n";
        assert_eq!(without_trunk_lines(html), "<head>\n</head>\n");
    }

    #[test]
    fn the_icons_are_in_the_page() {
        let page = with_sprite("<body>\n</body>", "<svg xmlns=\"x\"><symbol/></svg>\n").unwrap();
        assert!(
            page.starts_with("<body>\n<svg class=\"sprite\"") && page.ends_with("</svg>\n</body>"),
            "{page}"
        );
        assert!(with_sprite("<p>", "<svg/>").is_err());
    }

    #[test]
    fn the_meta_leaves_out_what_only_a_header_can_say() {
        assert_eq!(
            policy_for_meta("default-src 'none'; frame-ancestors 'none'; trusted-types default;\n"),
            "default-src 'none'; trusted-types default"
        );
    }

    #[test]
    fn inline_scripts_and_styles_are_refused() {
        assert!(refuse_inline("<script src=\"/a.js\"></script><link rel=stylesheet>").is_ok());
        assert!(refuse_inline("<script src=\"/a.js\">x()</script>").is_err());
        assert!(refuse_inline("<SCRIPT type=module>import x</SCRIPT>").is_err());
        assert!(refuse_inline("<p style=\"color:red\">").is_err());
    }
}

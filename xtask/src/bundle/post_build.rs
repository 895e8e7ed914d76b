//! The one step after Trunk. Its order is its protocol:
//!
//! 1. the module is cut into what the first page needs and what can come later, and the worker that searches is compiled;
//! 2. the stylesheets become two, the modules are optimised, and all get names by content, as do the scripts;
//! 3. the page is filled in with those names, with the policy and with the icons;
//! 4. the files are listed and the build is named after them, and the service worker is told that name;
//! 5. everything is compressed.
//!
//! Running it again on the same input gives the same bytes.

use super::{Kind, compress, css, html, imports, minify, names, precache::Precache, split, wasm, worker};
use crate::paths;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Called by Trunk's hook, which tells by environment variables where the files are.
pub(crate) fn run() -> Result<()> {
    let stage = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let stage = stage.context("this is Trunk's step; run `cargo xtask dist` instead")?;
    let kind = match std::env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => Kind::Release,
        _ => Kind::Dev,
    };
    let parts = split::cut(&stage, kind)?;
    let search = worker::put(&stage, kind)?;
    finish(&stage, parts, search, &paths::root().join("style/index.css"), kind)
}

fn finish(stage: &Path, parts: split::Parts, search: String, style: &Path, kind: Kind) -> Result<()> {
    let policy = take(stage, "csp.txt")?;
    let mut values = vec![("csp", html::policy_for_meta(&policy)), ("search.js", search)];
    values.extend(name_assets(stage, parts, style, kind)?);

    let page = std::fs::read_to_string(stage.join("index.html"))?;
    let page = html::fill(&html::without_trunk_lines(&page), &values)?;
    let mut page = html::with_sprite(&page, &take(stage, "icons.svg")?)?;
    if kind == Kind::Dev {
        page = with_reload(stage, &page)?;
    }
    html::refuse_inline(&page)?;
    std::fs::write(stage.join("index.html"), &page)?;

    let list = Precache::of(stage)?;
    std::fs::write(stage.join("precache.json"), serde_json::to_string_pretty(&list)? + "\n")?;
    write_worker(stage, kind, &list.build)?;
    if kind == Kind::Release {
        // Hosts that know no fallback serve this one for addresses that only the app knows.
        std::fs::write(stage.join("404.html"), &page)?;
        compress::all(stage)?;
    }
    println!("Build {} of {} files", list.build, list.files.len());
    Ok(())
}

/// Gives the modules, their scripts, the boot script and the stylesheet their lasting names.
fn name_assets(
    stage: &Path,
    parts: split::Parts,
    style: &Path,
    kind: Kind,
) -> Result<Vec<(&'static str, String)>> {
    let sheet = |file: &Path, name: &str| {
        let style = css::concatenate(file)?;
        names::put(stage, name, "css", minify::css(&style).as_bytes())
    };
    let module = stage.join("rejoin_bg.wasm");
    let mut script = parts.script;
    if kind == Kind::Release {
        let (shorter, knows) = imports::shorten(&std::fs::read(&module)?, &script, "./rejoin_bg.js")?;
        std::fs::write(&module, shorter)?;
        script = knows;
    }
    let first = name_module(stage, &module, "app", kind)?;
    let mut loader = split::with_style(&parts.loader, &sheet(&style.with_file_name("later.css"), "later")?)?;
    for module in &parts.later {
        let old = module.file_name().unwrap_or_default().to_string_lossy();
        let url = name_module(stage, module, "later", kind)?;
        loader = split::rename(&loader, &old, url.rsplit('/').next().unwrap_or_default())?;
    }
    // Snippets of crates lie beside the page, whose names do not follow their content.
    let script = script.replace("'./snippets/", "'/snippets/").replace("\"./snippets/", "\"/snippets/");
    let (script, loader) = (minify::module(&script, kind)?, minify::module(&loader, kind)?);
    let (script, loader) = split::put_scripts(stage, &script, &loader)?;
    let boot = minify::classic(&take(stage, "boot.js")?, kind)?;
    Ok(vec![
        ("app.css", sheet(style, "app")?),
        ("app.wasm", first),
        ("app.js", script),
        ("later.js", loader),
        ("boot.js", names::put(stage, "boot", "js", boot.as_bytes())?),
    ])
}

fn name_module(stage: &Path, module: &Path, stem: &str, kind: Kind) -> Result<String> {
    let code = match kind {
        Kind::Release => wasm::optimised(module)?,
        Kind::Dev => std::fs::read(module).with_context(|| format!("cannot read {}", module.display()))?,
    };
    std::fs::remove_file(module)?;
    names::put(stage, stem, "wasm", &code)
}

/// Puts the build's name into the service worker, or a worker that removes itself into a development bundle.
fn write_worker(stage: &Path, kind: Kind, build: &str) -> Result<()> {
    let worker = match kind {
        Kind::Release => {
            let worker = std::fs::read_to_string(stage.join("sw.js"))?;
            if worker.matches("{{build}}").count() != 1 {
                bail!("public/sw.js must hold `{{{{build}}}}` exactly once");
            }
            worker.replace("{{build}}", build)
        }
        Kind::Dev => include_str!("../assets/sw-off.js").to_owned(),
    };
    Ok(std::fs::write(stage.join("sw.js"), worker)?)
}

/// A development page asks for the build's name each second and reloads when it has changed.
fn with_reload(stage: &Path, page: &str) -> Result<String> {
    std::fs::write(stage.join("reload.js"), include_str!("../assets/reload.js"))?;
    Ok(page.replace("</head>", "<script src=\"/reload.js\" defer></script>\n</head>"))
}

/// Reads a file and removes it.
pub(super) fn take(stage: &Path, name: &str) -> Result<String> {
    let path = stage.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("the build left no {name}"))?;
    std::fs::remove_file(&path)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(name: &str) -> PathBuf {
        let stage = std::env::temp_dir().join(format!("rejoin-stage-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&stage).unwrap();
        for (file, text) in [
            ("csp.txt", include_str!("../../../public/csp.txt")),
            ("sw.js", include_str!("../../../public/sw.js")),
            ("boot.js", include_str!("../../../public/boot.js")),
            ("rejoin_bg.wasm", "module"),
            ("split_later.wasm", "another"),
            ("icons.svg", "<svg><symbol id=\"up\"/></svg>"),
            (
                "index.html",
                "<head><script src=\"{{boot.js}}\" data-wasm=\"{{app.wasm}}\"></script><meta content=\"{{csp}}\"><link href=\"{{app.css}}\"><link href=\"{{app.js}}\"><link href=\"{{later.js}}\"></head><body></body>",
            ),
        ] {
            std::fs::write(stage.join(file), text).unwrap();
        }
        stage
    }

    #[test]
    fn a_development_bundle_is_whole_and_reloads() {
        let stage = stage("dev");
        let styles = stage.with_extension("styles");
        std::fs::create_dir_all(&styles).unwrap();
        for name in ["index.css", "later.css"] {
            std::fs::write(styles.join(name), "a { b: c }").unwrap();
        }
        let parts = split::Parts {
            script: "import './snippets/x/y.js'; import a from \"./later.js\"; {\"./later.js\": a}"
                .to_owned(),
            loader: "import b from \"./rejoin.js\"; const c = fetch(new URL(\"./split_later.wasm\"));"
                .to_owned(),
            later: vec![stage.join("split_later.wasm")],
        };
        finish(&stage, parts, "/assets/search-0.js".to_owned(), &styles.join("index.css"), Kind::Dev)
            .unwrap();
        std::fs::remove_dir_all(styles).unwrap();
        let page = std::fs::read_to_string(stage.join("index.html")).unwrap();
        assert!(
            page.contains("/assets/app-") && page.contains("/reload.js") && !page.contains("{{"),
            "{page}"
        );
        assert!(page.contains("trusted-types default") && !page.contains("frame-ancestors"), "{page}");
        let list: Precache =
            serde_json::from_slice(&std::fs::read(stage.join("precache.json")).unwrap()).unwrap();
        for file in &list.files {
            let path = if file.url == "/" { "index.html" } else { file.url.trim_start_matches('/') };
            assert_eq!(std::fs::metadata(stage.join(path)).unwrap().len(), file.bytes, "{path}");
        }
        assert!(!stage.join("csp.txt").exists() && !stage.join("rejoin.js").exists());
        let named = |stem: &str, extension: &str| {
            let fits = |url: &&str| url.contains(&format!("/{stem}-")) && url.ends_with(extension);
            list.files.iter().map(|f| f.url.as_str()).find(fits).unwrap().trim_start_matches('/')
        };
        let text = |url: &str| std::fs::read_to_string(stage.join(url)).unwrap();
        let beside = |url: &str| url.replace("assets/", "./");
        let (script, loader) = (named("app", ".js"), named("later", ".js"));
        assert_eq!(
            text(script),
            format!("import '/snippets/x/y.js'; import a from \"{}\"; {{\"./later.js\": a}}", beside(loader))
        );
        let later = beside(named("later", ".wasm"));
        let loader = text(loader);
        let fetched = format!("const c = withStyle(fetch(new URL(\"{later}\")));");
        assert!(loader.contains(&format!("import b from \"{}\"", beside(script))), "{loader}");
        assert!(loader.ends_with(&fetched), "{loader}");
        assert!(loader.contains(&format!("\"/{}\"", named("later", ".css"))), "{loader}");
        std::fs::remove_dir_all(stage).unwrap();
    }

    #[test]
    fn the_worker_learns_the_build() {
        let stage = stage("worker");
        write_worker(&stage, Kind::Release, "0123abcd").unwrap();
        let worker = std::fs::read_to_string(stage.join("sw.js")).unwrap();
        assert!(worker.contains("const BUILD = \"0123abcd\"") && !worker.contains("{{"));
        std::fs::remove_dir_all(stage).unwrap();
    }
}

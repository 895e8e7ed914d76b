//! Attachments in a grid of one to four and more. Nothing plays by itself.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::MediaKind;
use rejoin_domain::Media;

use super::dialog::dialog;
use super::icon::icon;
use super::later::later;
use super::live::live;
use super::viewer::viewer;
use crate::browser::viewport::whole;
use crate::state::use_app;

/// All attachments of a post; covered first by what is said of them, if anything is, unless the reader has lifted the cover of this
/// name.
pub fn media(all: &[Media], cover: Option<String>, cover_name: &str) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let shared: Arc<[Media]> = all.into();
    let cover = cover.filter(|_| !use_app().is_lifted(cover_name));
    let (covered, cover_name) = (RwSignal::new(cover), cover_name.to_owned());
    let opened = RwSignal::new(None::<usize>);
    let count = if all.len() > 4 { "more".to_owned() } else { all.len().to_string() };
    let items = all.iter().enumerate().map(|(number, one)| item(one, number, opened)).collect_view();
    let cover = move || {
        covered.get().map(|words| {
            let cover_name = cover_name.clone();
            let show = move |_| {
                use_app().lift(&cover_name, true);
                covered.set(None);
            };
            view! { <button class="media-cover" data-act="show" on:click=show>{words}". Show"</button> }
        })
    };
    let is_open = Memo::new(move |_| opened.with(Option::is_some));
    let viewer = move || {
        let shared = shared.clone();
        is_open.get().then(|| later(move || Box::pin(viewer(shared.clone(), opened))))
    };
    view! {
        <div class="media" data-count=count>
            {items}
            {live(cover)}
        </div>
        {live(viewer)}
    }
    .into_any()
}

fn item(media: &Media, number: usize, opened: RwSignal<Option<usize>>) -> AnyView {
    let ratio = media.size.map(ratio);
    let colour = media.blurhash.as_deref().and_then(average_colour);
    let content = match media.kind {
        MediaKind::Image => picture(media, number, opened),
        MediaKind::Video | MediaKind::Gifv => video(media),
        MediaKind::Audio => audio(media),
        _ => other(media),
    };
    view! {
        <div class="media-item" style:--ratio=ratio style:background-color=colour>
            {content}
            {media.description.clone().map(alt_badge)}
        </div>
    }
    .into_any()
}

/// Neither a pillar nor a line: what is narrower than 3:4 or wider than 3:1 is cut.
fn ratio((width, height): (u32, u32)) -> String {
    let (wide, high) = (u64::from(width), u64::from(height));
    if wide * 4 < high * 3 {
        "3 / 4".to_owned()
    } else if wide > high * 3 {
        "3 / 1".to_owned()
    } else {
        format!("{width} / {height}")
    }
}

/// A part of a focal point, which runs from -1 to 1, with y upwards, as `object-position` has it: from 0 to 100 %, downwards.
pub fn percent(part: f64) -> String {
    format!("{}%", whole((part + 1.0) * 50.0))
}

fn picture(media: &Media, number: usize, opened: RwSignal<Option<usize>>) -> AnyView {
    let Some(url) = media.preview_url.as_ref().or(media.url.as_ref()) else { return other(media) };
    let alt = media.description.clone().unwrap_or_default();
    let label =
        if alt.is_empty() { format!("Open picture {}", number + 1) } else { format!("Open picture: {alt}") };
    let (width, height) = media.size.unzip();
    view! {
        <button class="media-open" aria-label=label on:click=move |_| opened.set(Some(number))>
            <img src=url.as_str().to_owned() alt=alt width=width.map(|n| n.to_string()) height=height.map(|n| n.to_string())
                loading="lazy" decoding="async"
                style:--focus-x=media.focus.map(|(x, _)| percent(x)) style:--focus-y=media.focus.map(|(_, y)| percent(-y))/>
        </button>
    }
    .into_any()
}

fn video(media: &Media) -> AnyView {
    let Some(url) = &media.url else { return other(media) };
    let looped = media.kind == MediaKind::Gifv;
    let poster = media.preview_url.as_ref().map(|url| url.as_str().to_owned());
    view! {
        <video src=url.as_str().to_owned() poster=poster controls preload="none" playsinline loop=looped muted=looped
            aria-label=media.description.clone().unwrap_or_else(|| "Video".into())></video>
    }
    .into_any()
}

fn audio(media: &Media) -> AnyView {
    let Some(url) = &media.url else { return other(media) };
    view! {
        <div class="media-other">
            <audio src=url.as_str().to_owned() controls preload="none" aria-label=media.description.clone().unwrap_or_else(|| "Audio".into())></audio>
        </div>
    }
    .into_any()
}

/// A kind that is not known, or a file that its server has not made ready.
fn other(media: &Media) -> AnyView {
    let address = media.remote_url.as_ref().or(media.url.as_ref()).map(|url| url.as_str().to_owned());
    let drawn = match address {
        Some(href) => {
            view! { <a href=href target="_blank" rel="nofollow noopener noreferrer">{icon("open")}" Open the attached file"</a> }.into_any()
        }
        None => view! { <span class="muted">"The server is still working on this file."</span> }.into_any(),
    };
    view! { <div class="media-other">{drawn}</div> }.into_any()
}

fn alt_badge(description: String) -> AnyView {
    let open = RwSignal::new(false);
    let text = description;
    let shown = move || {
        open.get().then(|| {
            let body = view! { <div class="dialog-body"><p dir="auto">{text.clone()}</p></div> }.into_any();
            dialog("Description", "sheet", move || open.set(false), body)
        })
    };
    view! {
        <button class="alt" aria-label="ALT: read the description" on:click=move |_| open.set(true)><span aria-hidden="true">"ALT"</span></button>
        {live(shown)}
    }
    .into_any()
}

/// The average colour of a picture: the first term of its blurhash, characters 3 to 6 in base 83. It holds the place until
/// the picture is there, and costs nothing to draw.
fn average_colour(blurhash: &str) -> Option<String> {
    const DIGITS: &str =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    let mut value = 0usize;
    for character in blurhash.chars().skip(2).take(4) {
        value = value * 83 + DIGITS.find(character)?;
    }
    let (red, green, blue) = ((value >> 16) & 255, (value >> 8) & 255, value & 255);
    (blurhash.len() >= 6).then(|| format!("rgb({red} {green} {blue})"))
}

//! The preview of a link, as the server made it.

use leptos::prelude::*;
use rejoin_domain::Card;

/// The preview as one link.
pub(super) fn link_card(card: &Card) -> AnyView {
    let image = card.image.as_ref().map(|url| {
        let alt = card.image_description.clone().unwrap_or_default();
        view! { <img src=url.as_str().to_owned() alt=alt loading="lazy" decoding="async"/> }
    });
    let title = if card.title.is_empty() { card.url.as_str().to_owned() } else { card.title.clone() };
    view! {
        <a class="link-card" href=card.url.as_str().to_owned() target="_blank" rel="nofollow noopener noreferrer">
            {image}
            <div dir="auto"><b>{title}</b><span>{card.provider.clone()}</span></div>
        </a>
    }
    .into_any()
}

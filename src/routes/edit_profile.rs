//! The own profile, to be changed.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rejoin_api::{QuotePolicy, Visibility};
use rejoin_domain::{ProfileLimits, richtext};
use rejoin_sync::Attachment;
use rejoin_sync::outbox::{Profile, ProfileField};

use crate::actions;
use crate::components::composer::QUOTE_POLICIES;
use crate::components::form::begun;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{instead_of_rows, page_head};
use crate::components::post::visibility_words;
use crate::components::rich_text::{line, rich_text};
use crate::components::toast::use_toasts;
use crate::state::{Phase, Unsaved, use_app};

const VISIBILITIES: [Visibility; 3] = [Visibility::Public, Visibility::Unlisted, Visibility::Private];

/// The page.
pub fn page() -> AnyView {
    let app = use_app();
    let own = app.own_profile();
    // What is being written is not overwritten by what comes in the meantime.
    let is_known = Memo::new(move |known: Option<&bool>| {
        known.copied().unwrap_or_default() || (own.phase.with(|phase| *phase == Phase::Ready))
    });
    let again = || {
        use_app().own_profile();
    };
    let body = move || match is_known.get() {
        true => form(own.value.get_untracked()),
        false => own.phase.with(|phase| instead_of_rows(phase, again, || ().into_any())),
    };
    view! { {page_head(|| "Edit profile".into(), true)}{live(body)} }.into_any()
}

/// The form, filled with what was begun and not saved, or with the profile as it is.
fn form(now: Profile) -> AnyView {
    let unsaved = use_app().unsaved("profile");
    let was_begun = unsaved.read::<Profile>().filter(|begun| *begun != now);
    let is_begun = was_begun.is_some();
    let start = RwSignal::new(was_begun.unwrap_or_else(|| now.clone()));
    let again = move || start.set(now.clone());
    view! { {is_begun.then(|| begun(again))}{live(move || filled(start.get(), unsaved.clone()))} }.into_any()
}

fn filled(profile: Profile, unsaved: Unsaved) -> AnyView {
    let app = use_app();
    let limits = app.capabilities().with_untracked(|all| all.profiles.clone());
    let profile = RwSignal::new(Profile { fields: with_room(profile.fields.clone(), &limits), ..profile });
    let (kept, given_up) = (unsaved.clone(), unsaved.clone());
    Effect::new(move |is_first: Option<()>| {
        profile.with(|profile| {
            if is_first.is_some() {
                // Pictures are files; what is not saved within the day is swept.
                kept.keep(&Profile { avatar: None, header: None, ..profile.clone() });
            }
        });
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let unsaved = unsaved.clone();
        actions::edit_profile(profile.get_untracked(), move || {
            unsaved.forget();
            let me = use_app().session().with_untracked(|s| s.me().map(|me| me.username.clone()));
            super::go(&format!("/@{}", me.unwrap_or_default()));
        });
    };
    let shown = app.me();
    let picture_now = move || {
        shown.with(|me| me.as_ref().and_then(|me| me.avatar.as_ref().map(|url| url.as_str().to_owned())))
    };
    let header_now = move || {
        shown.with(|me| me.as_ref().and_then(|me| me.header.as_ref().map(|url| url.as_str().to_owned())))
    };
    view! {
        <form class="edit-profile" on:submit=save>
            <section class="section">
                {picture("Picture", "avatar large", picture_now, move |new| profile.update(|p| p.avatar = Some(new)))}
                {picture("Wide picture", "wide", header_now, move |new| profile.update(|p| p.header = Some(new)))}
                <label class="field"><span>"Name"</span>
                    <input class="input" dir="auto" maxlength=limits.name.to_string() autocomplete="off" prop:value=profile.with_untracked(|p| p.display_name.clone())
                        on:input=move |event| profile.update(|p| p.display_name = event_target_value(&event))/>
                </label>
                <label class="field"><span>"About you"</span>
                    <textarea class="input" rows="5" dir="auto" maxlength=limits.note.to_string() prop:value=profile.with_untracked(|p| p.note.clone())
                        on:input=move |event| profile.update(|p| p.note = event_target_value(&event))></textarea>
                </label>
            </section>
            {rows(profile, &limits)}
            {preview(profile)}
            {choices(profile)}
            {defaults(profile)}
            <section class="section"><div class="row">
                <button class="button primary">"Save"</button>
                <a class="button" href="/settings" on:click=move |_| given_up.forget()>"Cancel"</a>
            </div></section>
        </form>
    }
    .into_any()
}

fn with_room(mut fields: Vec<ProfileField>, limits: &ProfileLimits) -> Vec<ProfileField> {
    fields.resize(fields.len().max(limits.fields as usize), ProfileField::default());
    fields
}

fn rows(profile: RwSignal<Profile>, limits: &ProfileLimits) -> AnyView {
    let (longest_name, longest_value) = (limits.field_name.to_string(), limits.field_value.to_string());
    let count = profile.with_untracked(|p| p.fields.len());
    let row = |place: usize| {
        let at = move |read: fn(&ProfileField) -> String| {
            profile.with_untracked(|p| p.fields.get(place).map(read).unwrap_or_default())
        };
        let set = move |change: &dyn Fn(&mut ProfileField)| {
            profile.update(|p| p.fields.get_mut(place).into_iter().for_each(change));
        };
        let number = place + 1;
        view! {
            <div class="field-row">
                <input class="input" dir="auto" maxlength=longest_name.clone() aria-label=format!("Label of row {number}") placeholder="Label"
                    prop:value=at(|f| f.name.clone()) on:input=move |event| { let text = event_target_value(&event); set(&|f| f.name.clone_from(&text)); }/>
                <input class="input" dir="auto" maxlength=longest_value.clone() aria-label=format!("Content of row {number}") placeholder="Content"
                    prop:value=at(|f| f.value.clone()) on:input=move |event| { let text = event_target_value(&event); set(&|f| f.value.clone_from(&text)); }/>
            </div>
        }
    };
    view! {
        <section class="section">
            <h2>"More about you"</h2>
            <p class="small muted">"A link to a page of yours that links back here is shown as checked."</p>
            {(0..count).map(row).collect_view()}
        </section>
    }
    .into_any()
}

/// What others will see, with every letter.
fn preview(profile: RwSignal<Profile>) -> AnyView {
    let name = Memo::new(move |_| profile.with(|p| p.display_name.clone()));
    let note = Memo::new(move |_| profile.with(|p| p.note.clone()));
    let filled = Memo::new(move |_| {
        let is_filled =
            |field: &&ProfileField| !field.name.trim().is_empty() && !field.value.trim().is_empty();
        profile.with(|p| p.fields.iter().filter(is_filled).cloned().collect::<Vec<_>>())
    });
    let shown_name = move || name.with(|name| line(&richtext::parse_plain(name, &[])));
    let shown_note = move || note.with(|note| rich_text(&richtext::compose(note), None));
    let shown_fields = move || {
        let row = |field: &ProfileField| {
            view! { <div><dt dir="auto">{field.name.clone()}</dt><dd>{rich_text(&richtext::compose(&field.value), None)}</dd></div> }
        };
        let fields = filled.get();
        (!fields.is_empty())
            .then(|| view! { <dl class="profile-fields">{fields.iter().map(row).collect_view()}</dl> })
    };
    view! {
        <section class="section" aria-label="Preview">
            <h2>"Preview"</h2>
            <div class="profile-preview">
                <p class="name"><bdi>{live(shown_name)}</bdi></p>
                <div>{live(shown_note)}</div>
                {live(shown_fields)}
            </div>
        </section>
    }
    .into_any()
}

type Flag = (&'static str, fn(&Profile) -> bool, fn(&mut Profile, bool));

fn choices(profile: RwSignal<Profile>) -> AnyView {
    let all: [Flag; 4] = [
        ("I approve who follows me", |p| p.locked, |p, on| p.locked = on),
        ("This account is automated", |p| p.bot, |p, on| p.bot = on),
        ("Show me in directories and suggestions", |p| p.discoverable, |p, on| p.discoverable = on),
        ("Hide whom I follow, and who follows me", |p| p.hide_collections, |p, on| p.hide_collections = on),
    ];
    let all = all.map(|flag| box_of(profile, flag));
    view! { <section class="section"><h2>"Who you are to others"</h2>{all.collect_view()}</section> }
        .into_any()
}

fn box_of(profile: RwSignal<Profile>, (words, read, write): Flag) -> AnyView {
    let set = move |event| {
        let on = event_target_checked(&event);
        profile.update(|p| write(p, on));
    };
    view! {
        <label class="check"><input type="checkbox" prop:checked=profile.with_untracked(read) on:change=set/><span>{words}</span></label>
    }
    .into_any()
}

fn defaults(profile: RwSignal<Profile>) -> AnyView {
    let chosen = profile.with_untracked(|p| p.visibility.clone());
    let option = |one: Visibility| {
        let words = visibility_words(&one).1;
        view! { <option value=one.as_str().to_owned() selected=one == chosen>{words}</option> }
    };
    let choose =
        move |event| profile.update(|p| p.visibility = Visibility::from(event_target_value(&event).as_str()));
    let sensitive: Flag = ("Cover my pictures", |p| p.sensitive, |p, on| p.sensitive = on);
    view! {
        <section class="section">
            <h2>"How your posts start"</h2>
            <label class="field"><span>"Who can see them"</span>
                <select class="input" on:change=choose>{VISIBILITIES.map(option).collect_view()}</select>
            </label>
            {quotes(profile)}
            {box_of(profile, sensitive)}
        </section>
    }
    .into_any()
}

/// Only where the server has said who may now.
fn quotes(profile: RwSignal<Profile>) -> Option<AnyView> {
    let chosen = profile.with_untracked(|p| p.quote_policy.clone())?;
    let option = |(one, words): (QuotePolicy, &'static str)| {
        view! { <option value=one.as_str().to_owned() selected=one == chosen>{words}</option> }
    };
    let choose = move |event| {
        let policy = QuotePolicy::from(event_target_value(&event).as_str());
        profile.update(|p| p.quote_policy = Some(policy));
    };
    let field = view! {
        <label class="field"><span>"Who may quote them"</span>
            <select class="input" on:change=choose>{QUOTE_POLICIES.map(option).collect_view()}</select>
        </label>
    };
    Some(field.into_any())
}

/// A picture with a button that takes another one. The new one is kept on the device at once.
fn picture(
    label: &'static str,
    class: &'static str,
    now: impl Fn() -> Option<String> + Send + Sync + 'static,
    take: impl Fn(Attachment) + Copy + Send + Sync + 'static,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let chosen = RwSignal::new(None::<String>);
    let toasts = use_toasts();
    let picked = move |_| {
        let Some(input) = node.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            match use_app().keep_file(file).await {
                Ok(kept) => {
                    let url = use_app().file_url(&kept).await;
                    if let Some(Some(old)) = chosen.try_update(|chosen| std::mem::replace(chosen, url)) {
                        revoke(&old);
                    }
                    take(kept);
                }
                Err(error) => toasts.say(error.to_string()),
            }
        });
    };
    on_cleanup(move || chosen.try_get_untracked().flatten().iter().for_each(|url| revoke(url)));
    let open = move |_| node.get_untracked().iter().for_each(|input| input.click());
    let types = use_app().capabilities().with_untracked(|c| {
        let pictures = c.media.types.iter().filter(|one| one.starts_with("image/"));
        pictures.cloned().collect::<Vec<_>>().join(",")
    });
    view! {
        <div class="picture-field">
            {live(move || chosen.get().or_else(&now).map(|src| view! { <img class=class src=src alt=""/> }))}
            <input node_ref=node class="hidden-text" type="file" accept=types tabindex="-1" aria-hidden="true" on:change=picked/>
            <button class="button" type="button" on:click=open>{icon("image")}{label}</button>
        </div>
    }
    .into_any()
}

fn revoke(url: &str) {
    // An address that is none cannot be revoked, and need not.
    let _ = web_sys::Url::revoke_object_url(url);
}

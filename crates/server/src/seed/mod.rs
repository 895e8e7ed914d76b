//! What an empty database can be filled with: Merrow Quay, a harbour town worth reading (`--seed demo`), and any number
//! of generated posts on top of it for load (`--seed N`).
//!
//! The prose lies in `community/*.txt`; `script` and `people` read it, `community` checks it, `art` paints what it shows,
//! `plant` and `crowd` write it into the database in one transaction. `load` makes the generated posts, and `live` lets
//! some of the people go on posting and answering while the server runs.

mod art;
mod community;
mod crowd;
mod dice;
pub(crate) mod live;
mod load;
mod people;
mod pictures;
mod plant;
mod script;

use std::time::Instant;

use self::community::Community;
use crate::{
    config::Seed,
    db::Query,
    error::{ApiError, ApiResult},
    state::AppState,
};

/// Fills the database as the command line says, if nobody is in it yet. All of it happens or none.
pub(crate) async fn plant(state: &AppState) -> ApiResult<()> {
    if state.config.seed == Seed::None || !is_empty(state).await? {
        return Ok(());
    }
    let began = Instant::now();
    let (store, seed) = (state.media.clone(), state.config.seed);
    let prepared = tokio::task::spawn_blocking(move || {
        let community = Community::read().map_err(ApiError::internal)?;
        let pictures = pictures::make(&store, &community.people, &community.posts)?;
        let generated = match seed {
            Seed::Generated(count) => Some((count, load::avatars(&store)?)),
            Seed::Demo | Seed::None => None,
        };
        Ok::<_, ApiError>((community, pictures, generated))
    });
    let (community, pictures, generated) = prepared.await.map_err(ApiError::internal)??;
    let posts = community.posts.len() + generated.as_ref().map_or(0, |(count, _)| *count as usize);
    state
        .write(move |tx| {
            plant::plant(tx, &community, &pictures)?;
            generated.map_or(Ok(()), |(count, avatars)| load::plant(tx, count, &avatars))
        })
        .await?;
    tracing::info!(posts, took = ?began.elapsed(), "the demo community moved in");
    Ok(())
}

async fn is_empty(state: &AppState) -> ApiResult<bool> {
    state.db.read(|db| Ok(!db.any("SELECT 1 FROM accounts", [])?)).await
}

//! Starting and stopping.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    config::{Config, Seed, Site},
    db,
    events::Hub,
    jobs,
    limits::RateLimits,
    media::{store::Store, sweep},
    router::router,
    seed::{
        self,
        live::{self, Presence},
    },
    state::{AppState, Parts},
};

/// How long requests under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken, or not ours.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The data directory is no good.
    #[error("cannot use the data directory: {0}")]
    Data(#[source] io::Error),
    /// The database is no good.
    #[error(transparent)]
    Database(#[from] db::OpenError),
    /// `--public-url` is no origin.
    #[error("the public address is not usable: {0}")]
    PublicUrl(String),
    /// The demo community could not be planted.
    #[error("the database could not be filled: {0}")]
    Seed(String),
}

/// A running server. Dropping it leaves it running; [`Server::stop`] ends it.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// The origin that it gives out.
    pub url: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<io::Result<()>>,
}

/// Starts a server; when this returns, it answers.
///
/// # Errors
/// [`StartError`], each in words for whoever started it.
pub async fn start(config: Config) -> Result<Server, StartError> {
    std::fs::create_dir_all(&config.data).map_err(StartError::Data)?;
    let listener =
        TcpListener::bind(config.listen).await.map_err(|error| StartError::Listen(config.listen, error))?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(config.listen, error))?;
    let origin = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let site = Site::parse(&origin).map_err(StartError::PublicUrl)?;
    let (stop, stopping) = watch::channel(false);
    let state = open(config, site, stopping.clone())?;
    let url = state.site.origin.clone();
    seed::plant(&state).await.map_err(|error| StartError::Seed(error.to_string()))?;
    tokio::spawn(sweep::run(state.clone()));
    if state.config.seed == Seed::Demo {
        tokio::spawn(live::run(state.clone()));
    }
    tokio::spawn(jobs::run(state.clone()));
    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let task = tokio::spawn(serve(listener, app, stopping));
    Ok(Server { address, url, stop, task })
}

/// The state of a server with its data directory open.
fn open(config: Config, site: Site, stopping: watch::Receiver<bool>) -> Result<AppState, StartError> {
    let hub = Hub::default();
    let site = Arc::new(site);
    let db = db::Db::open(&config.data, site.clone(), hub.clone())?;
    let media = Store::open(&config.data.join("media")).map_err(StartError::Data)?;
    let limits = RateLimits::new(config.rate_limit_factor);
    Ok(AppState::new(Parts { config, site, db, hub, media, limits, presence: Presence::default(), stopping }))
}

async fn serve(
    listener: TcpListener,
    app: IntoMakeServiceWithConnectInfo<axum::Router, SocketAddr>,
    stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut told = stopping.clone();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move { wait_for(&mut told).await });
    let mut told = stopping;
    let patience = async move {
        wait_for(&mut told).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = serving => result,
        () = patience => Ok(()),
    }
}

async fn wait_for(stopping: &mut watch::Receiver<bool>) {
    // An error means that nobody is left to say stop: go on for ever.
    if stopping.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}

impl Server {
    /// Lets requests under way finish, then ends.
    ///
    /// # Errors
    /// What the listener failed with.
    pub async fn stop(self) -> io::Result<()> {
        let _ = self.stop.send(true);
        self.task.await.map_err(io::Error::other)?
    }

    /// Runs until ctrl-c or SIGTERM, then stops.
    ///
    /// # Errors
    /// What the listener failed with.
    pub async fn run_until_signal(self) -> io::Result<()> {
        signal().await?;
        tracing::info!("stopping");
        self.stop().await
    }
}

#[cfg(unix)]
async fn signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

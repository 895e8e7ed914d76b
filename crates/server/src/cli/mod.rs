//! The command line.

mod account;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::{
    backup::backup,
    config::{Config, Seed},
    serve,
    translator::Translator,
    without::Feature,
};

/// A small server that speaks the Mastodon REST API, and serves the Rejoin app.
#[derive(Debug, Parser)]
#[command(name = "rejoin-server", version)]
struct Cli {
    #[command(flatten)]
    serve: ServeArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// Where to listen; port 0 takes a free one and prints it.
    #[arg(long, env = "REJOIN_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The directory of the database and the media.
    #[arg(long, env = "REJOIN_DATA", default_value = "data", global = true)]
    data: PathBuf,
    /// The directory of the built app.
    #[arg(long, env = "REJOIN_APP")]
    app: Option<PathBuf>,
    /// The origin that people see, such as https://social.example.
    #[arg(long, env = "REJOIN_PUBLIC_URL")]
    public_url: Option<String>,
    /// What an empty database is filled with: demo, none, or a number of generated posts.
    #[arg(long, env = "REJOIN_SEED", default_value = "none")]
    seed: Seed,
    /// Let anyone sign up.
    #[arg(long, env = "REJOIN_OPEN_REGISTRATIONS")]
    open_registrations: bool,
    /// Believe the last address in X-Forwarded-For: a proxy of ours wrote it.
    #[arg(long, env = "REJOIN_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Multiply all rate limits, for load tests.
    #[arg(long, env = "REJOIN_RATE_LIMIT_FACTOR", default_value_t = 1)]
    rate_limit_factor: u32,
    /// For trying clients: behave like a server that lacks this. Several are separated by commas.
    #[arg(long, env = "REJOIN_WITHOUT", value_name = "FEATURE", value_enum, value_delimiter = ',')]
    without: Vec<Feature>,
    /// What translates posts: the http address of a LibreTranslate.
    #[arg(long, env = "REJOIN_TRANSLATOR", value_name = "URL")]
    translator: Option<Translator>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make, mend or close an account, also while the server runs.
    #[command(subcommand)]
    Account(account::Command),
    /// Copy database and media into a new directory, also while the server runs. To restore, start with it as --data.
    Backup {
        /// The directory to make.
        target: PathBuf,
    },
}

/// Does what the command line says.
#[must_use]
pub fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let cli = Cli::parse();
    let result = match cli.command {
        None => run(cli.serve),
        Some(Command::Account(command)) => account::run(&cli.serve.data, command),
        Some(Command::Backup { target }) => back_up(&cli.serve.data, &target),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("rejoin-server: {words}");
            ExitCode::FAILURE
        }
    }
}

fn back_up(data: &Path, target: &Path) -> Result<(), String> {
    let copied = backup(data, target).map_err(|error| error.to_string())?;
    println!("Copied the database and {} files to {}", copied.files, target.display());
    Ok(())
}

fn run(args: ServeArgs) -> Result<(), String> {
    let config = Config {
        listen: args.listen,
        data: args.data,
        app: args.app,
        public_url: args.public_url,
        seed: args.seed,
        open_registrations: args.open_registrations,
        behind_proxy: args.behind_proxy,
        rate_limit_factor: args.rate_limit_factor,
        without: args.without,
        translator: args.translator,
    };
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let server = serve::start(config).await.map_err(|error| error.to_string())?;
        // Scripts read this line for the real port.
        println!("Listening on http://{}", server.address);
        if server.url != format!("http://{}", server.address) {
            println!("Known as {}", server.url);
        }
        server.run_until_signal().await.map_err(|error| error.to_string())
    })
}

//! The real server: started on a free port with data of its own, stopped, killed, started again.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use tempfile::TempDir;

use crate::processes::Tree;
use crate::proxy::Proxy;
use crate::wait::{PATIENCE, until};
use crate::{api::Api, env};

/// A server process, its data and its address.
#[derive(Debug)]
pub struct Server {
    data: TempDir,
    seed: String,
    app: PathBuf,
    public_url: Option<String>,
    without: Vec<String>,
    translator: Option<String>,
    address: String,
    log: Arc<Mutex<String>>,
    process: Option<Tree>,
}

impl Server {
    /// Starts a server with an empty community.
    pub async fn empty() -> Result<Self> {
        Self::seeded("none").await
    }

    /// Starts a server with the demo community. It lets more requests through than usual: all its pages are opened in less than a
    /// minute, many times.
    pub async fn demo() -> Result<Self> {
        Self::seeded("demo").await
    }

    /// The same, lacking some features: each as `--without` calls it.
    pub async fn demo_without(features: &[&str]) -> Result<Self> {
        Self::start("demo", env::app_dir()?, None, features).await
    }

    /// Starts a server with what `--seed` makes of `seed`.
    pub async fn seeded(seed: &str) -> Result<Self> {
        Self::start(seed, env::app_dir()?, None, &[]).await
    }

    /// Starts a server with an empty community that has its posts translated at this address.
    pub async fn with_translator(url: &str) -> Result<Self> {
        let mut server = Self::start("none", env::app_dir()?, None, &[]).await?;
        server.stop().await?;
        server.translator = Some(url.to_owned());
        server.restart().await?;
        Ok(server)
    }

    /// Starts a server with an empty community that is reached by this line only.
    pub async fn behind(proxy: &Proxy) -> Result<Self> {
        let server = Self::start("none", env::app_dir()?, Some(proxy.origin()), &[]).await?;
        proxy.leads_to(&server.address);
        Ok(server)
    }

    /// Starts a server with an empty community that serves the files of another folder than the app's.
    pub async fn of_files(folder: PathBuf) -> Result<Self> {
        Self::start("none", folder, None, &[]).await
    }

    /// Starts a server with the demo community that serves the files of another folder than the app's.
    pub async fn demo_of_files(folder: PathBuf) -> Result<Self> {
        Self::start("demo", folder, None, &[]).await
    }

    async fn start(seed: &str, app: PathBuf, public_url: Option<String>, without: &[&str]) -> Result<Self> {
        let mut server = Self {
            data: TempDir::with_prefix("rejoin-journey-")?,
            seed: seed.to_owned(),
            app,
            public_url,
            without: without.iter().map(|&feature| feature.to_owned()).collect(),
            translator: None,
            address: String::new(),
            log: Arc::default(),
            process: None,
        };
        server.start_on("127.0.0.1:0").await?;
        Ok(server)
    }

    /// The address to open, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder with the server's database and media.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The SQLite file, found rather than known.
    pub fn database(&self) -> Result<PathBuf> {
        let mut files = std::fs::read_dir(self.data())?.flatten().map(|entry| entry.path());
        let is_database = |path: &PathBuf| path.extension().is_some_and(|end| end == "db" || end == "sqlite");
        files.find(is_database).with_context(|| format!("no database in {}", self.data().display()))
    }

    /// A client that has nobody signed in.
    pub fn api(&self) -> Result<Api> {
        Api::new(&self.origin())
    }

    /// Asks the server to stop, and waits until its process is gone.
    pub async fn stop(&mut self) -> Result<()> {
        self.end(Signal::TERM).await
    }

    /// Ends the server without warning, as a power cut would.
    pub async fn kill(&mut self) -> Result<()> {
        self.end(Signal::KILL).await
    }

    /// Starts the stopped server again, with the same data on the same port.
    pub async fn restart(&mut self) -> Result<()> {
        let address = self.address.clone();
        self.start_on(&address).await
    }

    /// Starts the server again, on the same port with the same data, without other features than before.
    pub async fn restart_without(&mut self, features: &[&str]) -> Result<()> {
        self.stop().await?;
        self.without = features.iter().map(|&feature| feature.to_owned()).collect();
        self.restart().await
    }

    /// What the server has printed so far.
    pub fn log(&self) -> String {
        self.log.lock().map(|log| log.clone()).unwrap_or_default()
    }

    async fn end(&mut self, signal: Signal) -> Result<()> {
        let mut process = self.process.take().context("the server is not running")?;
        process.signal(signal)?;
        let deadline = std::time::Instant::now() + Duration::from_secs(15);
        while process.child().try_wait()?.is_none() {
            if std::time::Instant::now() > deadline {
                bail!("the server did not stop on {signal:?}; it printed:\n{}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    async fn start_on(&mut self, listen: &str) -> Result<()> {
        let mut command = Command::new(env::server_binary()?);
        command.current_dir(self.data.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (data, app) = (self.data.path().as_os_str(), self.app.as_os_str());
        let public = self.public_url.iter().flat_map(|url| ["--public-url".as_ref(), url.as_ref()]);
        let translator = self.translator.iter().flat_map(|url| ["--translator".as_ref(), url.as_ref()]);
        let without = self.without.iter().flat_map(|feature| ["--without".as_ref(), feature.as_ref()]);
        let more: &[&str] = if self.seed != "none" { &["--rate-limit-factor", "100"] } else { &[] };
        let usual: [&OsStr; 9] = [
            "--listen".as_ref(),
            listen.as_ref(),
            "--data".as_ref(),
            data,
            "--app".as_ref(),
            app,
            "--seed".as_ref(),
            self.seed.as_ref(),
            "--open-registrations".as_ref(),
        ];
        let mut process = Tree::start(
            command,
            usual
                .into_iter()
                .chain(public)
                .chain(without)
                .chain(translator)
                .chain(more.iter().map(AsRef::as_ref)),
        )?;
        self.log = Arc::default();
        collect(process.child().stdout.take(), &self.log);
        collect(process.child().stderr.take(), &self.log);
        self.process = Some(process);
        self.address = until("the server's printed address", PATIENCE, async || {
            let log = self.log();
            Ok(printed_address(&log))
        })
        .await
        .with_context(|| format!("the server printed:\n{}", self.log()))?;
        let health = format!("{}/health", self.origin());
        let client = reqwest::Client::builder().no_proxy().build()?;
        until("the server to be healthy", PATIENCE, async || {
            Ok(client.get(&health).send().await?.status().is_success().then_some(()))
        })
        .await
        .with_context(|| format!("the server printed:\n{}", self.log()))
    }
}

/// Reads a stream to its end on a thread, so that the server never waits for a full pipe.
fn collect(stream: Option<impl Read + Send + 'static>, log: &Arc<Mutex<String>>) {
    let Some(stream) = stream else { return };
    let log = Arc::clone(log);
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if let Ok(mut log) = log.lock() {
                log.push_str(&line);
                log.push('\n');
            }
        }
    });
}

/// The first `127.0.0.1:PORT` of a complete line.
fn printed_address(log: &str) -> Option<String> {
    let complete = &log[..=log.rfind('\n')?];
    complete.match_indices("127.0.0.1:").find_map(|(start, host)| {
        let port: String = complete[start + host.len()..].chars().take_while(char::is_ascii_digit).collect();
        (port.parse::<u16>().ok()? != 0).then(|| format!("{host}{port}"))
    })
}

#[cfg(test)]
mod tests {
    use super::printed_address;

    #[test]
    fn an_address_counts_when_its_line_is_complete() {
        assert_eq!(printed_address("Open http://127.0.0.1:41"), None);
        assert_eq!(
            printed_address("on 127.0.0.1:0\nOpen http://127.0.0.1:4123/ now\n").unwrap(),
            "127.0.0.1:4123"
        );
    }
}

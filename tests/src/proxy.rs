//! A bad line between browser and server: answers that get lost, headers that get lost, no line at all.
//!
//! It speaks just enough HTTP/1.1: one request a connection, so that the end of a connection is the end of an answer.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The line, until it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    line: Arc<Mutex<Line>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Line {
    upstream: Option<String>,
    cut: bool,
    without: Vec<String>,
    losses: Vec<Loss>,
    seen: Vec<String>,
}

/// Answers to these requests are lost after the server has acted.
#[derive(Debug)]
struct Loss {
    request: String,
    left: usize,
}

impl Proxy {
    /// A line that leads nowhere yet.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let line = Arc::<Mutex<Line>>::default();
        let shared = Arc::clone(&line);
        let task = tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let line = Arc::clone(&shared);
                // A line that breaks is what this is for.
                tokio::spawn(async move { drop(carry(browser, &line).await) });
            }
        });
        Ok(Self { address, line, task })
    }

    /// The address to open, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Leads to the server at this address (`127.0.0.1:…`) from now on.
    pub fn leads_to(&self, upstream: &str) {
        self.line().upstream = Some(upstream.to_owned());
    }

    /// Takes the line away, or brings it back.
    pub fn cut(&self, cut: bool) {
        self.line().cut = cut;
    }

    /// Loses a header of every request.
    pub fn loses_header(&self, name: &str) {
        self.line().without.push(name.to_ascii_lowercase());
    }

    /// Loses the next `count` answers to a request (`POST /api/v1/statuses`) after the server has acted.
    pub fn loses_answers(&self, request: &str, count: usize) {
        self.line().losses.push(Loss { request: request.to_owned(), left: count });
    }

    /// How often a request (`POST /api/v1/statuses`) went by.
    pub fn count(&self, request: &str) -> usize {
        self.line().seen.iter().filter(|seen| *seen == request).count()
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        lock(&self.line)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn carry(browser: TcpStream, line: &Mutex<Line>) -> Result<()> {
    let mut browser = BufReader::new(browser);
    let (request, mut head, length) = read_head(&mut browser).await?;
    let upstream = {
        let mut line = lock(line);
        if line.cut {
            return Ok(());
        }
        head.retain(|(name, _)| !line.without.contains(&name.to_ascii_lowercase()));
        line.seen.push(named(&request));
        line.upstream.clone().context("the line leads nowhere")?
    };
    let mut body = vec![0; length];
    browser.read_exact(&mut body).await?;
    let mut server = TcpStream::connect(upstream).await?;
    let upgrade = head.iter().any(|(name, _)| name.eq_ignore_ascii_case("upgrade"));
    server.write_all(&written(&request, &head, upgrade)).await?;
    server.write_all(&body).await?;
    if upgrade {
        copy_bidirectional(&mut browser, &mut server).await?;
        return Ok(());
    }
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    if loses(&mut lock(line), &named(&request)) {
        return Ok(());
    }
    browser.write_all(&answer).await?;
    Ok(browser.shutdown().await?)
}

type Head = Vec<(String, String)>;

/// The request's line, its headers, and the length of its body.
async fn read_head(browser: &mut BufReader<TcpStream>) -> Result<(String, Head, usize)> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        anyhow::ensure!(browser.read_line(&mut line).await? > 0, "no whole request came");
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        lines.push(line.to_owned());
    }
    anyhow::ensure!(!lines.is_empty(), "no request came");
    let request = lines.remove(0);
    let head: Head = lines
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let length = head.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    Ok((request, head, length))
}

fn written(request: &str, head: &[(String, String)], upgrade: bool) -> Vec<u8> {
    let mut text = format!("{request}\r\n");
    for (name, value) in head {
        if upgrade || !name.eq_ignore_ascii_case("connection") {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    if !upgrade {
        text.push_str("connection: close\r\n");
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// Method and path, without the query.
fn named(request: &str) -> String {
    let mut words = request.split([' ', '?']);
    format!("{} {}", words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

fn loses(line: &mut Line, request: &str) -> bool {
    let Some(loss) = line.losses.iter_mut().find(|loss| loss.left > 0 && loss.request == request) else {
        return false;
    };
    loss.left -= 1;
    true
}

//! How long it takes from the start of the browser to a feed that can be read, with little and with much on the device,
//! without any server.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{Figure, STORED, TIMES, WATCH, enqueue, median};
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::server::Server;
use crate::store_page::call;

/// Fills the account's database up to so many posts, with feeds, threads and people in the proportion in which the engine
/// keeps them.
const FILL: &str = include_str!("fill.js");

/// A page without an app that reads what the first screen needs from the same database.
const PLAIN: &str = "const [prefix] = given;
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const start = performance.now();
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith(prefix) && !name.endsWith('/-'));
    const database = await done(indexedDB.open(name));
    const tx = database.transaction(['timelines', 'posts', 'accounts']);
    const home = await done(tx.objectStore('timelines').get('home'));
    const keys = [...home.t.matchAll(/\"(\\d+)\"/g)].slice(0, 24).map(([, id]) => id);
    await Promise.all(keys.map((key) => done(tx.objectStore('posts').get(key))));
    const took = performance.now() - start;
    database.close();
    return took";

pub(super) async fn measure() -> Result<Vec<Figure>> {
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    for n in 0..40 {
        ben.publish(&format!("Post number {n} of a feed that has been read, with a few words to it."))
            .await?;
    }
    let mut devices = Vec::new();
    for stored in STORED {
        devices.push(Device::of_reader(&server, stored).await?);
    }
    server.stop().await?;
    for device in &mut devices {
        device.fill(&server).await?;
    }
    // In turn, so that whatever else the machine does befalls all of them.
    for _ in 0..TIMES {
        for device in &mut devices {
            device.start(&server).await?;
        }
    }
    let mut figures = Vec::new();
    let mut taps = Vec::new();
    for device in devices {
        taps.extend(enqueue::measure(&device.browser, &server, device.stored).await?);
        figures.push(device.finish().await?);
    }
    Ok(with_growth(&figures).into_iter().chain(taps).collect())
}

/// The figures of each device, from few posts to many, and each against that of the fewest.
fn with_growth(devices: &[[Figure; 2]]) -> Vec<Figure> {
    let mut all = Vec::new();
    for kind in 0..2 {
        let of_kind: Vec<&Figure> = devices.iter().filter_map(|device| device.get(kind)).collect();
        all.extend(of_kind.iter().copied().cloned());
        if let (Some(few), Some(many)) = (of_kind.first(), of_kind.last()) {
            all.push(Figure::new(
                &many.name,
                (many.value, many.unit),
                (few.value, "a hundredth of the posts"),
            ));
        }
    }
    all
}

/// A browser whose device holds so many posts.
struct Device {
    browser: Browser,
    stored: usize,
    started: Vec<f64>,
    reloaded: Vec<f64>,
    plain: Vec<f64>,
}

impl Device {
    async fn of_reader(server: &Server, stored: usize) -> Result<Self> {
        let browser = Browser::start(Engine::Chromium).await?;
        let app = App::new(&browser, server);
        app.sign_in("ada").await?;
        app.post("Post number 39").shown().await?;
        app.can_go_offline().await?;
        Ok(Self { browser, stored, started: Vec::new(), reloaded: Vec::new(), plain: Vec::new() })
    }

    async fn fill(&mut self, server: &Server) -> Result<()> {
        // A file of the app's origin, where no app runs.
        App::new(&self.browser, server).open("/icon.svg").await?;
        let page = self.browser.page();
        page.driver().set_script_timeout(Duration::from_secs(600)).await?;
        let there: usize = call(&page, FILL, vec![json!(prefix(server)), json!(self.stored)]).await?;
        ensure!(there >= self.stored, "there are {there} posts instead of {}", self.stored);
        // The browser puts its log in order when it starts the next time, which is not what is measured.
        self.browser.restart().await?;
        App::new(&self.browser, server).open("/icon.svg").await?;
        call::<f64>(&self.browser.page(), PLAIN, vec![json!(prefix(server))]).await.map(drop)
    }

    async fn start(&mut self, server: &Server) -> Result<()> {
        self.browser.restart().await?;
        let page = self.browser.page();
        let watch = json!({ "source": WATCH });
        page.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await?;
        let app = App::new(&self.browser, server);
        for times in [&mut self.started, &mut self.reloaded] {
            app.open("/").await?;
            let painted = async || {
                let at: Value = page.eval("return window.__painted ?? null", vec![]).await?;
                Ok(at.as_f64())
            };
            times.push(page.until("the painted feed", painted).await?);
        }
        app.open("/icon.svg").await?;
        self.plain.push(call(&page, PLAIN, vec![json!(prefix(server))]).await?);
        Ok(())
    }

    async fn finish(self) -> Result<[Figure; 2]> {
        let plain = median(self.plain);
        let figure = |name: &str, times: Vec<f64>| {
            let name = format!("feed painted, {name}, {} posts", self.stored);
            Figure::new(name, (median(times), "ms"), (plain, "a plain page that reads as much"))
        };
        let figures = [figure("browser started", self.started), figure("page reloaded", self.reloaded)];
        self.browser.quit().await?;
        Ok(figures)
    }
}

/// How the names of the databases of this server's accounts begin.
pub(super) fn prefix(server: &Server) -> String {
    format!("rejoin/{}/", server.origin().replace("http://", ""))
}

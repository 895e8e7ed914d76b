//! `cargo xtask bench search`: 100,000 made-up posts of many languages in the index, and how long it takes to answer.
//!
//! Prints a table, and writes the same as JSON to the file that `REJOIN_BENCH` names.

use rejoin_search::{Index, Marks, Post, Query, QueryError, Reader};
use std::fmt::Write;
use std::time::Instant;

/// How many posts a busy reader has seen in a year or two.
const POSTS: u32 = 100_000;

/// How often each query is asked.
const ROUNDS: usize = 40;

/// How many results a page shows.
const LIMIT: usize = 40;

/// What people search for: rare and common words, half-typed ones, phrases, conditions, scripts without spaces.
const QUERIES: [&str; 14] = [
    "ta ",
    "maschene ",
    "PO",
    "s",
    "schegolu",
    "\"ta ne\"",
    "ri so lu ",
    "ne -ta has:media",
    "from:user17@host2.example",
    "lang:ja has:poll",
    "in:bookmarks after:2024-02 before:2024-11 ",
    "語学",
    "学",
    "語学生",
];

/// Numbers that look like chance and are the same on every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit.max(1))).unwrap_or_default()
    }

    /// A rank as words have it in languages: the n-th about 1/n as often as the first.
    fn rank(&mut self, limit: f64) -> u32 {
        let share = f64::from(self.below(1_000_000)) / 1_000_000.0;
        limit.powf(share) as u32 - 1
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let before = resident();
    let start = Instant::now();
    let mut making = 0.0;
    let mut index = Index::default();
    let mut chance = Chance(0x5eed);
    for number in 0..POSTS {
        let made = Instant::now();
        let text = text(&mut chance, number);
        let (id, author) = (format!("11{number:016}"), author(&mut chance));
        making += made.elapsed().as_secs_f64();
        let (created_at, language) = (1_700_000_000_000 + i64::from(number) * 400_000, language(number));
        index.put(Post {
            id: &id,
            author: &author,
            created_at,
            language,
            marks: marks(&mut chance),
            texts: &[&text],
        });
    }
    let put = (start.elapsed().as_secs_f64() - making) * 1_000.0;
    index.shrink();
    let bytes = resident().saturating_sub(before) / u64::from(POSTS);

    let mut figures = vec![("index_ms".to_owned(), put), ("bytes_a_post".to_owned(), bytes as f64)];
    println!("{POSTS} posts indexed in {put:.0} ms; {bytes} bytes of memory a post\n");
    println!("{:<46} {:>7} {:>9} {:>9}", "query", "found", "p50 ms", "p95 ms");
    let mut all = Vec::new();
    for typed in QUERIES {
        let (total, times) = asked(&index, typed)?;
        println!("{typed:<46} {total:>7} {:>9.2} {:>9.2}", share(&times, 50), share(&times, 95));
        all.extend(times);
    }
    all.sort_by(f64::total_cmp);
    let (p50, p95) = (share(&all, 50), share(&all, 95));
    println!("{:<46} {:>7} {p50:>9.2} {p95:>9.2}", "all of them", "");
    figures.extend([("p50_ms".to_owned(), p50), ("p95_ms".to_owned(), p95)]);
    if let Some(file) = std::env::var_os("REJOIN_BENCH") {
        std::fs::write(file, json(&figures)?)?;
    }
    Ok(())
}

/// How many posts a query finds, and the milliseconds of each time it was parsed and answered, rising.
fn asked(index: &Index, typed: &str) -> Result<(usize, Vec<f64>), QueryError> {
    let mut total = 0;
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let query = Query::parse(typed, Reader::default())?;
        total = index.search(&query, LIMIT).total;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((total, times))
}

/// Ten to sixty words of a spaced script, or characters of one without spaces in each fifth post.
fn text(chance: &mut Chance, number: u32) -> String {
    let mut text = String::new();
    for _ in 0..10 + chance.below(50) {
        let rank = chance.rank(60_000.0);
        if number.is_multiple_of(5) {
            text.push(character(rank));
            if chance.below(12) == 0 {
                text.push('。');
            }
        } else {
            let _ = write!(text, "{} ", word(rank));
        }
    }
    text
}

/// The word of a rank, of syllables; some have accents.
fn word(mut rank: u32) -> String {
    const SYLLABLES: [&str; 16] =
        ["ta", "ne", "ri", "so", "lu", "má", "ke", "ви", "до", "pö", "be", "go", "fi", "hou", "sché", "ja"];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES.get(rank as usize % 16).copied().unwrap_or("ta"));
        rank /= 16;
        if rank == 0 {
            return word;
        }
    }
}

/// The character of a rank: the commonest are those that the queries ask for.
fn character(rank: u32) -> char {
    let common = "語学生活日本東京人気今天我們".chars().nth(rank as usize);
    common.or_else(|| char::from_u32(0x4e00 + rank % 6_000)).unwrap_or('語')
}

fn author(chance: &mut Chance) -> String {
    format!("user{}@host{}.example", chance.rank(5_000.0), chance.below(20))
}

fn language(number: u32) -> &'static str {
    ["ja", "de", "en", "fr", "pt-BR"].get(number as usize % 5).copied().unwrap_or("en")
}

fn marks(chance: &mut Chance) -> Marks {
    let mut marks = Marks::NONE;
    for (one_in, mark) in [(3, Marks::MEDIA), (40, Marks::POLL), (4, Marks::LINK), (50, Marks::BOOKMARKED)] {
        if chance.below(one_in) == 0 {
            marks = marks.with(mark);
        }
    }
    marks
}

/// The time below which so many of a hundred lie.
fn share(times: &[f64], percent: usize) -> f64 {
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}

/// Bytes of memory this process holds; zero where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.unwrap_or(0_u64) * 1_024
}

fn json(figures: &[(String, f64)]) -> Result<String, std::fmt::Error> {
    let mut out = String::from("{");
    for (number, (name, value)) in figures.iter().enumerate() {
        write!(out, "{}\n  \"{name}\": {value:.2}", if number == 0 { "" } else { "," })?;
    }
    Ok(out + "\n}\n")
}

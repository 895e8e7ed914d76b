//! `account create|reset-password|disable`, for whoever runs the server.

use std::{
    io::{self, BufRead},
    path::Path,
    sync::Arc,
};

use clap::Subcommand as ClapSubcommand;
use rusqlite::params;

use crate::{
    accounts::signup::{self, NewAccount},
    auth::{password, secret, tokens::sign_out_everywhere},
    config::Site,
    db::{Db, Query},
    error::{ApiError, ApiResult},
    events::Hub,
    ids::AccountId,
};

#[derive(Debug, ClapSubcommand)]
pub(super) enum Command {
    /// Make an account; the password is read from standard input, or made up and printed.
    Create {
        username: String,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
        #[arg(long)]
        email: Option<String>,
        #[arg(long)]
        display_name: Option<String>,
    },
    /// Give an account a new password and sign it out everywhere.
    ResetPassword {
        username: String,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Sign an account out, let it sign in no more, and show nothing of it.
    Disable {
        username: String,
        /// Undo it.
        #[arg(long)]
        undo: bool,
    },
}

/// Runs a subcommand on the data directory; the server may be running on it.
pub(super) fn run(data: &Path, command: Command) -> Result<(), String> {
    std::fs::create_dir_all(data).map_err(|error| error.to_string())?;
    // No address is given out by what is done here.
    let site = Arc::new(Site { origin: String::new(), host: String::new() });
    let db = Db::open(data, site, Hub::default()).map_err(|error| error.to_string())?;
    match command {
        Command::Create { username, password_stdin, email, display_name } => {
            let password = password_from(password_stdin)?;
            let account = NewAccount { username, password, email, display_name, ..NewAccount::default() };
            let checked = signup::check(account).map_err(words)?;
            db.write_blocking(move |tx| signup::create(tx, checked)).map_err(words)?;
        }
        Command::ResetPassword { username, password_stdin } => {
            let hash = checked_hash(&password_from(password_stdin)?)?;
            db.write_blocking(move |tx| {
                let id = find(tx, &username)?;
                tx.run("UPDATE users SET password_hash = ?2 WHERE account_id = ?1", params![id, hash])?;
                sign_out_everywhere(tx, id)
            })
            .map_err(words)?;
        }
        Command::Disable { username, undo } => db
            .write_blocking(move |tx| {
                let id = find(tx, &username)?;
                let at = (!undo).then_some(tx.now);
                tx.run("UPDATE accounts SET disabled_at = ?2 WHERE id = ?1", params![id, at])?;
                sign_out_everywhere(tx, id)
            })
            .map_err(words)?,
    }
    println!("Done.");
    Ok(())
}

fn words(error: ApiError) -> String {
    match error {
        ApiError::NotFound => "there is no such account".to_owned(),
        ApiError::Internal(source) => source.to_string(),
        other => other.to_string(),
    }
}

fn find(tx: &rusqlite::Connection, username: &str) -> ApiResult<AccountId> {
    tx.value("SELECT id FROM accounts WHERE username = ?1", [username.trim_start_matches('@')])?
        .ok_or(ApiError::NotFound)
}

fn checked_hash(password: &str) -> Result<String, String> {
    if !password::LENGTH.contains(&password.chars().count()) {
        return Err(signup::password_rule());
    }
    password::hash(password).map_err(words)
}

fn password_from(stdin: bool) -> Result<String, String> {
    if !stdin {
        let made: String = secret::random().chars().take(20).collect();
        println!("Password: {made}");
        return Ok(made);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| error.to_string())?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

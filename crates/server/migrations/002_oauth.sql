-- Secrets that clients hold (tokens, codes, session cookies) are kept as SHA-256 only.
CREATE TABLE oauth_apps (
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  client_secret TEXT NOT NULL,
  name TEXT NOT NULL,
  website TEXT,
  -- One a line.
  redirect_uris TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE oauth_grants (
  code_hash BLOB PRIMARY KEY,
  app_id INTEGER NOT NULL REFERENCES oauth_apps(id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  redirect_uri TEXT NOT NULL,
  scopes TEXT NOT NULL,
  -- PKCE, S256 only; NULL where the client sent none.
  code_challenge TEXT,
  expires_at INTEGER NOT NULL,
  -- The token that the code was exchanged for: a second exchange revokes it.
  token_id INTEGER REFERENCES oauth_tokens(id) ON DELETE SET NULL,
  used_at INTEGER
) WITHOUT ROWID;

CREATE TABLE oauth_tokens (
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  app_id INTEGER REFERENCES oauth_apps(id) ON DELETE CASCADE,
  -- NULL for an app's own token (client_credentials).
  account_id INTEGER REFERENCES accounts(id) ON DELETE CASCADE,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
);
CREATE INDEX oauth_tokens_account ON oauth_tokens(account_id);

-- Browsers signed in to the server's own pages.
CREATE TABLE sessions (
  session_hash BLOB PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions(account_id);

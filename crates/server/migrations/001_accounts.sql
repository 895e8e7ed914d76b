-- People. Times are milliseconds since 1970, UTC. Ids are time-sortable (src/ids.rs).
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL DEFAULT '',
  -- What the person wrote, and the HTML made of it when it was written.
  note TEXT NOT NULL DEFAULT '',
  note_html TEXT NOT NULL DEFAULT '',
  -- JSON array of {name, value, value_html}.
  fields TEXT NOT NULL DEFAULT '[]',
  -- Paths below the media directory; NULL shows the default picture.
  avatar TEXT,
  avatar_static TEXT,
  avatar_description TEXT NOT NULL DEFAULT '',
  header TEXT,
  header_static TEXT,
  header_description TEXT NOT NULL DEFAULT '',
  locked INTEGER NOT NULL DEFAULT 0,
  bot INTEGER NOT NULL DEFAULT 0,
  discoverable INTEGER NOT NULL DEFAULT 1,
  indexable INTEGER NOT NULL DEFAULT 1,
  hide_collections INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  -- Set by `account disable`: nobody signs in, nothing of it is shown.
  disabled_at INTEGER,
  -- Kept by triggers.
  statuses_count INTEGER NOT NULL DEFAULT 0,
  followers_count INTEGER NOT NULL DEFAULT 0,
  following_count INTEGER NOT NULL DEFAULT 0,
  last_status_at INTEGER
);

-- What signing in needs, and the defaults of posting.
CREATE TABLE users (
  account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
  email TEXT UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  locale TEXT NOT NULL DEFAULT 'en',
  reason TEXT,
  default_visibility INTEGER NOT NULL DEFAULT 0,
  default_sensitive INTEGER NOT NULL DEFAULT 0,
  default_language TEXT,
  expand_media TEXT NOT NULL DEFAULT 'default',
  expand_spoilers INTEGER NOT NULL DEFAULT 0,
  autoplay INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
);

CREATE TABLE rules (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  hint TEXT NOT NULL DEFAULT ''
);

-- title, description, extended_description, contact_account_id, contact_email, demo_password.
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE custom_emojis (
  id INTEGER PRIMARY KEY,
  shortcode TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  static_file TEXT NOT NULL,
  category TEXT,
  visible_in_picker INTEGER NOT NULL DEFAULT 1
);

-- In every table `account_id` does it to `target_id`.
CREATE TABLE follows (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  show_reblogs INTEGER NOT NULL DEFAULT 1,
  notify INTEGER NOT NULL DEFAULT 0,
  -- JSON array of language codes; NULL shows all.
  languages TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
);
CREATE INDEX follows_target ON follows(target_id, id);
CREATE INDEX follows_account ON follows(account_id, id);
CREATE TRIGGER follows_inserted AFTER INSERT ON follows BEGIN
  UPDATE accounts SET following_count = following_count + 1 WHERE id = NEW.account_id;
  UPDATE accounts SET followers_count = followers_count + 1 WHERE id = NEW.target_id;
END;
CREATE TRIGGER follows_deleted AFTER DELETE ON follows BEGIN
  UPDATE accounts SET following_count = following_count - 1 WHERE id = OLD.account_id;
  UPDATE accounts SET followers_count = followers_count - 1 WHERE id = OLD.target_id;
END;

CREATE TABLE follow_requests (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  show_reblogs INTEGER NOT NULL DEFAULT 1,
  notify INTEGER NOT NULL DEFAULT 0,
  languages TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
);
CREATE INDEX follow_requests_target ON follow_requests(target_id, id);

CREATE TABLE blocks (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
);
CREATE INDEX blocks_target ON blocks(target_id, account_id);

CREATE TABLE mutes (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  hide_notifications INTEGER NOT NULL DEFAULT 1,
  -- NULL lasts until unmuted.
  expires_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
);
CREATE INDEX mutes_target ON mutes(target_id, account_id);

CREATE TABLE account_notes (
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  comment TEXT NOT NULL,
  PRIMARY KEY (account_id, target_id)
) WITHOUT ROWID;

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  category TEXT NOT NULL DEFAULT 'other',
  comment TEXT NOT NULL DEFAULT '',
  -- JSON arrays of ids.
  status_ids TEXT NOT NULL DEFAULT '[]',
  rule_ids TEXT NOT NULL DEFAULT '[]',
  forward INTEGER NOT NULL DEFAULT 0,
  action_taken_at INTEGER,
  created_at INTEGER NOT NULL
);
CREATE INDEX reports_account ON reports(account_id, id);

-- A conversation is a thread: every reply joins its parent's.
CREATE TABLE conversations (
  id INTEGER PRIMARY KEY
);

CREATE TABLE statuses (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  -- What was written, and the HTML made of it when it was written.
  text TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL DEFAULT '',
  spoiler_text TEXT NOT NULL DEFAULT '',
  -- 0 public, 1 unlisted, 2 private (followers), 3 direct (mentioned people).
  visibility INTEGER NOT NULL CHECK (visibility BETWEEN 0 AND 3),
  sensitive INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  in_reply_to_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
  in_reply_to_account_id INTEGER REFERENCES accounts(id) ON DELETE SET NULL,
  -- A boost is a status of its own without text.
  reblog_of_id INTEGER REFERENCES statuses(id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  app_id INTEGER REFERENCES oauth_apps(id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  -- Kept by triggers.
  replies_count INTEGER NOT NULL DEFAULT 0,
  reblogs_count INTEGER NOT NULL DEFAULT 0,
  favourites_count INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX statuses_account ON statuses(account_id, id);
CREATE INDEX statuses_reply ON statuses(in_reply_to_id) WHERE in_reply_to_id IS NOT NULL;
CREATE UNIQUE INDEX statuses_reblog ON statuses(reblog_of_id, account_id) WHERE reblog_of_id IS NOT NULL;
CREATE INDEX statuses_conversation ON statuses(conversation_id, id);
CREATE INDEX statuses_public ON statuses(id) WHERE visibility = 0 AND reblog_of_id IS NULL;

CREATE TRIGGER statuses_inserted AFTER INSERT ON statuses BEGIN
  UPDATE accounts SET statuses_count = statuses_count + (NEW.visibility < 3),
    last_status_at = CASE WHEN NEW.visibility < 3 THEN max(coalesce(last_status_at, 0), NEW.created_at) ELSE last_status_at END
    WHERE id = NEW.account_id;
  UPDATE statuses SET replies_count = replies_count + 1
    WHERE id = NEW.in_reply_to_id AND NEW.visibility < 2;
  UPDATE statuses SET reblogs_count = reblogs_count + 1 WHERE id = NEW.reblog_of_id;
END;
CREATE TRIGGER statuses_deleted AFTER DELETE ON statuses BEGIN
  UPDATE accounts SET statuses_count = statuses_count - (OLD.visibility < 3) WHERE id = OLD.account_id;
  UPDATE statuses SET replies_count = replies_count - 1
    WHERE id = OLD.in_reply_to_id AND OLD.visibility < 2;
  UPDATE statuses SET reblogs_count = reblogs_count - 1 WHERE id = OLD.reblog_of_id;
END;

-- Every version of an edited status, the first and the present one too.
CREATE TABLE status_edits (
  id INTEGER PRIMARY KEY,
  status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  spoiler_text TEXT NOT NULL,
  sensitive INTEGER NOT NULL,
  -- JSON array of {id, description}, and of option titles or NULL without a poll.
  media TEXT NOT NULL DEFAULT '[]',
  poll_options TEXT,
  created_at INTEGER NOT NULL
);
CREATE INDEX status_edits_status ON status_edits(status_id, id);

CREATE TABLE mentions (
  status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (status_id, account_id)
) WITHOUT ROWID;
CREATE INDEX mentions_account ON mentions(account_id, status_id);

-- `name` is lower case without the sign; `display_name` as first written.
CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE TABLE status_tags (
  tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
  status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, status_id)
) WITHOUT ROWID;
CREATE INDEX status_tags_status ON status_tags(status_id);

CREATE TABLE favourites (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, status_id)
);
CREATE INDEX favourites_status ON favourites(status_id, id);
CREATE INDEX favourites_account ON favourites(account_id, id);
CREATE TRIGGER favourites_inserted AFTER INSERT ON favourites BEGIN
  UPDATE statuses SET favourites_count = favourites_count + 1 WHERE id = NEW.status_id;
END;
CREATE TRIGGER favourites_deleted AFTER DELETE ON favourites BEGIN
  UPDATE statuses SET favourites_count = favourites_count - 1 WHERE id = OLD.status_id;
END;

CREATE TABLE bookmarks (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, status_id)
);
CREATE INDEX bookmarks_account ON bookmarks(account_id, id);
CREATE INDEX bookmarks_status ON bookmarks(status_id);

CREATE TABLE status_pins (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  status_id INTEGER NOT NULL UNIQUE REFERENCES statuses(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
);
CREATE INDEX status_pins_account ON status_pins(account_id, id);

CREATE TABLE thread_mutes (
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, conversation_id)
) WITHOUT ROWID;

-- A row lives for a day. The status may be gone while the key still guards against a second one.
CREATE TABLE idempotency_keys (
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  -- One of the two; neither once the post is deleted.
  status_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
  scheduled_status_id INTEGER REFERENCES scheduled_statuses(id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys(created_at);
CREATE INDEX idempotency_keys_status ON idempotency_keys(status_id);

-- `params` is the JSON of the post that will be made.
CREATE TABLE scheduled_statuses (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  scheduled_at INTEGER NOT NULL,
  params TEXT NOT NULL,
  app_id INTEGER REFERENCES oauth_apps(id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX scheduled_statuses_account ON scheduled_statuses(account_id, id);
CREATE INDEX scheduled_statuses_due ON scheduled_statuses(scheduled_at);

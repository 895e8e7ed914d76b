CREATE TABLE media (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  -- Both NULL until attached; what stays unattached for a day is swept away.
  status_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
  scheduled_status_id INTEGER REFERENCES scheduled_statuses(id) ON DELETE SET NULL,
  -- Order within the status.
  position INTEGER NOT NULL DEFAULT 0,
  -- image, gifv, video, audio, unknown.
  type TEXT NOT NULL,
  content_type TEXT NOT NULL,
  -- Paths below the media directory.
  file TEXT NOT NULL,
  preview TEXT,
  description TEXT,
  focus_x REAL NOT NULL DEFAULT 0,
  focus_y REAL NOT NULL DEFAULT 0,
  blurhash TEXT,
  width INTEGER,
  height INTEGER,
  preview_width INTEGER,
  preview_height INTEGER,
  -- Seconds, for audio and video.
  duration REAL,
  size INTEGER NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX media_status ON media(status_id, position) WHERE status_id IS NOT NULL;
CREATE INDEX media_scheduled ON media(scheduled_status_id) WHERE scheduled_status_id IS NOT NULL;
CREATE INDEX media_loose ON media(created_at) WHERE status_id IS NULL AND scheduled_status_id IS NULL;
CREATE INDEX media_account ON media(account_id);

CREATE TABLE polls (
  id INTEGER PRIMARY KEY,
  status_id INTEGER NOT NULL UNIQUE REFERENCES statuses(id) ON DELETE CASCADE,
  multiple INTEGER NOT NULL DEFAULT 0,
  hide_totals INTEGER NOT NULL DEFAULT 0,
  -- NULL never ends.
  expires_at INTEGER,
  -- Set once the people concerned were told that it ended.
  closed_at INTEGER,
  voters_count INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX polls_due ON polls(expires_at) WHERE closed_at IS NULL;
CREATE TABLE poll_options (
  poll_id INTEGER NOT NULL REFERENCES polls(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  votes_count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (poll_id, position)
) WITHOUT ROWID;
CREATE TABLE poll_votes (
  poll_id INTEGER NOT NULL REFERENCES polls(id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  choice INTEGER NOT NULL,
  PRIMARY KEY (poll_id, account_id, choice)
) WITHOUT ROWID;
CREATE INDEX poll_votes_account ON poll_votes(account_id);
CREATE TRIGGER poll_votes_inserted AFTER INSERT ON poll_votes BEGIN
  UPDATE poll_options SET votes_count = votes_count + 1 WHERE poll_id = NEW.poll_id AND position = NEW.choice;
  UPDATE polls SET voters_count = voters_count + (
    (SELECT count(*) FROM poll_votes WHERE poll_id = NEW.poll_id AND account_id = NEW.account_id) = 1
  ) WHERE id = NEW.poll_id;
END;

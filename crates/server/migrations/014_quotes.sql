-- Who may quote a post: 0 everyone, 1 who follows its author, 2 nobody else. Of posts that are not for everyone, nobody.
ALTER TABLE statuses ADD COLUMN quote_policy INTEGER NOT NULL DEFAULT 0 CHECK (quote_policy BETWEEN 0 AND 2);
ALTER TABLE users ADD COLUMN default_quote_policy INTEGER NOT NULL DEFAULT 0 CHECK (default_quote_policy BETWEEN 0 AND 2);

-- A status quotes one other at most. The row outlives what is quoted, so that readers learn that something was.
CREATE TABLE quotes (
  status_id INTEGER PRIMARY KEY REFERENCES statuses(id) ON DELETE CASCADE,
  quoted_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
  -- When the author of the quoted status took it out of this one.
  revoked_at INTEGER
);
CREATE INDEX quotes_quoted ON quotes(quoted_id, status_id) WHERE quoted_id IS NOT NULL;

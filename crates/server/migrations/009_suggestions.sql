-- People whom someone does not want to be suggested again.
CREATE TABLE suggestion_dismissals (
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, target_id)
) WITHOUT ROWID;

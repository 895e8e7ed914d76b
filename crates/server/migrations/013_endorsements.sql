-- Whom someone features on their profile.
CREATE TABLE endorsements (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  UNIQUE (account_id, target_id)
);
CREATE INDEX endorsements_target ON endorsements(target_id);

-- Servers of which someone wants nothing. This one exchanges nothing with others, so for now the list is only kept.
CREATE TABLE domain_blocks (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  domain TEXT NOT NULL,
  UNIQUE (account_id, domain)
);

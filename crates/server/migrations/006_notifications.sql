CREATE TABLE notifications (
  id INTEGER PRIMARY KEY,
  -- Whom it tells, and who did it.
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  from_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  -- mention, status, reblog, follow, follow_request, favourite, poll, update.
  type TEXT NOT NULL,
  status_id INTEGER REFERENCES statuses(id) ON DELETE CASCADE,
  -- Same key, same group in v2; `ungrouped-{id}` stands alone.
  group_key TEXT NOT NULL,
  -- 1: held back by the policy, shown under notification requests.
  filtered INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
);
CREATE INDEX notifications_account ON notifications(account_id, id);
CREATE INDEX notifications_group ON notifications(account_id, group_key, id);
CREATE INDEX notifications_from ON notifications(from_id, account_id);
CREATE INDEX notifications_status ON notifications(status_id) WHERE status_id IS NOT NULL;

-- Each is accept, filter or drop. No row: accept all.
CREATE TABLE notification_policies (
  account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
  for_not_following TEXT NOT NULL DEFAULT 'accept',
  for_not_followers TEXT NOT NULL DEFAULT 'accept',
  for_new_accounts TEXT NOT NULL DEFAULT 'accept',
  for_private_mentions TEXT NOT NULL DEFAULT 'accept',
  for_limited_accounts TEXT NOT NULL DEFAULT 'accept'
);

-- One for each person whose notifications are held back.
CREATE TABLE notification_requests (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  from_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  last_status_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (account_id, from_id)
);
-- People whose request was accepted: the policy no longer holds them back.
CREATE TABLE notification_permissions (
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  from_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, from_id)
) WITHOUT ROWID;

CREATE TABLE markers (
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  timeline TEXT NOT NULL,
  last_read_id TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, timeline)
) WITHOUT ROWID;

-- A thread of direct posts as one of its people sees it.
CREATE TABLE account_conversations (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  -- JSON array of the other people's ids.
  participants TEXT NOT NULL,
  last_status_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
  unread INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, conversation_id)
);
CREATE INDEX account_conversations_last ON account_conversations(account_id, last_status_id);
CREATE INDEX account_conversations_status ON account_conversations(last_status_id);

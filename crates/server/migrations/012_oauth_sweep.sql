ALTER TABLE oauth_apps DROP COLUMN client_secret;

-- When a token was last used, to the day: an app's own that nobody uses any more is swept away. Those there are count as
-- used today.
ALTER TABLE oauth_tokens ADD COLUMN used_at INTEGER;
UPDATE oauth_tokens SET used_at = CAST(unixepoch('subsec') * 1000 AS INTEGER);

-- What hangs on an app, to be found when it is swept away.
CREATE INDEX oauth_tokens_app ON oauth_tokens(app_id);
CREATE INDEX oauth_grants_app ON oauth_grants(app_id);
CREATE INDEX oauth_grants_token ON oauth_grants(token_id) WHERE token_id IS NOT NULL;
CREATE INDEX statuses_app ON statuses(app_id) WHERE app_id IS NOT NULL;
CREATE INDEX scheduled_statuses_app ON scheduled_statuses(app_id) WHERE app_id IS NOT NULL;

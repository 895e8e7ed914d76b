-- The secret of a client is kept as SHA-256, as all that clients hold. A step in code fills it in; the next migration drops
-- the secret itself.
ALTER TABLE oauth_apps ADD COLUMN secret_hash BLOB NOT NULL DEFAULT x'';

-- Full text, kept by triggers; the texts themselves stay in their own tables.
CREATE VIRTUAL TABLE statuses_fts USING fts5(
  text, spoiler_text, content='statuses', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER statuses_fts_inserted AFTER INSERT ON statuses WHEN NEW.reblog_of_id IS NULL BEGIN
  INSERT INTO statuses_fts(rowid, text, spoiler_text) VALUES (NEW.id, NEW.text, NEW.spoiler_text);
END;
CREATE TRIGGER statuses_fts_deleted AFTER DELETE ON statuses WHEN OLD.reblog_of_id IS NULL BEGIN
  INSERT INTO statuses_fts(statuses_fts, rowid, text, spoiler_text)
    VALUES ('delete', OLD.id, OLD.text, OLD.spoiler_text);
END;
CREATE TRIGGER statuses_fts_updated AFTER UPDATE OF text, spoiler_text ON statuses WHEN OLD.reblog_of_id IS NULL BEGIN
  INSERT INTO statuses_fts(statuses_fts, rowid, text, spoiler_text)
    VALUES ('delete', OLD.id, OLD.text, OLD.spoiler_text);
  INSERT INTO statuses_fts(rowid, text, spoiler_text) VALUES (NEW.id, NEW.text, NEW.spoiler_text);
END;

CREATE VIRTUAL TABLE accounts_fts USING fts5(
  username, display_name, note, content='accounts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER accounts_fts_inserted AFTER INSERT ON accounts BEGIN
  INSERT INTO accounts_fts(rowid, username, display_name, note)
    VALUES (NEW.id, NEW.username, NEW.display_name, NEW.note);
END;
CREATE TRIGGER accounts_fts_deleted AFTER DELETE ON accounts BEGIN
  INSERT INTO accounts_fts(accounts_fts, rowid, username, display_name, note)
    VALUES ('delete', OLD.id, OLD.username, OLD.display_name, OLD.note);
END;
CREATE TRIGGER accounts_fts_updated AFTER UPDATE OF username, display_name, note ON accounts BEGIN
  INSERT INTO accounts_fts(accounts_fts, rowid, username, display_name, note)
    VALUES ('delete', OLD.id, OLD.username, OLD.display_name, OLD.note);
  INSERT INTO accounts_fts(rowid, username, display_name, note)
    VALUES (NEW.id, NEW.username, NEW.display_name, NEW.note);
END;

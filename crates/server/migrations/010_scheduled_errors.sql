-- Why a scheduled post could not be made when its time came. It waits for its author then, who may give it another time.
ALTER TABLE scheduled_statuses ADD COLUMN error TEXT;
DROP INDEX scheduled_statuses_due;
CREATE INDEX scheduled_statuses_due ON scheduled_statuses(scheduled_at) WHERE error IS NULL;

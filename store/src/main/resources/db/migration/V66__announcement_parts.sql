-- What a change touches may be told in parts: how far the current stretch of the change sequence goes, and the last image of
-- it that was told of. 0: between two stretches.
ALTER TABLE announcement_cursor ADD COLUMN until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE announcement_cursor ADD COLUMN image BIGINT NOT NULL DEFAULT 0;

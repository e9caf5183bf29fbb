-- What the camera wrote into a photo. Photos that were added before carry nothing;
-- their files still do.
ALTER TABLE evidence ADD COLUMN taken         TEXT    NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN taken_assumed INTEGER NOT NULL DEFAULT 0 CHECK (taken_assumed IN (0, 1));
ALTER TABLE evidence ADD COLUMN latitude      TEXT    NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN longitude     TEXT    NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN orientation   INTEGER;

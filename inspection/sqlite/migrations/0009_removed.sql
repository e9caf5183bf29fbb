-- Sample data that was taken off: kept, and listed and counted nowhere.
ALTER TABLE inspections ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
ALTER TABLE hazards     ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

-- A seal may be made because of that, and because something came back from the bin.
CREATE TABLE seals_new (
  id          TEXT PRIMARY KEY NOT NULL,
  inspection  TEXT NOT NULL REFERENCES inspections (id) DEFERRABLE INITIALLY DEFERRED,
  round       INTEGER,
  cause       TEXT NOT NULL CHECK (cause IN ('finish', 'sign', 'describe', 'photo', 'correct', 'void', 'remove', 'restore')),
  made        TEXT NOT NULL,
  "by"        TEXT NOT NULL,
  content     TEXT NOT NULL, -- SHA-256 of what was sealed
  answers     INTEGER,
  hazards     INTEGER,
  evidence    TEXT NOT NULL, -- ids of the photos that were sealed
  signatures  TEXT NOT NULL,
  corrections TEXT NOT NULL,
  device      TEXT NOT NULL, -- the end of the journal at that moment,
  sequence    INTEGER,
  hash        TEXT NOT NULL,
  time        TEXT NOT NULL,
  key         TEXT NOT NULL, -- and its signature
  signature   TEXT NOT NULL
) STRICT;
INSERT INTO seals_new SELECT id, inspection, round, cause, made, "by", content, answers, hazards, evidence, signatures, corrections,
  device, sequence, hash, time, key, signature FROM seals;
DROP TABLE seals;
ALTER TABLE seals_new RENAME TO seals;
CREATE UNIQUE INDEX seals_inspection ON seals (inspection, round, id);

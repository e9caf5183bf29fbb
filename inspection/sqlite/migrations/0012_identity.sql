-- A laptop that takes another identity writes a receipt of what it knew as the former one.
CREATE TABLE receipts_new (
  id       TEXT PRIMARY KEY NOT NULL,
  device   TEXT NOT NULL,
  sequence INTEGER,
  "from"   TEXT NOT NULL,
  via      TEXT NOT NULL CHECK (via IN ('bundle', 'hub', 'renewal')),
  made     TEXT NOT NULL,
  "by"     TEXT NOT NULL,
  known    TEXT NOT NULL,
  entries  INTEGER,
  digest   TEXT NOT NULL,
  clock    INTEGER
) STRICT;
INSERT INTO receipts_new SELECT id, device, sequence, "from", via, made, "by", known, entries, digest, clock FROM receipts;
DROP TABLE receipts;
ALTER TABLE receipts_new RENAME TO receipts;

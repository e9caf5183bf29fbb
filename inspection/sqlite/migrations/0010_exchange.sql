-- Entries that other laptops wrote, as they wrote them. What merging made of them is in
-- the journal of this laptop, in the transaction that begins with the receipt.
CREATE TABLE received (
  arrival       INTEGER PRIMARY KEY,
  "transaction" INTEGER NOT NULL,
  device        TEXT NOT NULL,
  time          TEXT NOT NULL,
  actor         TEXT NOT NULL,
  kind          TEXT NOT NULL,
  record        TEXT NOT NULL,
  fields        TEXT NOT NULL, -- JSON: [{"field","old","new"}]
  previous      TEXT NOT NULL,
  hash          TEXT NOT NULL,
  sequence      INTEGER NOT NULL,
  receipt       INTEGER NOT NULL -- sequence of the receipt in the journal
) STRICT;
CREATE UNIQUE INDEX received_device ON received (device, sequence);
CREATE INDEX received_record ON received (kind, record);

CREATE TRIGGER received_keep_update BEFORE UPDATE ON received
BEGIN SELECT RAISE(ABORT, 'received entries are append-only'); END;
CREATE TRIGGER received_keep_delete BEFORE DELETE ON received
BEGIN SELECT RAISE(ABORT, 'received entries are append-only'); END;

CREATE TABLE receipts (
  id       TEXT PRIMARY KEY NOT NULL,
  device   TEXT NOT NULL,
  sequence INTEGER,
  "from"   TEXT NOT NULL,
  via      TEXT NOT NULL CHECK (via IN ('bundle', 'hub')),
  made     TEXT NOT NULL,
  "by"     TEXT NOT NULL,
  known    TEXT NOT NULL,
  entries  INTEGER,
  digest   TEXT NOT NULL,
  clock    INTEGER
) STRICT;

CREATE TABLE devices (
  id          TEXT PRIMARY KEY NOT NULL,
  code        TEXT NOT NULL,
  office      TEXT NOT NULL,
  person      TEXT NOT NULL,
  key         TEXT NOT NULL,
  accepted    INTEGER NOT NULL CHECK (accepted IN (0, 1)),
  accepted_by TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  blocked     INTEGER NOT NULL CHECK (blocked IN (0, 1)),
  seen        TEXT NOT NULL,
  known       TEXT NOT NULL
) STRICT;

CREATE TABLE decisions (
  id          TEXT PRIMARY KEY NOT NULL,
  record_kind TEXT NOT NULL,
  record      TEXT NOT NULL,
  field       TEXT NOT NULL,
  value       TEXT NOT NULL,
  note        TEXT NOT NULL,
  "by"        TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;

CREATE TABLE conflicts (
  id          TEXT PRIMARY KEY NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('field', 'action', 'late', 'code')),
  record_kind TEXT NOT NULL,
  record      TEXT NOT NULL,
  field       TEXT NOT NULL,
  sides       TEXT NOT NULL, -- JSON
  settled     INTEGER NOT NULL CHECK (settled IN (0, 1)),
  noted       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX conflicts_open ON conflicts (settled, noted, id);

CREATE TABLE assignments (
  id          TEXT PRIMARY KEY NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind IN ('place', 'inspection', 'hazard')),
  record      TEXT NOT NULL,
  person      TEXT NOT NULL,
  note        TEXT NOT NULL,
  "by"        TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX assignments_person ON assignments (person, record_kind, record);

-- Steps that had no effect, because somebody else had decided otherwise.
ALTER TABLE actions ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0 CHECK (set_aside IN (0, 1));

-- A seal may be made because two laptops wrote of one inspection.
CREATE TABLE seals_new (
  id          TEXT PRIMARY KEY NOT NULL,
  inspection  TEXT NOT NULL REFERENCES inspections (id) DEFERRABLE INITIALLY DEFERRED,
  round       INTEGER,
  cause       TEXT NOT NULL CHECK (cause IN ('finish', 'sign', 'describe', 'photo', 'correct', 'void', 'remove', 'restore', 'merge')),
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

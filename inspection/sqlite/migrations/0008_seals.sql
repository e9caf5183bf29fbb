-- What finished inspections said, and what was corrected since.
CREATE TABLE corrections (
  id         TEXT PRIMARY KEY NOT NULL,
  inspection TEXT NOT NULL REFERENCES inspections (id) DEFERRABLE INITIALLY DEFERRED,
  item       TEXT NOT NULL,
  reason     TEXT NOT NULL,
  "by"       TEXT NOT NULL,
  at         TEXT NOT NULL,
  old_result TEXT NOT NULL CHECK (old_result IN ('', 'pass', 'fail', 'na', 'value')),
  old_value  TEXT NOT NULL,
  old_note   TEXT NOT NULL,
  old_by     TEXT NOT NULL,
  old_at     TEXT NOT NULL,
  new_result TEXT NOT NULL CHECK (new_result IN ('pass', 'fail', 'na', 'value')),
  new_value  TEXT NOT NULL,
  new_note   TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX corrections_inspection ON corrections (inspection, at, id);

CREATE TABLE seals (
  id          TEXT PRIMARY KEY NOT NULL,
  inspection  TEXT NOT NULL REFERENCES inspections (id) DEFERRABLE INITIALLY DEFERRED,
  round       INTEGER,
  cause       TEXT NOT NULL CHECK (cause IN ('finish', 'sign', 'describe', 'photo', 'correct', 'void')),
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
CREATE UNIQUE INDEX seals_inspection ON seals (inspection, round, id);

CREATE TABLE signatures (
  id         TEXT PRIMARY KEY NOT NULL,
  inspection TEXT NOT NULL REFERENCES inspections (id) DEFERRABLE INITIALLY DEFERRED,
  capacity   TEXT NOT NULL CHECK (capacity IN ('inspector', 'unit')),
  signer     TEXT NOT NULL,
  refused    INTEGER NOT NULL CHECK (refused IN (0, 1)),
  reason     TEXT NOT NULL,
  witness    TEXT NOT NULL,
  sha256     TEXT NOT NULL, -- '' when nothing was written
  format     TEXT NOT NULL,
  size       INTEGER,
  width      INTEGER,
  height     INTEGER,
  signed     TEXT NOT NULL,
  "by"       TEXT NOT NULL,
  removed    INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX signatures_inspection ON signatures (inspection, signed, id);

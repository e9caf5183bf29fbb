-- The first shape of the database. Every table is STRICT. Text fields that say
-- nothing hold '', numbers that are not known hold NULL, yes/no fields 0 or 1.
--
-- Foreign keys are deferred to the commit, so that the records of one
-- transaction may arrive in any order, as they do when two laptops are merged.
-- References that may be empty ('' for a hazard found ad hoc) have no foreign
-- key; verification checks those.
--
-- Place codes and numbers are indexed, but not unique here: two laptops may each
-- have added a place under the same code, and a merge must be able to keep both
-- until a person decides.

PRAGMA application_id = 1097758837; -- "Anxu"

CREATE TABLE meta (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  device   TEXT    NOT NULL,           -- id of this device
  sequence INTEGER NOT NULL DEFAULT 0, -- head of the journal: its last entry's sequence,
  hash     TEXT    NOT NULL DEFAULT '',-- hash
  time     TEXT    NOT NULL DEFAULT '' -- and time, so that a journal cut short is noticed
) STRICT;

CREATE TABLE journal (
  sequence      INTEGER PRIMARY KEY,
  "transaction" INTEGER NOT NULL,
  device        TEXT NOT NULL,
  time          TEXT NOT NULL,
  actor         TEXT NOT NULL,
  kind          TEXT NOT NULL,
  record        TEXT NOT NULL,
  fields        TEXT NOT NULL, -- JSON: [{"field","old","new"}]
  previous      TEXT NOT NULL,
  hash          TEXT NOT NULL
) STRICT;
CREATE INDEX journal_record ON journal (kind, record, sequence);

CREATE TRIGGER journal_keep_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keep_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE settings (
  name  TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
  id        TEXT PRIMARY KEY NOT NULL,
  code      TEXT NOT NULL,
  name      TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('care', 'road', 'shop', 'courtyard', 'checkpoint')),
  subkind   TEXT NOT NULL,
  address   TEXT NOT NULL,
  community TEXT NOT NULL,
  operator  TEXT NOT NULL,
  manager   TEXT NOT NULL,
  phone     TEXT NOT NULL,
  area      REAL,
  beds      INTEGER,
  elders    INTEGER,
  features  TEXT NOT NULL,
  note      TEXT NOT NULL,
  sample    INTEGER NOT NULL CHECK (sample IN (0, 1)),
  removed   INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX places_code ON places (code, id);
CREATE UNIQUE INDEX places_kind ON places (kind, code, id);
CREATE UNIQUE INDEX places_community ON places (community, code, id);

CREATE TABLE checklists (
  ref       TEXT PRIMARY KEY NOT NULL,
  code      TEXT NOT NULL,
  version   INTEGER NOT NULL,
  title     TEXT NOT NULL,
  published TEXT NOT NULL,
  content   TEXT NOT NULL,
  digest    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX checklists_code ON checklists (code, version);

CREATE TABLE inspectors (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  department  TEXT NOT NULL,
  certificate TEXT NOT NULL,
  inactive    INTEGER NOT NULL CHECK (inactive IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX inspectors_name ON inspectors (name, id);

CREATE TABLE inspections (
  id                TEXT PRIMARY KEY NOT NULL,
  no                TEXT NOT NULL,
  place             TEXT NOT NULL REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED,
  status            TEXT NOT NULL CHECK (status IN ('draft', 'finished', 'void')),
  started           TEXT NOT NULL,
  finished          TEXT NOT NULL,
  checklists        TEXT NOT NULL,
  inspectors        TEXT NOT NULL, -- JSON, as they were on that day
  departments       TEXT NOT NULL, -- of the inspectors; found by filters
  accompanied_by    TEXT NOT NULL,
  note              TEXT NOT NULL,
  incomplete_reason TEXT NOT NULL,
  void_reason       TEXT NOT NULL,
  sample            INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX inspections_started ON inspections (started, id);
CREATE UNIQUE INDEX inspections_status ON inspections (status, started, id);
CREATE UNIQUE INDEX inspections_place ON inspections (place, started, id);
CREATE INDEX inspections_no ON inspections (no);

-- Clustered by inspection: the answers of one visit lie side by side, and saving
-- one touches one page and no index.
CREATE TABLE answers (
  inspection TEXT NOT NULL REFERENCES inspections (id) DEFERRABLE INITIALLY DEFERRED,
  item       TEXT NOT NULL,
  checklist  TEXT NOT NULL,
  result     TEXT NOT NULL CHECK (result IN ('', 'pass', 'fail', 'na', 'value')),
  value      TEXT NOT NULL,
  note       TEXT NOT NULL,
  origin     TEXT NOT NULL CHECK (origin IN ('', 'default', 'section')),
  "by"       TEXT NOT NULL,
  at         TEXT NOT NULL,
  PRIMARY KEY (inspection, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE hazards (
  id             TEXT PRIMARY KEY NOT NULL,
  no             TEXT NOT NULL,
  place          TEXT NOT NULL REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED,
  inspection     TEXT NOT NULL, -- '' when found ad hoc
  item           TEXT NOT NULL,
  checklist      TEXT NOT NULL,
  description    TEXT NOT NULL,
  basis          TEXT NOT NULL,
  severity       TEXT NOT NULL CHECK (severity IN ('general', 'serious', 'major')),
  suspected      INTEGER NOT NULL CHECK (suspected IN (0, 1)),
  departments    TEXT NOT NULL,
  status         TEXT NOT NULL CHECK (status IN ('open', 'submitted', 'closed', 'transferred', 'shelved')),
  found          TEXT NOT NULL,
  found_by       TEXT NOT NULL,
  due            TEXT NOT NULL,
  immediate      INTEGER NOT NULL CHECK (immediate IN (0, 1)),
  responsible    TEXT NOT NULL,
  standard       TEXT NOT NULL,
  remedy         TEXT NOT NULL,
  rework         INTEGER,
  submitted_by   TEXT NOT NULL,
  closed_by      TEXT NOT NULL,
  closed         TEXT NOT NULL,
  transfer_to    TEXT NOT NULL,
  shelved_until  TEXT NOT NULL,
  request        TEXT NOT NULL CHECK (request IN ('', 'extend', 'shelve')),
  request_until  TEXT NOT NULL,
  requested_by   TEXT NOT NULL,
  accountability TEXT NOT NULL,
  measures       TEXT NOT NULL,
  funds          TEXT NOT NULL,
  time_limit     TEXT NOT NULL,
  contingency    TEXT NOT NULL,
  withdrawn      INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
  sample         INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX hazards_due ON hazards (due, no, id);
CREATE UNIQUE INDEX hazards_status ON hazards (status, due, no, id);
CREATE UNIQUE INDEX hazards_place ON hazards (place, due, no, id);
CREATE UNIQUE INDEX hazards_inspection ON hazards (inspection, due, no, id);
CREATE UNIQUE INDEX hazards_item ON hazards (item, due, no, id);
CREATE UNIQUE INDEX hazards_found ON hazards (found, no, id);
CREATE INDEX hazards_no ON hazards (no);

CREATE TABLE actions (
  id          TEXT PRIMARY KEY NOT NULL,
  hazard      TEXT NOT NULL REFERENCES hazards (id) DEFERRABLE INITIALLY DEFERRED,
  kind        TEXT NOT NULL CHECK (kind IN ('find', 'submit', 'pass', 'fail', 'fixed', 'extend', 'shelve', 'approve',
                'decline', 'transfer', 'take_back', 'resume', 'reopen')),
  from_status TEXT NOT NULL CHECK (from_status IN ('', 'open', 'submitted', 'closed', 'transferred', 'shelved')),
  to_status   TEXT NOT NULL CHECK (to_status IN ('open', 'submitted', 'closed', 'transferred', 'shelved')),
  "by"        TEXT NOT NULL,
  at          TEXT NOT NULL,
  note        TEXT NOT NULL,
  until       TEXT NOT NULL,
  target      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX actions_hazard ON actions (hazard, at, id);

CREATE TABLE evidence (
  id       TEXT PRIMARY KEY NOT NULL,
  hazard   TEXT NOT NULL REFERENCES hazards (id) DEFERRABLE INITIALLY DEFERRED,
  action   TEXT NOT NULL, -- '' when it belongs to no step
  role     TEXT NOT NULL CHECK (role IN ('before', 'after')),
  sha256   TEXT NOT NULL,
  format   TEXT NOT NULL,
  name     TEXT NOT NULL,
  size     INTEGER,
  width    INTEGER,
  height   INTEGER,
  added    TEXT NOT NULL,
  added_by TEXT NOT NULL,
  removed  INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX evidence_hazard ON evidence (hazard, added, id);

CREATE TABLE custom_reports (
  id      TEXT PRIMARY KEY NOT NULL,
  name    TEXT NOT NULL,
  "table" TEXT NOT NULL CHECK ("table" IN ('inspections', 'answers', 'hazards', 'places')),
  columns TEXT NOT NULL,
  filters TEXT NOT NULL, -- JSON, '' for none
  "group" TEXT NOT NULL,
  made    TEXT NOT NULL,
  made_by TEXT NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX custom_reports_name ON custom_reports (name, id);
CREATE TABLE report_issues (
  id          TEXT PRIMARY KEY NOT NULL,
  no          TEXT NOT NULL,
  year        INTEGER,
  number      INTEGER,
  department  TEXT NOT NULL, -- '' for a custom report
  custom      TEXT NOT NULL, -- '' for a department's report
  name        TEXT NOT NULL,
  "from"      TEXT NOT NULL,
  "to"        TEXT NOT NULL,
  photos      TEXT NOT NULL,
  file        TEXT NOT NULL,
  program     TEXT NOT NULL,
  issued      TEXT NOT NULL,
  issued_by   TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  inspections INTEGER,
  answers     INTEGER,
  hazards     INTEGER,
  overdue     INTEGER,
  "rows"      INTEGER,
  content     TEXT NOT NULL, -- digests of the rows, packed
  sample      INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX report_issues_issued ON report_issues (issued, id);
CREATE UNIQUE INDEX report_issues_department ON report_issues (department, "from", "to", issued, id);
CREATE UNIQUE INDEX report_issues_custom ON report_issues (custom, "from", "to", issued, id);

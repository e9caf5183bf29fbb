CREATE TABLE documents (
  id         TEXT PRIMARY KEY NOT NULL,
  no         TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('record', 'notice', 'review', 'transfer', 'dept_record', 'dept_order', 'dept_review', 'food_result')),
  year       INTEGER,
  number     INTEGER,
  inspection TEXT NOT NULL, -- '' for a hazard found ad hoc
  hazard     TEXT NOT NULL, -- '' for a document about an inspection
  round      INTEGER,
  issued     TEXT NOT NULL,
  issued_by  TEXT NOT NULL,
  prints     INTEGER,
  printed    TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  sample     INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX documents_issued ON documents (issued, id);
CREATE UNIQUE INDEX documents_kind ON documents (kind, issued, id);
CREATE UNIQUE INDEX documents_inspection ON documents (inspection, issued, id);
CREATE UNIQUE INDEX documents_hazard ON documents (hazard, issued, id);

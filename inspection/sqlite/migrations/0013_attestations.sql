-- Signatures of the authors over pieces of their journals.
CREATE TABLE attestations (
  id        TEXT PRIMARY KEY NOT NULL,
  code      TEXT NOT NULL,
  person    TEXT NOT NULL,
  "from"    INTEGER, -- the sequences that it speaks of
  "to"      INTEGER,
  hashes    TEXT NOT NULL, -- the first 16 bytes of the hash of each entry, base64
  device    TEXT NOT NULL, -- the author, the end of its journal at that moment,
  sequence  INTEGER,
  hash      TEXT NOT NULL,
  time      TEXT NOT NULL,
  key       TEXT NOT NULL, -- and its signature
  signature TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX attestations_device ON attestations (device, "from", id, "to");

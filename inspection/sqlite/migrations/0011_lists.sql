-- Whether the same item failed at the same place on an earlier visit. It follows from
-- other rows, so it is no field of the record: the triggers keep it whoever writes.
ALTER TABLE hazards ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0 CHECK (repeated IN (0, 1));
UPDATE hazards SET repeated = 1 WHERE item > '' AND EXISTS (SELECT 1 FROM hazards e WHERE e.place = hazards.place AND e.item = hazards.item
  AND e.withdrawn = 0 AND e.removed = 0 AND e.found < hazards.found AND e.inspection <> hazards.inspection);

-- Long lists. What a list filters and sorts by stands in its index, so that counts and
-- pages far down need not visit the rows, which are wide.
DROP INDEX IF EXISTS hazards_due;
DROP INDEX IF EXISTS hazards_status;
DROP INDEX IF EXISTS hazards_place;
DROP INDEX IF EXISTS hazards_found;
DROP INDEX IF EXISTS hazards_repeat;
DROP INDEX IF EXISTS hazards_unresolved;
CREATE UNIQUE INDEX hazards_due ON hazards (due, no, id, withdrawn, removed, status, severity, suspected, responsible, repeated);
CREATE UNIQUE INDEX hazards_status ON hazards (status, due, no, id, withdrawn, removed);
CREATE UNIQUE INDEX hazards_place ON hazards (place, due, no, id, withdrawn, removed);
CREATE UNIQUE INDEX hazards_found ON hazards (found, no, id, withdrawn, removed);
DROP INDEX IF EXISTS hazards_no;
CREATE UNIQUE INDEX hazards_no ON hazards (no, due, id, withdrawn, removed);
CREATE UNIQUE INDEX hazards_unresolved ON hazards (due, no, id, withdrawn, removed, status) WHERE status IN ('open', 'submitted');
CREATE INDEX hazards_repeat ON hazards (place, item, found, inspection, withdrawn, removed);
CREATE UNIQUE INDEX hazards_repeated ON hazards (due, no, id, withdrawn, removed) WHERE repeated = 1;

CREATE TRIGGER hazards_repeated_insert AFTER INSERT ON hazards WHEN NEW.item > ''
BEGIN
  UPDATE hazards SET repeated = 1 - repeated WHERE place = NEW.place AND item = NEW.item AND repeated <> EXISTS (SELECT 1 FROM hazards e
    WHERE e.place = hazards.place AND e.item = hazards.item AND e.withdrawn = 0 AND e.removed = 0 AND e.found < hazards.found AND e.inspection <> hazards.inspection);
END;
CREATE TRIGGER hazards_repeated_update AFTER UPDATE OF place, item, found, inspection, withdrawn, removed ON hazards
WHEN OLD.place <> NEW.place OR OLD.item <> NEW.item OR OLD.found <> NEW.found OR OLD.inspection <> NEW.inspection
  OR OLD.withdrawn <> NEW.withdrawn OR OLD.removed <> NEW.removed
BEGIN
  UPDATE hazards SET repeated = 0 WHERE id = NEW.id AND item = '' AND repeated = 1;
  UPDATE hazards SET repeated = 1 - repeated WHERE item > '' AND (place = OLD.place AND item = OLD.item OR place = NEW.place AND item = NEW.item)
    AND repeated <> EXISTS (SELECT 1 FROM hazards e
      WHERE e.place = hazards.place AND e.item = hazards.item AND e.withdrawn = 0 AND e.removed = 0 AND e.found < hazards.found AND e.inspection <> hazards.inspection);
END;

-- Finds what failed before at the same place.
CREATE INDEX hazards_repeat ON hazards (place, item, found);

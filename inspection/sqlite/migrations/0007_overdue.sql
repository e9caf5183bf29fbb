-- The hazards that a place must still put right, by their deadline: the overdue ones
-- come in order, however many were closed before them.
CREATE UNIQUE INDEX hazards_unresolved ON hazards (due, no, id) WHERE status IN ('open', 'submitted');

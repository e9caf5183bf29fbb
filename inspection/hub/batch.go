package hub

import "anxun/inspection"

// Place gives the rows of a batch their numbers and marks, leaving out those that others pushed since the laptop looked.
// there are the rows with Top < n ≤ before, and those of doubtful entries; mark is that of the newest row. It is for implementations of Hub, to be
// called while they hold the lock. Another entry in the place of one of ours is a fork: CodeConflict.
func (b Batch) Place(before int64, mark string, there []Row) ([]Row, error) {
	hashes := make(map[string]map[int64]string)
	for _, row := range there {
		if hashes[row.Device] == nil {
			hashes[row.Device] = map[int64]string{}
		}
		hashes[row.Device][row.Sequence] = row.Hash
	}
	placed := make([]Row, 0, len(b.Rows))
	for _, row := range b.Rows {
		if len(hashes) > 0 {
			if hash, known := hashes[row.Device][row.Sequence]; known && hash != row.Hash {
				return nil, fork(row.Device, row.Sequence)
			} else if known {
				continue
			}
		}
		before++
		mark = NextMark(mark, row.Hash)
		row.N, row.Mark, row.Covers = before, mark, ""
		placed = append(placed, row)
	}
	if len(placed) > 0 {
		placed[len(placed)-1].Covers = b.Covers.String()
	}
	return placed, nil
}

// fork is the error for two different entries in the same place: a data folder was copied, or restored from a backup,
// and both went on.
func fork(device string, sequence int64) error {
	return inspection.Conflict("error.hub_fork", "device", device, "sequence", sequence)
}

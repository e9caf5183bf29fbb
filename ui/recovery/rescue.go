package recovery

import "context"

// Rescued is what was salvaged from a damaged data folder into a new one.
type Rescued struct {
	Folder          string
	Complete        bool       // nothing was lost
	Found, Expected int64      // entries of the journal
	Lost            [][2]int64 // ranges of entries, both ends included
	Doubtful        int        // records that may be incomplete
	Inspections     int64
	Hazards         int64
	Files           int       // of evidence
	Problems        int64     // that verifying the new folder found
	First           []Message // the first of them
	Staged          Staged    // puts it in the place of the damaged folder
}

// The stages of a rescue, in their order.
const (
	StageReading   = "reading"
	StageReplaying = "replaying"
	StageVerifying = "verifying"
)

// Rescuer salvages what is left of a damaged data folder. It runs in the background.
type Rescuer interface {
	// Rescue writes into a new folder beside the damaged one, which it does not change. After an error, or when it was
	// cancelled, nothing is left of the new folder. A total of 0 means that it is not known.
	Rescue(ctx context.Context, progress func(stage string, done, total int64)) (Rescued, error)
}

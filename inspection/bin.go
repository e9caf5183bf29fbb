package inspection

import "time"

// BinKind says what kind of thing lies in the bin.
type BinKind string

// The kinds, in the order of their weight.
const (
	BinSample    BinKind = "sample"    // all sample data that was taken off, as one entry
	BinPlace     BinKind = "place"     // a place that was taken off the register
	BinPhoto     BinKind = "photo"     // a photo that was taken off an open hazard
	BinSignature BinKind = "signature" // a signature, or a refusal, that was taken off
	BinReport    BinKind = "report"    // a named report
)

// BinSampleID is the id of the one entry of all sample data.
const BinSampleID ID = "sample"

// BinEntry is one thing in the bin 回收站: something a person took off. Nothing that
// people take off is deleted; its record, its files and the journal stay.
//
// What a decision withdrew is not in the bin: the hazard of a corrected answer comes
// back by correcting the answer again, and an inspection that was set aside stays so.
// A signature that was given again was replaced, not taken off.
type BinEntry struct {
	ID   ID
	Kind BinKind
	Name string // of the place or report, the file name of the photo, or who signed
	Of   string // code of the place, number of the hazard or of the inspection; empty for others
	By   string // who took it off
	At   time.Time

	// Blocked says why it cannot be brought back now; nil if it can.
	Blocked error

	Sample SampleCount // of BinSample
}

// SampleCount counts sample records.
type SampleCount struct {
	Places      int `json:"places"`
	Inspections int `json:"inspections"`
	Hazards     int `json:"hazards"`
}

// Any reports whether there are any.
func (c SampleCount) Any() bool { return c.Places+c.Inspections+c.Hazards > 0 }

// SampleState is what sample data the lists show.
type SampleState struct {
	SampleCount
	// Only reports that there are sample data and nothing else: no real place,
	// inspection or hazard.
	Only bool
}

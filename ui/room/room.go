// Package room says what the window must know of the drive that the data folder is on. It knows no toolkit.
package room

// Hazard is why a folder is a bad place for a database.
type Hazard string

// The hazards.
const (
	Safe    Hazard = ""        // none is known
	Network Hazard = "network" // on another computer: locks and syncs may be lost on the way
	Synced  Hazard = "synced"  // a program copies the folder elsewhere, file by file, and may put back older ones
)

// Little is from where on, in bytes, a person is told that the drive is nearly full.
const Little = 500 << 20

// Drive is the drive of the data folder. Its methods may wait for a drive that answers slowly, so they belong into the
// background.
type Drive interface {
	// Free returns how many bytes can still be written.
	Free() (int64, error)
	// Unsafe names a reason why the folder is a bad place.
	Unsafe() Hazard
}

// Warning is what is wrong with a drive.
type Warning struct {
	Hazard Hazard
	Free   int64 // bytes
	Full   bool  // Free is Little or less
}

// Look looks at a drive. One whose room cannot be read, on a system where that is not known, is not warned of.
func Look(d Drive) Warning {
	warning := Warning{Hazard: d.Unsafe()}
	free, err := d.Free()
	if err == nil && free < Little {
		warning.Free, warning.Full = free, true
	}
	return warning
}

// Message is the translation key and the values of the sentence about a warning, the most urgent first; "" for none.
func (w Warning) Message() (key string, args []any) {
	switch {
	case w.Full:
		return "room.little", []any{"mb", w.Free >> 20}
	case w.Hazard != Safe:
		return "room." + string(w.Hazard), nil
	}
	return "", nil
}

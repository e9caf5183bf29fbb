package hub

import (
	"context"
	"encoding/json"

	"anxun/inspection"
)

// The settings of this laptop that concern the hub. None is handed to other laptops, and none holds a secret.
const (
	SettingAddress inspection.ID = "hub.address" // DSN without password; empty: no hub is used
	SettingOffice  inspection.ID = "hub.office"  // name of the office on the hub; empty: inspection.SettingOffice
	SettingCursor                = inspection.SettingHubCursor
)

// cursor is how far this laptop has read the hub. It is saved only after what it passes is committed here.
type cursor struct {
	Epoch   string   `json:"epoch"`
	N       int64    `json:"n"`
	Mark    string   `json:"mark"`              // of row N
	Without []string `json:"without,omitempty"` // devices that were blocked: their entries were left out
	// Settled is up to where every photo that an entry speaks of is both here and on the hub, but for the awaited ones.
	Settled string  `json:"settled,omitempty"`
	Awaited []photo `json:"awaited,omitempty"`
}

// photo names a file that a record speaks of.
type photo struct {
	SHA256 string `json:"sha256"`
	Format string `json:"format"`
	Size   int    `json:"size"`
}

func (p photo) evidence() inspection.Evidence {
	return inspection.Evidence{SHA256: p.SHA256, Format: p.Format, Size: p.Size}
}

// readCursor reads it. One that cannot be read is none: everything is looked at again, which changes nothing twice.
func readCursor(ctx context.Context, laptop Laptop) (cursor, error) {
	text, err := laptop.Setting(ctx, SettingCursor)
	if err != nil || text == "" {
		return cursor{}, err
	}
	var c cursor
	if json.Unmarshal([]byte(text), &c) != nil || c.N < 0 {
		return cursor{}, nil
	}
	return c, nil
}

func (c cursor) text() (string, error) {
	text, err := json.Marshal(c)
	return string(text), err
}

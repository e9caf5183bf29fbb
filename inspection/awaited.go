package inspection

import (
	"context"
	"encoding/json"
)

// SettingHubCursor is how far this laptop has read the office's hub; package hub writes it. It concerns this laptop alone.
const SettingHubCursor ID = "hub.cursor"

// HubPhotos says which photos the hub still owes this laptop: it sends records first and files afterwards.
type HubPhotos struct {
	used    bool
	settled Knowledge
	awaited map[string]bool
}

// ReadHubPhotos reads it from the setting. Without a hub no photo is awaited.
func ReadHubPhotos(setting string) HubPhotos {
	var read struct {
		Settled string `json:"settled"`
		Awaited []struct {
			SHA256 string `json:"sha256"`
		} `json:"awaited"`
	}
	if setting == "" || json.Unmarshal([]byte(setting), &read) != nil {
		return HubPhotos{}
	}
	h := HubPhotos{used: true, awaited: map[string]bool{}}
	var err error
	if h.settled, err = ParseKnowledge(read.Settled); err != nil {
		h.settled = Knowledge{}
	}
	for _, photo := range read.Awaited {
		h.awaited[photo.SHA256] = true
	}
	return h
}

// Awaits reports whether the file may still come of which an entry of another laptop speaks. A file that was here once
// and is gone is not awaited.
func (h HubPhotos) Awaits(device string, sequence int64, sha256 string) bool {
	return h.used && (!h.settled.Has(device, sequence) || h.awaited[sha256])
}

// PhotoAwaited reports whether the file of a photo is not here because another laptop has not handed it over yet. Ask
// only if the file is missing.
func (s *Service) PhotoAwaited(ctx context.Context, photo Evidence) (awaited bool, err error) {
	err = s.store.View(ctx, func(r Reader) error {
		setting, err := r.Setting(ctx, SettingHubCursor)
		if err != nil {
			return err
		}
		own, err := r.SignedHead(ctx, "")
		if err != nil {
			return err
		}
		entries, err := r.Entries(ctx, KindEvidence, photo.ID)
		hub := ReadHubPhotos(setting)
		for _, entry := range entries {
			awaited = awaited || entry.Device != own.Device && hub.Awaits(entry.Device, entry.Sequence, photo.SHA256)
		}
		return err
	})
	return awaited, err
}

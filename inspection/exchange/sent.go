package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"anxun/inspection"
)

// SettingSent remembers, on the laptop that made it, what the last whole bundle covered.
const SettingSent inspection.ID = "exchange.sent"

// Settings are the settings of a laptop; inspection.Service is one.
type Settings interface {
	Setting(ctx context.Context, name inspection.ID) (string, error)
	SaveSetting(ctx context.Context, by string, name inspection.ID, value string) error
}

// Sent is the last whole bundle that a laptop made.
type Sent struct {
	Made   time.Time
	Covers inspection.Knowledge
}

type sentDocument struct {
	Made   string `json:"made"`
	Covers string `json:"covers"`
}

// LastSent returns the last whole bundle; zero if there was none.
func LastSent(ctx context.Context, settings Settings) (Sent, error) {
	text, err := settings.Setting(ctx, SettingSent)
	if err != nil || text == "" {
		return Sent{}, err
	}
	var d sentDocument
	damaged := func(err error) error {
		return inspection.Wrap(err, inspection.CodeDamaged, "error.record_damaged", "kind", string(inspection.KindSetting), "record", string(SettingSent), "field", "value")
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return Sent{}, damaged(err)
	}
	covers, err := inspection.ParseKnowledge(d.Covers)
	if err != nil {
		return Sent{}, damaged(err)
	}
	made, err := inspection.ParseInstant(d.Made)
	if err != nil {
		return Sent{}, damaged(err)
	}
	return Sent{Made: made, Covers: covers}, nil
}

// Remember keeps what a bundle covered for the next one "since LAST". Bundles with a part only, and such without anything
// in them, are not remembered.
func Remember(ctx context.Context, settings Settings, by string, written Written) error {
	if content := written.Manifest.Content; written.Path == "" || content != ContentAll && content != ContentSince {
		return nil
	}
	text, err := json.Marshal(sentDocument{Made: written.Manifest.Made, Covers: written.Covers.String()})
	if err != nil {
		return fmt.Errorf("encoding what was sent: %w", err)
	}
	return settings.SaveSetting(ctx, by, SettingSent, string(text))
}

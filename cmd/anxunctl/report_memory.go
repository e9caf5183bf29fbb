package main

import (
	"context"
	"errors"
	"os"
	"runtime/debug"

	"anxun/export"
	"anxun/inspection"
)

// From where memory is collected more eagerly while a report is written, in bytes. What
// is in use grows by some bytes for each inspection; without a limit the collector lets
// as much again pile up. Two photos of 12 megapixels that are being made smaller need
// the greater one. Neither is a hard limit; nothing fails above it.
const (
	softMemory           = 24 << 20
	softMemoryWithPhotos = 120 << 20
)

// limitMemory sets the limit for a report and returns what puts the usual one back. What
// the person who starts the program has set stands.
func (c *call) limitMemory(ctx context.Context, request export.Request) (restore func(), err error) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return func() {}, nil
	}
	limit := int64(softMemory)
	if request.Photos != export.PhotoNone {
		any, err := c.anyPhotos(ctx)
		if err != nil {
			return nil, err
		}
		if any {
			limit = softMemoryWithPhotos
		}
	}
	usual := debug.SetMemoryLimit(limit)
	return func() { debug.SetMemoryLimit(usual) }, nil
}

func (c *call) anyPhotos(ctx context.Context) (bool, error) {
	found := errors.New("a photo was found")
	err := c.Service.View(ctx, func(r inspection.Reader) error {
		return r.EachEvidence(ctx, func(inspection.Evidence) error { return found })
	})
	if errors.Is(err, found) {
		return true, nil
	}
	return false, err
}

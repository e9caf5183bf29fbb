package fakehost

import (
	"context"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// NewLaptop returns the service of another laptop, with an empty store in memory. device is its id, code the two
// characters in its numbers.
func NewLaptop(t testing.TB, clock inspection.Clock, device, code string, records ...inspection.Record) *inspection.Service {
	t.Helper()
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	store := inspectiontest.NewMemoryDevice(clock, device, code)
	ids := inspectiontest.SequentialIDs()
	service := inspection.NewService(store, library, clock, func() inspection.ID { return inspection.ID(code) + "-" + ids() })
	if _, err := store.Update(context.Background(), "test", func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(context.Background(), record); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return service
}

// Delivery makes what from would hand over: everything it has.
func Delivery(t testing.TB, from *inspection.Service) inspection.Delivery {
	t.Helper()
	ctx := context.Background()
	var entries []inspection.Change
	covers, err := from.EachEntry(ctx, inspection.Selection{}, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	card, err := from.Card(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return inspection.Delivery{From: card, Via: inspection.ViaBundle, Made: from.Now(), Covers: covers, Entries: func(fn func(inspection.Change) error) error {
		for _, entry := range entries {
			if err := fn(entry); err != nil {
				return err
			}
		}
		return nil
	}}
}

// Carry brings everything that from has to another laptop.
func Carry(t testing.TB, from, to *inspection.Service) inspection.Arrival {
	t.Helper()
	arrival, err := to.Receive(context.Background(), "test", Delivery(t, from), nil)
	if err != nil {
		t.Fatal(err)
	}
	return arrival
}

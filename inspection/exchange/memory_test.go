package exchange

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"anxun/inspection"
)

// journal makes the entries of a laptop anew each time, so that a test's own memory does not count.
func journal(l *laptop, n int64) func(fn func(inspection.Change) error) error {
	l.known.Add(l.card.ID, 1, n)
	return func(fn func(inspection.Change) error) error {
		previous := ""
		for i := int64(1); i <= n; i++ {
			entry := inspection.Change{Sequence: i, Transaction: i, Device: l.card.ID, Time: inspection.HybridTime(fmt.Sprintf("2026-11-20T04:%02d:%02d.%03dZ.0000", i/60000%60, i/1000%60, i%1000)),
				Actor: "张建国", RecordKind: inspection.KindAnswer, Record: inspection.ID(fmt.Sprintf("01930000-0000-7000-8000-%012d/CF-%02d", i/80, i%80)), Previous: previous,
				Fields: []inspection.FieldChange{set("at", "2026-11-20T01:05:00Z"), set("by", "张建国"), set("checklist", "CF@1"), set("note", "疏散通道堆放杂物"), set("result", "fail")}}
			entry.Hash = entry.ComputeHash()
			previous = entry.Hash
			if err := fn(entry); err != nil {
				return err
			}
		}
		return nil
	}
}

// forgetful is a laptop that forgets what it receives.
type forgetful struct{ *laptop }

func (f forgetful) Receive(_ context.Context, _ string, d inspection.Delivery, progress func(int64)) (arrival inspection.Arrival, err error) {
	err = d.Entries(func(inspection.Change) error {
		arrival.Entries++
		progress(arrival.Entries)
		return nil
	})
	return arrival, err
}

// peak is the largest heap while a journal of n entries is sent and received.
func peak(t *testing.T, n int64) uint64 {
	t.Helper()
	largest := uint64(0)
	look := func(_ Stage, done, _ int64) {
		if done%20_000 == 0 || done == n {
			runtime.GC()
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			largest = max(largest, now.HeapAlloc)
		}
	}
	from := newLaptop("K7", "张建国")
	from.stream = journal(from, n)
	order := orderTo(filepath.Join(t.TempDir(), "out.anxun"))
	order.Progress = look
	if _, err := Export(t.Context(), from, &album{}, order); err != nil {
		t.Fatal(err)
	}
	into, photos := receiver(t, from)
	bundle, err := Open(order.Out, "")
	if err != nil {
		t.Fatal(err)
	}
	defer bundle.Close()
	outcome, err := bundle.Import(t.Context(), forgetful{into}, photos, Intake{By: "李敏", Progress: look})
	if err != nil || outcome.Entries != n {
		t.Fatalf("%+v, %v", outcome, err)
	}
	return largest
}

func TestMemoryDoesNotGrowWithTheEntries(t *testing.T) {
	few, many := peak(t, 10_000), peak(t, 200_000)
	t.Logf("10,000 entries: %d KB, 200,000 entries: %d KB", few>>10, many>>10)
	if many > few+few/4 {
		t.Errorf("10,000 entries take %d KB, 200,000 take %d KB", few>>10, many>>10)
	}
}

func BenchmarkExport(b *testing.B) {
	from := newLaptop("K7", "张建国")
	from.stream = journal(from, 100_000)
	path := filepath.Join(b.TempDir(), "out.anxun")
	for b.Loop() {
		written, err := Export(b.Context(), from, &album{}, orderTo(path))
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(written.Manifest.Size)
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkJournal is the part of BenchmarkExport that makes the entries.
func BenchmarkJournal(b *testing.B) {
	from := newLaptop("K7", "张建国")
	stream := journal(from, 100_000)
	for b.Loop() {
		if err := stream(func(inspection.Change) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkRead(b *testing.B) {
	from := newLaptop("K7", "张建国")
	from.stream = journal(from, 100_000)
	order := orderTo(filepath.Join(b.TempDir(), "out.anxun"))
	written, err := Export(b.Context(), from, &album{}, order)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(written.Manifest.Size)
	for b.Loop() {
		bundle, err := Open(order.Out, "")
		if err != nil {
			b.Fatal(err)
		}
		if err := bundle.Check(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		if err := bundle.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(written.Size), "file-bytes")
}

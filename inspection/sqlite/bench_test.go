package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// bare is the least a saved answer can cost: one prepared statement that inserts
// one row, committed with the same pragmas, without journal or checks.
type bare struct {
	pool      *sql.DB
	conn      *sql.Conn
	statement *sql.Stmt
}

func openBare(b *testing.B) *bare {
	b.Helper()
	pool, err := openPool(filepath.Join(b.TempDir(), "bare.db"), accessWrite, 1)
	if err != nil {
		b.Fatal(err)
	}
	conn, err := pool.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	_, err = conn.ExecContext(b.Context(), `CREATE TABLE answers (inspection TEXT NOT NULL, item TEXT NOT NULL, checklist TEXT NOT NULL, result TEXT NOT NULL,
		value TEXT NOT NULL, note TEXT NOT NULL, origin TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (inspection, item)) STRICT, WITHOUT ROWID`)
	if err != nil {
		b.Fatal(err)
	}
	statement, err := conn.PrepareContext(b.Context(), "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := conn.Close(); err != nil {
			b.Error(err)
		}
		if err := pool.Close(); err != nil {
			b.Error(err)
		}
	})
	return &bare{pool: pool, conn: conn, statement: statement}
}

func (r *bare) commit(b *testing.B, n int) {
	answer := benchAnswer(n)
	_, err := r.statement.ExecContext(context.Background(), string(answer.InspectionID), string(answer.Item), string(answer.Checklist),
		string(answer.Result), answer.Value, answer.Note, string(answer.Origin), answer.By, inspection.FormatInstant(answer.At))
	if err != nil {
		b.Fatal(err)
	}
}

// benchAnswer is the n-th answer, 80 to an inspection.
func benchAnswer(n int) inspection.Answer {
	return inspection.Answer{InspectionID: benchInspection(n / 80), Item: inspection.ItemCode(fmt.Sprintf("CF-%02d", n%80)),
		Checklist: "CF@1", Result: inspection.ResultPass, By: "张建国", At: inspectiontest.Noon.Add(time.Duration(n) * time.Second)}
}

func benchInspection(n int) inspection.ID {
	return inspection.ID(fmt.Sprintf("01930000-0000-7000-8000-%012d", n))
}

// openForAnswers makes a store with the inspections that count answers need.
func openForAnswers(b *testing.B, count int) *Store {
	b.Helper()
	s := closed(b, openNew(b, b.TempDir()))
	s.clock = time.Now
	putInspections(b, s, count/80+1)
	return s
}

func putInspections(b *testing.B, s *Store, count int) {
	b.Helper()
	records := []inspection.Record{inspectiontest.APlace()}
	for n := range count {
		records = append(records, inspectiontest.AnInspection(func(i *inspection.Inspection) {
			i.ID, i.No = benchInspection(n), fmt.Sprintf("J2026-K7-%04d", n)
			i.Started, i.Status, i.Finished = inspectiontest.Noon.Add(time.Duration(n)*time.Hour), inspection.StatusFinished, inspectiontest.Noon.Add(time.Duration(n+1)*time.Hour)
		}))
	}
	put(b, s, records...)
}

func (s *Store) answer(b *testing.B, n int) {
	ctx := context.Background()
	_, err := s.Update(ctx, "张建国", func(w inspection.Writer) error { return w.Put(ctx, benchAnswer(n)) })
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBareCommit is the yardstick of BenchmarkConfirmedAnswer.
func BenchmarkBareCommit(b *testing.B) {
	r := openBare(b)
	n := 0
	for b.Loop() {
		r.commit(b, n)
		n++
	}
}

// BenchmarkConfirmedAnswer is what a person waits for after pressing 1: the answer
// and its journal entry, committed and on the disk.
func BenchmarkConfirmedAnswer(b *testing.B) {
	s := openForAnswers(b, 400_000)
	n := 0
	for b.Loop() {
		s.answer(b, n)
		n++
	}
}

// BenchmarkAnswerOverBareCommit alternates the two, so that both meet the same
// disk, and reports how many times a bare commit a confirmed answer costs. It
// must be at most 1.5.
func BenchmarkAnswerOverBareCommit(b *testing.B) {
	r, s := openBare(b), openForAnswers(b, 400_000)
	var bareTime, answerTime time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		r.commit(b, n)
		middle := time.Now()
		s.answer(b, n)
		bareTime += middle.Sub(start)
		answerTime += time.Since(middle)
		n++
	}
	b.ReportMetric(float64(answerTime)/float64(bareTime), "answer/bare")
	b.ReportMetric(float64(bareTime.Microseconds())/float64(n), "bare-µs")
	b.ReportMetric(float64(answerTime.Microseconds())/float64(n), "answer-µs")
}

// benchFolder is a closed data folder with 100,000 answers that the benchmarks
// share; TestMain removes it.
var benchFolder string

func removeBenchFolder() error { return os.RemoveAll(benchFolder) }

func filled100k(b *testing.B) string {
	b.Helper()
	if benchFolder != "" {
		return benchFolder
	}
	dir, err := os.MkdirTemp("", "anxun-bench-")
	if err != nil {
		b.Fatal(err)
	}
	benchFolder = dir
	s := openNew(b, dir)
	putInspections(b, s, 1250)
	for start := 0; start < 100_000; start += 5000 {
		var records []inspection.Record
		for n := range 5000 {
			records = append(records, benchAnswer(start+n))
		}
		put(b, s, records...)
	}
	sealAll(b, s, 1250)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir
}

// sealAll seals the inspections that putInspections put, as finishing them does.
func sealAll(b *testing.B, s *Store, count int) {
	b.Helper()
	service := inspection.NewService(s, nil, time.Now, inspectiontest.SequentialIDs())
	_, err := s.Update(b.Context(), "张建国", func(w inspection.Writer) error {
		for n := range count {
			if err := service.SealRecorded(b.Context(), w, "张建国", benchInspection(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkVerifyRecent100k verifies one new entry after 100,000 answers.
func BenchmarkVerifyRecent100k(b *testing.B) {
	s := closed(b, openNew(b, filled100k(b)))
	if report, err := s.VerifyRecent(b.Context(), nil); err != nil || !report.OK() {
		b.Fatal(report.Problems, err)
	}
	for n := 0; b.Loop(); n++ {
		put(b, s, setting(n))
		if report, err := s.VerifyRecent(b.Context(), nil); err != nil || !report.OK() {
			b.Fatal(report.Problems, err)
		}
	}
}

// BenchmarkEachAnswer100k streams 100,000 answers.
func BenchmarkEachAnswer100k(b *testing.B) {
	s := closed(b, openNew(b, filled100k(b)))
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	for b.Loop() {
		count := 0
		err := s.View(ctx, func(r inspection.Reader) error {
			return r.EachAnswer(ctx, inspection.InspectionFilter{}, func(inspection.AnswerRow) error { count++; return nil })
		})
		if err != nil || count != 100_000 {
			b.Fatalf("%d answers, %v", count, err)
		}
	}
}

// BenchmarkOpen100k opens and closes a data folder with 100,000 answers.
func BenchmarkOpen100k(b *testing.B) {
	dir := filled100k(b)
	for b.Loop() {
		if err := openNew(b, dir).Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLists100k measures what the window asks for with 100,000 answers.
func BenchmarkLists100k(b *testing.B) {
	s := closed(b, openNew(b, filled100k(b)))
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	all := inspection.InspectionFilter{}
	for name, query := range map[string]func(inspection.Reader) error{
		"Inspections50": func(r inspection.Reader) error {
			_, err := r.Inspections(ctx, inspection.InspectionFilter{Limit: 50})
			return err
		},
		"InspectionsAll": func(r inspection.Reader) error { _, err := r.Inspections(ctx, all); return err },
		"Count":          func(r inspection.Reader) error { _, err := r.CountInspections(ctx, all); return err },
		"CountText": func(r inspection.Reader) error {
			_, err := r.CountInspections(ctx, inspection.InspectionFilter{Text: "晚晴"})
			return err
		},
		"ItemResults": func(r inspection.Reader) error { _, err := r.ItemResults(ctx, all); return err },
		"Answers":     func(r inspection.Reader) error { _, err := r.Answers(ctx, benchInspection(7)); return err },
		"LastAnswersOfAll": func(r inspection.Reader) error {
			_, err := r.LastAnswers(ctx, "place-1", time.Now().AddDate(9, 0, 0))
			return err
		},
		"JournalOfOneEntry": func(r inspection.Reader) error { _, err := r.Journal(ctx, "place-1", 0); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := s.View(ctx, query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkVerify100k verifies 100,000 answers with their journal.
func BenchmarkVerify100k(b *testing.B) {
	s := closed(b, openNew(b, filled100k(b)))
	for b.Loop() {
		report, err := s.Verify(b.Context(), nil)
		if err != nil || !report.OK() {
			b.Fatal(report.Problems, err)
		}
	}
}

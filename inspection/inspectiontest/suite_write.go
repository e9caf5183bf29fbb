package inspectiontest

import (
	"context"
	"errors"
	"reflect"
	"sync"

	"anxun/inspection"
)

// everything is one record of each kind, in the order they depend on each other.
func everything() []inspection.Record {
	return []inspection.Record{
		inspection.Setting{Name: inspection.SettingOffice, Value: "桐柏路街道办事处"},
		APlace(func(p *inspection.Place) { p.Beds, p.Removed, p.Note = 12, true, "备注\n二行；'引号'\"<>&%_" }),
		AChecklist(), AnInspector(),
		AnInspection(func(i *inspection.Inspection) { i.Sample, i.Removed, i.Note = true, true, "雨" }),
		AnAnswer(func(a *inspection.Answer) {
			a.Result, a.Value, a.Note, a.Origin = inspection.ResultValue, "0.35", "㐂䶮 𠮷", inspection.OriginSection
		}),
		AHazard(func(h *inspection.Hazard) { h.Rework, h.Suspected, h.Immediate, h.Closed = 2, true, true, day(1) }),
		AnAction(), AnEvidence(), AnIssuedDocument(), ASignature(), ACustomReport(), AReportIssue(), ACorrection(), ASeal(),
		AReceipt(), ADevice(), ADecision(), AMergeConflict(), AnAssignment(), AnAttestation(),
	}
}

func testRoundTrip(s *suite) {
	s.put(everything()...)
	s.view(func(r inspection.Reader) error {
		for _, want := range everything() {
			got, err := get(s.ctx, r, want)
			if err != nil {
				return err
			}
			s.wantSame(got, want)
		}
		return nil
	})
}

// get reads a record of the same kind and key.
func get(ctx context.Context, r inspection.Reader, record inspection.Record) (inspection.Record, error) {
	switch record := record.(type) {
	case inspection.Setting:
		value, err := r.Setting(ctx, record.Name)
		return inspection.Setting{Name: record.Name, Value: value}, err
	case inspection.Place:
		return r.Place(ctx, record.ID)
	case inspection.Checklist:
		return r.Checklist(ctx, record.Ref())
	case inspection.Inspector:
		return firstOf(r.Inspectors(ctx))
	case inspection.Inspection:
		return r.Inspection(ctx, record.ID)
	case inspection.Answer:
		return r.Answer(ctx, record.InspectionID, record.Item)
	case inspection.Hazard:
		return r.Hazard(ctx, record.ID)
	case inspection.Action:
		return firstOf(r.Actions(ctx, record.HazardID))
	case inspection.Evidence:
		return firstOf(r.Evidence(ctx, record.HazardID))
	case inspection.IssuedDocument:
		return r.IssuedDocument(ctx, record.ID)
	case inspection.Signature:
		return firstOf(r.Signatures(ctx, record.InspectionID))
	case inspection.Correction:
		return firstOf(r.Corrections(ctx, record.InspectionID))
	case inspection.Seal:
		return firstOf(r.Seals(ctx, record.InspectionID))
	}
	switch record := record.(type) {
	case inspection.Receipt:
		return firstOf(r.Receipts(ctx))
	case inspection.Device:
		return firstOf(r.Devices(ctx))
	case inspection.Decision:
		return firstOf(r.Decisions(ctx))
	case inspection.MergeConflict:
		return firstOf(r.Conflicts(ctx, true))
	case inspection.Assignment:
		return r.Assignment(ctx, record.RecordKind, record.Record)
	case inspection.Attestation:
		var found []inspection.Attestation
		err := r.EachAttestation(ctx, record.Head.Device, record.To, record.To, func(a inspection.Attestation) error {
			found = append(found, a)
			return nil
		})
		return firstOf(found, err)
	case inspection.CustomReport:
		return firstOf(r.CustomReports(ctx))
	case inspection.ReportIssue:
		return firstOf(r.ReportIssues(ctx, inspection.IssueFilter{}))
	}
	return nil, errors.New("no such kind")
}

func firstOf[T inspection.Record](records []T, err error) (inspection.Record, error) {
	if err != nil || len(records) == 0 {
		return nil, errors.Join(err, errors.New("the list is empty"))
	}
	return records[0], nil
}

func testMissing(s *suite) {
	s.view(func(r inspection.Reader) error {
		var problems []error
		add := func(err error) { problems = append(problems, err) }
		_, err := r.Place(s.ctx, "x")
		add(err)
		_, err = r.PlaceByCode(s.ctx, "x")
		add(err)
		_, err = r.Checklist(s.ctx, "CF@9")
		add(err)
		_, err = r.Inspection(s.ctx, "x")
		add(err)
		_, err = r.InspectionByNo(s.ctx, "x")
		add(err)
		_, err = r.Answer(s.ctx, "x", "CF-01")
		add(err)
		_, err = r.Hazard(s.ctx, "x")
		add(err)
		_, err = r.HazardByNo(s.ctx, "x")
		add(err)
		_, err = r.IssuedDocument(s.ctx, "x")
		add(err)
		for _, err := range problems {
			s.wantCode(err, inspection.CodeNotFound)
		}
		value, err := r.Setting(s.ctx, "never.set")
		if value != "" || err != nil {
			s.Errorf("a setting never set: got %q, %v", value, err)
		}
		return nil
	})
}

func testNoChange(s *suite) {
	s.put(everything()...)
	before := len(s.journal(""))
	if changes := s.put(everything()...); len(changes) != 0 {
		s.Errorf("putting equal records made %d changes", len(changes))
	}
	if changes := s.put(inspection.Setting{Name: "never.set"}); len(changes) != 0 {
		s.Errorf("an empty setting made %d changes", len(changes))
	}
	if after := len(s.journal("")); after != before {
		s.Errorf("the journal grew from %d to %d entries", before, after)
	}
}

func testPublished(s *suite) {
	s.put(AChecklist())
	_, err := s.tryPut(AChecklist(func(c *inspection.Checklist) { c.Title = "别的标题" }))
	s.wantCode(err, inspection.CodeConflict)
	var known *inspection.Error
	if !errors.As(err, &known) || known.Key != "error.checklist_published" {
		s.Errorf("got %v, want error.checklist_published", err)
	}
	s.put(AChecklist(func(c *inspection.Checklist) { c.Title, c.Version = "别的标题", 2 }))
	// A caller may go on after the conflict; nothing of that version was written.
	changes, err := s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
		s.wantCode(w.Put(s.ctx, AChecklist(func(c *inspection.Checklist) { c.Note = "x" })), inspection.CodeConflict)
		return w.Put(s.ctx, APlace())
	})
	if err != nil || len(changes) != 1 {
		s.Errorf("going on after a conflict: %d changes, %v", len(changes), err)
	}
}

func testRefused(s *suite) {
	s.put(APlace(), AnInspection())
	for name, record := range map[string]inspection.Record{
		"kind of place":   APlace(func(p *inspection.Place) { p.PlaceKind = "harbour" }),
		"status":          AnInspection(func(i *inspection.Inspection) { i.Status = "lost" }),
		"result":          AnAnswer(func(a *inspection.Answer) { a.Result = "maybe" }),
		"origin":          AnAnswer(func(a *inspection.Answer) { a.Origin = "guess" }),
		"severity":        AHazard(func(h *inspection.Hazard) { h.Severity = "" }),
		"hazard status":   AHazard(func(h *inspection.Hazard) { h.Status = "gone" }),
		"request":         AHazard(func(h *inspection.Hazard) { h.Request = "please" }),
		"kind of action":  AnAction(func(a *inspection.Action) { a.ActionKind = "" }),
		"target status":   AnAction(func(a *inspection.Action) { a.To = "" }),
		"role":            AnEvidence(func(e *inspection.Evidence) { e.Role = "during" }),
		"empty key":       APlace(func(p *inspection.Place) { p.ID = "" }),
		"broken UTF-8":    APlace(func(p *inspection.Place) { p.Name = "a\xff" }),
		"NUL in the text": APlace(func(p *inspection.Place) { p.Name = "a\x00b" }),
	} {
		_, err := s.tryPut(record)
		if inspection.CodeOf(err) != inspection.CodeInvalid {
			s.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	_, err := s.store.Update(s.ctx, "\xff", func(w inspection.Writer) error { return w.Put(s.ctx, AnAnswer()) })
	s.wantCode(err, inspection.CodeInvalid)
	if entries := s.journal(""); len(entries) != 4 {
		s.Errorf("refused records left %d entries, want 4", len(entries))
	}
}

func testReferences(s *suite) {
	for name, record := range map[string]inspection.Record{
		"inspection of no place": AnInspection(), "answer of no inspection": AnAnswer(), "hazard of no place": AHazard(),
		"action of no hazard": AnAction(), "evidence of no hazard": AnEvidence(),
	} {
		_, err := s.tryPut(record)
		if inspection.CodeOf(err) != inspection.CodeInvalid {
			s.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	// Within one transaction the order does not matter.
	s.put(AnEvidence(), AnAction(), AHazard(), AnAnswer(), AnInspection(), APlace())
}

func testJournal(s *suite) {
	first := s.put(APlace(), AnInspection())
	second := s.put(APlace(func(p *inspection.Place) { p.Name, p.Beds = "新名", 8 }))
	all := s.journal("")
	if len(all) != 5 || len(first) != 2 || len(second) != 1 {
		s.Fatalf("got %d entries in all, %d and %d from the updates", len(all), len(first), len(second))
	}
	if !reflect.DeepEqual(all[2:4], first) || !reflect.DeepEqual(all[4:], second) {
		s.Errorf("what Update returned differs from the journal:\n%v\n%v\n%v", all, first, second)
	}
	checkChain(s, all)
	if first[1].Transaction != first[0].Sequence || second[0].Transaction != second[0].Sequence {
		s.Errorf("transactions %d %d %d", first[0].Transaction, first[1].Transaction, second[0].Transaction)
	}
	want := []inspection.FieldChange{{Field: "beds", Old: "", New: "8"}, {Field: "name", Old: "晚晴日间照料中心", New: "新名"}}
	if !reflect.DeepEqual(second[0].Fields, want) || second[0].Actor != actor || second[0].RecordKind != inspection.KindPlace || second[0].Record != "place-1" {
		s.Errorf("got %+v", second[0])
	}
	if all[0].RecordKind != inspection.KindSetting || all[0].Record != inspection.SettingDeviceCode || all[0].Actor != "安巡" {
		s.Errorf("the first entry is %+v", all[0])
	}
	if entries := s.journal("place-1"); len(entries) != 2 || entries[0].Sequence != 3 || entries[1].Sequence != 5 {
		s.Errorf("entries of the place: %+v", entries)
	}
	limited := read(s, func(r inspection.Reader) ([]inspection.Change, error) { return r.Journal(s.ctx, "", 2) })
	if len(limited) != 2 || limited[0].Sequence != 1 {
		s.Errorf("with limit 2: %+v", limited)
	}
	after := func(sequence int64, limit int) []inspection.Change {
		return read(s, func(r inspection.Reader) ([]inspection.Change, error) { return r.ChangesAfter(s.ctx, sequence, limit) })
	}
	if !reflect.DeepEqual(after(2, 0), all[2:]) || !reflect.DeepEqual(after(2, 1), all[2:3]) || len(after(5, 0)) != 0 || !reflect.DeepEqual(after(0, 0), all) {
		s.Errorf("entries after the second: %+v", after(2, 0))
	}
	if none := s.journal("nothing"); len(none) != 0 {
		s.Errorf("entries of no record: %+v", none)
	}
}

func checkChain(s *suite, entries []inspection.Change) {
	s.Helper()
	var previous inspection.Change
	for _, entry := range entries {
		if entry.Sequence != previous.Sequence+1 || entry.Previous != previous.Hash || entry.Time <= previous.Time ||
			entry.Hash != entry.ComputeHash() || entry.Device == "" {
			s.Errorf("entry %+v does not follow %+v", entry, previous)
		}
		previous = entry
	}
}

var errWanted = errors.New("wanted")

func testFailedUpdates(s *suite) {
	s.put(APlace())
	before := s.journal("")
	_, err := s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
		if err := w.Put(s.ctx, APlace(func(p *inspection.Place) { p.Name = "不会留下" })); err != nil {
			return err
		}
		if err := w.Put(s.ctx, AChecklist()); err != nil {
			return err
		}
		return errWanted
	})
	if !errors.Is(err, errWanted) {
		s.Errorf("got %v, want the error of the function", err)
	}
	s.wantUntouched(before)
	s.put(APlace(func(p *inspection.Place) { p.Name = "留下" }))
	checkChain(s, s.journal(""))
}

func (s *suite) wantUntouched(before []inspection.Change) {
	s.Helper()
	if after := s.journal(""); !reflect.DeepEqual(after, before) {
		s.Errorf("the journal changed: %v", after)
	}
	s.wantSame(read(s, func(r inspection.Reader) (inspection.Place, error) { return r.Place(s.ctx, "place-1") }), APlace())
	if lists := read(s, func(r inspection.Reader) ([]inspection.Checklist, error) { return r.Checklists(s.ctx) }); len(lists) != 0 {
		s.Errorf("%d checklists were left behind", len(lists))
	}
}

func testPanic(s *suite) {
	s.put(APlace())
	before := s.journal("")
	func() {
		defer func() {
			if got := recover(); got != "out of the blue" {
				s.Errorf("got panic %v", got)
			}
		}()
		_, _ = s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
			if err := w.Put(s.ctx, AChecklist()); err != nil {
				return err
			}
			panic("out of the blue")
		})
	}()
	s.wantUntouched(before)
	s.put(APlace(func(p *inspection.Place) { p.Name = "留下" }))
	checkChain(s, s.journal(""))
}

func testOwnWrites(s *suite) {
	_, err := s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
		for _, record := range []inspection.Record{APlace(), AnInspection(), AnAnswer()} {
			if err := w.Put(s.ctx, record); err != nil {
				return err
			}
		}
		place, err := w.PlaceByCode(s.ctx, "YL-001")
		s.wantSame(place, APlace())
		if err != nil {
			return err
		}
		rows, err := w.Inspections(s.ctx, inspection.InspectionFilter{})
		if err == nil && (len(rows) != 1 || rows[0].Score.Pass != 1) {
			s.Errorf("got %+v", rows)
		}
		entries, journalErr := w.Journal(s.ctx, "", 0)
		checkChain(s, entries)
		return errors.Join(err, journalErr, w.Put(s.ctx, APlace(func(p *inspection.Place) { p.Name = "二" })))
	})
	if err != nil {
		s.Fatal(err)
	}
}

func testContext(s *suite) {
	ended, cancel := context.WithCancel(s.ctx)
	cancel()
	never := func(inspection.Writer) error { s.Error("the function ran"); return nil }
	if _, err := s.store.Update(ended, actor, never); !errors.Is(err, context.Canceled) {
		s.Errorf("Update: got %v", err)
	}
	if err := s.store.View(ended, func(inspection.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
		s.Errorf("View: got %v", err)
	}
	ending, end := context.WithCancel(s.ctx)
	_, err := s.store.Update(ending, actor, func(w inspection.Writer) error {
		if err := w.Put(ending, APlace()); err != nil {
			return err
		}
		end()
		return nil
	})
	if !errors.Is(err, context.Canceled) || len(s.journal("")) != 2 {
		s.Errorf("a context that ended before the commit: %v, %d entries", err, len(s.journal("")))
	}
	s.put(APlace())
}

func testConcurrentViews(s *suite) {
	s.put(APlace())
	var group sync.WaitGroup
	inside, checked := make(chan struct{}), make(chan struct{})
	group.Go(func() {
		_, err := s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
			err := w.Put(s.ctx, APlace(func(p *inspection.Place) { p.Name = "新名" }))
			close(inside)
			<-checked
			return err
		})
		if err != nil {
			s.Errorf("update: %v", err)
		}
	})
	<-inside
	var views sync.WaitGroup
	for range 8 {
		views.Go(func() {
			err := s.store.View(s.ctx, func(r inspection.Reader) error {
				place, err := r.Place(s.ctx, "place-1")
				if err == nil && place.Name != APlace().Name {
					s.Errorf("a view sees what is not committed: %q", place.Name)
				}
				return err
			})
			if err != nil {
				s.Errorf("view: %v", err)
			}
		})
	}
	views.Wait()
	close(checked)
	group.Wait()
	if place := read(s, func(r inspection.Reader) (inspection.Place, error) { return r.Place(s.ctx, "place-1") }); place.Name != "新名" {
		s.Errorf("after the commit: %q", place.Name)
	}
}

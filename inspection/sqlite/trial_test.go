package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// trialFolder makes a closed data folder the way the program does, in several sessions:
// finished inspections with hazards, photos, signatures and a correction, hazards that
// are followed, and drafts; and what two other laptops did meanwhile, received in two
// deliveries, with conflicts, a decision and assignments. The same seed makes the same
// records.
func trialFolder(ctx context.Context, dir string, seed uint64) error {
	t := &trialDesk{ctx: ctx, dir: dir, random: rand.New(rand.NewPCG(seed, 7)), clock: &inspectiontest.Clock{}}
	for session := range 3 {
		if err := t.session(session); err != nil {
			return err
		}
	}
	return nil
}

// A trial folder has rows in every table that a mutation changes: else it would not be
// one.
func TestTrialFolderHoldsWhatIsMutated(t *testing.T) {
	for seed := range uint64(3) {
		dir := t.TempDir()
		if err := trialFolder(t.Context(), dir, seed); err != nil {
			t.Fatal(err)
		}
		pool, err := openPool(filepath.Join(dir, databaseFile), accessImmutable, 1)
		if err != nil {
			t.Fatal(err)
		}
		for table, least := range map[string]int{"answers": 10, "hazards": 4, "evidence": 4, "signatures": 2, "seals": 5, "received": 40, "receipts": 4, "devices": 1, "decisions": 1,
			"conflicts": 2, "assignments": 1} {
			var count int
			if err := pool.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&count); err != nil || count < least {
				t.Errorf("seed %d: %d %s, want at least %d; %v", seed, count, table, least, err)
			}
		}
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}
}

type trialDesk struct {
	ctx     context.Context
	dir     string
	random  *rand.Rand
	clock   *inspectiontest.Clock
	service *inspection.Service
	place   inspection.Place

	second, third *colleague    // of whom the third hands over to the second only
	draft         inspection.ID // that all three have
}

func (t *trialDesk) Read(buffer []byte) (int, error) {
	for i := range buffer {
		buffer[i] = byte(t.random.Uint32())
	}
	return len(buffer), nil
}

func (t *trialDesk) open() (*Store, error) {
	ids := inspection.NewIDs(t.clock.Now, t)
	s, err := Open(t.ctx, t.dir, Options{Clock: t.clock.Now, IDs: ids, Random: t, Create: true})
	if err != nil {
		return nil, err
	}
	library, err := inspection.ParseLibrary([]byte(`[]`))
	t.service = inspection.NewService(s, library, t.clock.Now, ids)
	return s, err
}

func (t *trialDesk) session(number int) error {
	t.clock.Advance(time.Duration(1+t.random.IntN(20)) * time.Hour)
	s, err := t.open()
	if err != nil {
		return err
	}
	if number == 0 {
		err = errors.Join(t.register(), t.meet())
	}
	for range 1 + t.random.IntN(2) {
		err = errors.Join(err, t.visitOf(t.service, "张建国", true))
	}
	if number > 0 {
		err = errors.Join(err, t.exchange(number == 2))
	}
	if number == 2 {
		err = errors.Join(err, t.visitOf(t.service, "张建国", false))
	}
	return errors.Join(err, s.Close())
}

func (t *trialDesk) register() (err error) {
	list := inspectiontest.AChecklist(func(c *inspection.Checklist) {
		for _, item := range c.Sections {
			for i := range item.Items {
				item.Items[i].Basis = nil
			}
		}
	})
	if err := t.service.InstallChecklists(t.ctx, programActor, []inspection.Checklist{list}); err != nil {
		return err
	}
	t.place, err = t.service.SavePlace(t.ctx, "张建国", inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	return err
}

func (t *trialDesk) photo() (inspection.Evidence, error) {
	content := make([]byte, 200+t.random.IntN(800))
	_, _ = t.Read(content)
	digest := sha256.Sum256(content)
	e := inspection.Evidence{Role: inspection.EvidenceBefore, SHA256: hex.EncodeToString(digest[:]), Format: "jpg", Name: "现场.jpg", Size: len(content), Width: 4, Height: 3}
	folder := filepath.Join(t.dir, evidenceFolder, e.SHA256[:2])
	return e, errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, e.SHA256+".jpg"), content, 0o600))
}

// visitOf records an inspection on a laptop, with a hazard that is described, followed
// and, for some, signed and corrected.
func (t *trialDesk) visitOf(s *inspection.Service, by string, finish bool) error {
	t.clock.Advance(time.Duration(5+t.random.IntN(50)) * time.Minute)
	photo, err := t.photo()
	if err != nil {
		return err
	}
	answers := []inspection.RecordedAnswer{
		{Item: "CF-01", Result: inspection.ResultFail, Note: fmt.Sprintf("二层东侧安全出口堆放轮椅 %d 台", t.random.IntN(90)), Photos: []inspection.Evidence{photo}},
		{Item: "CF-02", Result: inspection.ResultPass, Note: fmt.Sprintf("抽查 %d 处", t.random.IntN(90))}}
	outcome, err := s.RecordInspection(t.ctx, by, inspection.RecordedInspection{Finish: finish, IncompleteReason: "停电", Again: true, Answers: answers,
		NewInspection: inspection.NewInspection{PlaceID: t.place.ID, Checklists: []string{"CF"}, Started: t.clock.Now(), AccompaniedBy: "王院长",
			Inspectors: []inspection.Inspector{{Name: "张建国", Department: "emergency"}, {Name: "李敏", Department: "civil"}}}})
	if err != nil || !finish {
		return err
	}
	t.clock.Advance(time.Duration(1+t.random.IntN(300)) * time.Second)
	mark, err := t.photo()
	if err != nil {
		return err
	}
	_, err = s.Sign(t.ctx, by, inspection.Signature{InspectionID: outcome.Inspection.ID, Capacity: inspection.SignerUnit, Signer: "王院长",
		SHA256: mark.SHA256, Format: mark.Format, Size: mark.Size, Width: 4, Height: 3})
	if err == nil && t.random.IntN(2) == 0 {
		_, err = s.Correct(t.ctx, "李敏", inspection.CorrectionInput{InspectionID: outcome.Inspection.ID, Item: "CF-02", Result: inspection.ResultNA,
			Note: "无此设施", Reason: fmt.Sprintf("录入有误 %d", t.random.IntN(90))})
	}
	if err == nil && t.random.IntN(2) == 0 {
		after, photoErr := t.photo()
		after.Role = inspection.EvidenceAfter
		_, err = s.Act(t.ctx, outcome.Hazards[0].ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: fmt.Sprintf("已清理 %d", t.random.IntN(90))},
			[]inspection.Evidence{after})
		err = errors.Join(err, photoErr)
	}
	return err
}

//go:build linux

// Command photos measures reports with many photos: time, memory and size by their
// number.
//
//	photos                  print a table for 500, 2,000 and 10,000 photos of 200 KB
//	photos write N OUT.xlsx make one report of N photos
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"anxun/export"
	"anxun/inspection"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "photos:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 3 && args[0] == "write" {
		photos, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return write(photos, args[2])
	}
	fmt.Printf("%8s %8s %8s %8s %8s\n", "photos", "wall s", "CPU s", "RSS MB", "file MB")
	for _, photos := range []int{500, 2_000, 10_000} {
		if err := measure(photos); err != nil {
			return err
		}
	}
	return nil
}

// measure makes a report in a process of its own and weighs it.
func measure(photos int) error {
	folder, err := os.MkdirTemp("", "anxun-photos-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	path := filepath.Join(folder, "photos.xlsx")
	program := exec.Command(self, "write", strconv.Itoa(photos), path)
	program.Stderr = os.Stderr
	begun := time.Now()
	if err := program.Run(); err != nil {
		return err
	}
	wall, state := time.Since(begun), program.ProcessState
	usage, ok := state.SysUsage().(*syscall.Rusage)
	info, err := os.Stat(path)
	if err != nil || !ok {
		return errors.Join(err, errors.New("what the program used is not known"))
	}
	fmt.Printf("%8d %8.2f %8.2f %8.0f %8.1f\n", photos, wall.Seconds(), (state.UserTime() + state.SystemTime()).Seconds(),
		float64(usage.Maxrss)/1024, float64(info.Size())/1e6)
	return nil
}

const emergency = inspection.DepartmentEmergency

// write makes a report of hazards with a photo from before and one from after each.
func write(photos int, path string) error {
	now := time.Date(2026, 12, 31, 9, 0, 0, 0, inspection.Zone)
	album, err := newAlbum()
	if err != nil {
		return err
	}
	request := export.Request{Department: emergency, From: "2026-01-01", To: "2026-12-31", Office: "桐柏路街道办事处", Program: "photos", Now: now,
		Overwrite: true, Photos: export.PhotoOriginal, Pictures: album}
	departments := []inspection.Department{{ID: emergency, Name: "应急管理", Short: "应急", HasReport: true}}
	_, err = export.Write(context.Background(), path, request, source{(photos + 1) / 2}, nil, departments, export.Noop{})
	return err
}

// album makes photos up: one picture of about 200 KB with a number inside, so that
// no two are equal.
type album struct{ picture []byte }

const width, height, photoBytes = 800, 600, 200_000

func newAlbum() (*album, error) {
	random := rand.New(rand.NewPCG(1, 2))
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			grain := uint8(random.IntN(48))
			picture.Set(x, y, color.RGBA{uint8(x*200/width) + grain, uint8(y*200/height) + grain, 90 + grain, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 88}); err != nil {
		return nil, err
	}
	// What follows the end of a JPEG is not shown.
	return &album{append(out.Bytes(), make([]byte, max(8, photoBytes-out.Len()))...)}, nil
}

// Open implements export.Pictures.
func (a *album) Open(_ context.Context, e export.Photo, _ export.PhotoSize) (export.Picture, error) {
	number, err := strconv.ParseUint(e.SHA256, 16, 64)
	if err != nil {
		return export.Picture{}, err
	}
	mark := binary.BigEndian.AppendUint64(nil, number)
	content := io.MultiReader(bytes.NewReader(a.picture[:len(a.picture)-len(mark)]), bytes.NewReader(mark))
	return export.Picture{ReadCloser: io.NopCloser(content), Format: "jpg", Width: width, Height: height}, nil
}

// source holds hazards and nothing else.
type source struct{ hazards int }

func (source) Places(context.Context, inspection.PlaceFilter) ([]inspection.Place, error) {
	return []inspection.Place{{ID: "p", Code: "YL-001", Name: "嵩山路养老服务中心", PlaceKind: inspection.PlaceCare, Community: "西安东社区", Operator: "晚晴"}}, nil
}

func (source) EachFields(context.Context, inspection.RecordKind, []string, func(inspection.ID, inspection.Fields) error) error {
	return nil
}

func (source) Checklists(context.Context) ([]inspection.Checklist, error) { return nil, nil }

func (source) Assignments(context.Context, string) ([]inspection.Assignment, error) { return nil, nil }

func (s source) CountHazards(context.Context, inspection.HazardFilter) (int, error) {
	return s.hazards, nil
}

func (source) EachInspection(context.Context, inspection.InspectionFilter, func(inspection.InspectionRow) error) error {
	return nil
}

func (source) EachAnswer(context.Context, inspection.InspectionFilter, func(inspection.AnswerRow) error) error {
	return nil
}

func (source) ItemResults(context.Context, inspection.InspectionFilter) ([]inspection.ItemResult, error) {
	return nil, nil
}

func (s source) EachHazard(_ context.Context, _ inspection.HazardFilter, fn func(inspection.HazardRow) error) error {
	found := time.Date(2026, 3, 2, 10, 0, 0, 0, inspection.Zone)
	for n := range s.hazards {
		err := fn(inspection.HazardRow{Hazard: inspection.Hazard{ID: inspection.ID(strconv.Itoa(n)), No: fmt.Sprintf("Y2026-K7-%05d", n+1), PlaceID: "p",
			Description: "二层东侧安全出口堆放轮椅，影响疏散", Severity: inspection.SeverityGeneral, Departments: []inspection.DepartmentID{emergency},
			Status: inspection.HazardClosed, Found: found, Due: "2026-03-05", Closed: found.Add(48 * time.Hour), ClosedBy: "李敏"}})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s source) EachEvidence(ctx context.Context, fn func(inspection.Evidence) error) error {
	for n := range s.hazards {
		photos, err := s.Evidence(ctx, inspection.ID(strconv.Itoa(n)))
		if err != nil {
			return err
		}
		for _, photo := range photos {
			if err := fn(photo); err != nil {
				return err
			}
		}
	}
	return nil
}

func (source) Evidence(_ context.Context, hazard inspection.ID) ([]inspection.Evidence, error) {
	n, err := strconv.Atoi(string(hazard))
	photo := func(number int, role inspection.EvidenceRole) inspection.Evidence {
		return inspection.Evidence{SHA256: fmt.Sprintf("%064x", number), Role: role, Format: "jpg", Name: fmt.Sprintf("IMG_%d.jpg", number), Size: photoBytes, Width: width, Height: height}
	}
	return []inspection.Evidence{photo(2*n, inspection.EvidenceBefore), photo(2*n+1, inspection.EvidenceAfter)}, err
}

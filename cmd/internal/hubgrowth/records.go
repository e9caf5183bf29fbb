//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// perHazard is how many photos a hazard gets.
const perHazard = 4

// records says what is in a folder.
type records struct{ entries, bytes int64 }

// addPhotos gives the first hazards of a folder photos until there are so many.
func addPhotos(ctx context.Context, dir string, photos int) (made records, err error) {
	err = use(ctx, dir, func(s *setup.Session) error {
		hazards, err := hazardsOf(ctx, s, (photos+perHazard-1)/perHazard)
		if err != nil {
			return err
		}
		random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
		for n := 0; n < photos; n += perHazard {
			var some []inspection.Evidence
			for range min(perHazard, photos-n) {
				data := photo(random)
				one, err := s.Evidence.AddBytes("现场.jpg", data)
				if err != nil {
					return err
				}
				one.Role = inspection.EvidenceBefore
				some, made.bytes = append(some, one), made.bytes+int64(len(data))
			}
			if err := s.Service.AddPhotos(ctx, "张建国", hazards[n/perHazard], some); err != nil {
				return err
			}
		}
		known, err := s.Service.Known(ctx)
		for _, ranges := range known {
			for _, r := range ranges {
				made.entries += r.To - r.From + 1
			}
		}
		return err
	})
	return made, err
}

func hazardsOf(ctx context.Context, s *setup.Session, count int) (ids []inspection.ID, err error) {
	err = s.Service.View(ctx, func(r inspection.Reader) error {
		rows, err := r.Hazards(ctx, inspection.HazardFilter{Limit: count})
		for _, row := range rows {
			ids = append(ids, row.ID)
		}
		return err
	})
	if err == nil && len(ids) < count {
		err = fmt.Errorf("%d hazards where %d are needed: generate more inspections", len(ids), count)
	}
	return ids, err
}

// photo is a small picture unlike every other.
func photo(random *rand.Rand) []byte {
	shown := image.NewRGBA(image.Rect(0, 0, 96, 72))
	for x := range 96 {
		for y := range 72 {
			n := random.Uint32()
			shown.SetRGBA(x, y, color.RGBA{uint8(n), uint8(x + y), uint8(n >> 16), 255})
		}
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, shown, &jpeg.Options{Quality: 80}); err != nil {
		panic(err) // into memory
	}
	return data.Bytes()
}

// more makes a few changes in the first folder.
func (g *growth) more(ctx context.Context) error {
	return use(ctx, g.first, func(s *setup.Session) error {
		hazards, err := hazardsOf(ctx, s, g.changes)
		if err != nil {
			return err
		}
		for _, id := range hazards {
			if _, err := s.Service.Assign(ctx, "张建国", inspection.KindHazard, []inspection.ID{id}, "李敏", ""); err != nil {
				return err
			}
		}
		return nil
	})
}

func use(ctx context.Context, dir string, fn func(*setup.Session) error) error {
	s, err := setup.Open(ctx, setup.Options{Dir: dir, Clock: time.Now})
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.Close())
}

// fingerprint is the code of the first folder, which the second one compares.
func (g *growth) fingerprint(ctx context.Context) (code string, err error) {
	err = use(ctx, g.first, func(s *setup.Session) error {
		card, err := s.Service.Card(ctx)
		code = card.Fingerprint()
		return err
	})
	return code, err
}

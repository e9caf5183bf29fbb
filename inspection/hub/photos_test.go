package hub_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
	"anxun/inspection/evidence"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
)

// camera is a laptop with a folder of photos.
type camera struct {
	*testing.T
	*hubtest.Laptop
	photos *evidence.Store
	parts  hub.Parts
}

func newCamera(t *testing.T, id string) camera {
	dir := t.TempDir()
	return camera{t, hubtest.NewLaptop(id), evidence.New(filepath.Join(dir, "evidence")), hub.Parts{Dir: filepath.Join(dir, "parts")}}
}

// picture is one that does not compress, so that it has several pieces.
func picture(seed uint64) []byte {
	noise := rand.New(rand.NewPCG(seed, 1))
	shown := image.NewRGBA(image.Rect(0, 0, 500, 400))
	for x := range 500 {
		for y := range 400 {
			shown.Set(x, y, color.RGBA{uint8(noise.Uint32()), uint8(noise.Uint32()), uint8(noise.Uint32()), 255})
		}
	}
	var data bytes.Buffer
	if err := png.Encode(&data, shown); err != nil {
		panic(err) // into memory
	}
	return data.Bytes()
}

// record writes the record of a photo, and keeps the file if it is not to be missing.
func (c camera) record(data []byte, missing bool) inspection.Evidence {
	c.Helper()
	sum := sha256.Sum256(data)
	photo := inspection.Evidence{SHA256: hex.EncodeToString(sum[:]), Format: "png", Size: len(data)}
	if !missing {
		if _, err := c.photos.AddBytes("x.png", data); err != nil {
			c.Fatal(err)
		}
	}
	c.WriteRecord(inspection.KindEvidence, 1, []inspection.FieldChange{{Field: "format", New: "png"}, {Field: "sha256", New: photo.SHA256}, {Field: "size", New: fmt.Sprint(len(data))}})
	return photo
}

func (c camera) sync(server *hubtest.Server, cut func() hubtest.Cut) (hub.Outcome, error) {
	e := exchange(c.Laptop, server, cut)
	e.Photos, e.Parts = c.photos, c.parts
	return e.Sync(c.Context())
}

func (c camera) must(server *hubtest.Server) hub.Outcome {
	c.Helper()
	outcome, err := c.sync(server, nil)
	if err != nil {
		c.Fatal(err)
	}
	return outcome
}

func TestPhotosComeAfterTheirRecords(t *testing.T) {
	a, b, server := newCamera(t, "A"), newCamera(t, "B"), hubtest.NewServer("1")
	data := picture(1)
	photo := a.record(data, true) // its file comes later
	a.must(server)
	if o := b.must(server); o.Pulled != 1 || o.PhotosAwaited != 1 || b.photos.Has(photo) {
		t.Errorf("%+v", o)
	}
	if _, err := a.photos.AddBytes("x.png", data); err != nil {
		t.Fatal(err)
	}
	if o := a.must(server); o.PhotosSent != 1 || o.Pushed != 0 {
		t.Errorf("%+v", o)
	}
	if o := b.must(server); o.PhotosFetched != 1 || o.PhotosAwaited != 0 || !b.photos.Has(photo) {
		t.Errorf("%+v", o)
	}
	if o := b.must(server); o.PhotosFetched+o.PhotosSent+o.PhotosAwaited != 0 {
		t.Errorf("again: %+v", o)
	}
}

// TestPhotosContinueWhereTheyWereCut cuts after every few requests, on both sides, and looks that no piece travels twice.
func TestPhotosContinueWhereTheyWereCut(t *testing.T) {
	a, b, server := newCamera(t, "A"), newCamera(t, "B"), hubtest.NewServer("1")
	var photos []inspection.Evidence
	for seed := range uint64(3) {
		photos = append(photos, a.record(picture(seed), false))
	}
	rounds := 0
	for done := false; !done; rounds++ {
		if rounds > 60 {
			t.Fatal("it never ends")
		}
		done = true
		for _, laptop := range []camera{a, b} {
			left := 10 + rounds%3
			_, err := laptop.sync(server, func() hubtest.Cut {
				if left--; left < 0 {
					return hubtest.CutAfter
				}
				return hubtest.CutNone
			})
			done = done && err == nil
		}
	}
	for _, photo := range photos {
		if !b.photos.Has(photo) {
			t.Errorf("%s is missing", photo.SHA256)
		}
	}
	if rounds < 3 {
		t.Errorf("nothing was cut: %d rounds", rounds)
	}
}

func TestADamagedPieceIsNotUsed(t *testing.T) {
	a, b, server := newCamera(t, "A"), newCamera(t, "B"), hubtest.NewServer("1")
	bad, good := a.record(picture(1), false), a.record(picture(2), false)
	a.must(server)
	server.Damage(bad.SHA256, 1)
	o := b.must(server)
	if len(o.PhotosRefused) != 1 || o.PhotosRefused[0] != bad.SHA256 || b.photos.Has(bad) || !b.photos.Has(good) {
		t.Errorf("%+v", o)
	}
	server.Damage(bad.SHA256, 1) // put right
	if o := b.must(server); o.PhotosFetched != 1 || !b.photos.Has(bad) {
		t.Errorf("%+v", o)
	}
}

func TestAPhotoThatIsDamagedHereIsNotSent(t *testing.T) {
	a, server := newCamera(t, "A"), hubtest.NewServer("1")
	data := picture(1)
	photo := a.record(data, false)
	data[len(data)/2] ^= 1
	if err := os.WriteFile(a.photos.Path(photo), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if o := a.must(server); len(o.PhotosRefused) != 1 || o.PhotosSent != 0 {
		t.Errorf("%+v", o)
	}
}

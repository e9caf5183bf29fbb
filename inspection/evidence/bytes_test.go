package evidence_test

import (
	"bytes"
	"image"
	"image/png"
	"path/filepath"
	"testing"

	"anxun/inspection/evidence"
)

func TestAddBytesKeepsAPictureThatWasMadeHere(t *testing.T) {
	store := evidence.New(filepath.Join(t.TempDir(), "evidence"))
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is there
		kept, err := store.AddBytes("signature.png", file.Bytes())
		if err != nil || !store.Has(kept) || kept.Format != "png" || kept.Width != 40 || kept.Name != "signature.png" {
			t.Fatalf("%+v, %v", kept, err)
		}
	}
	if _, err := store.AddBytes("signature.png", []byte("no picture")); err == nil {
		t.Error("what is no picture was kept")
	}
}

package export

import (
	"bytes"
	"compress/flate"
	"context"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"archive/zip"
)

// TestPartsComeBack writes parts of many lengths, with pieces cut anywhere, and reads
// them with another inflater.
func TestPartsComeBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 1000, pieceSize - 1, pieceSize, pieceSize + 1, 5*pieceSize + 7, 20_000_000} {
		want := make([]byte, size)
		for i := range want {
			want[i] = "安全abc<row>0123456789"[random.IntN(22)]
		}
		p := &part{}
		for rest := want; len(rest) > 0; {
			n := min(len(rest), 1+random.IntN(100_000))
			if err := p.wrote(append(p.text, rest[:n]...)); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		checkPart(t, p, want)
		p.discard()
	}
}

func checkPart(t *testing.T, p *part, want []byte) {
	t.Helper()
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	if err := p.copyTo(&packed); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed.Bytes())))
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%d bytes came back as %d: %v", len(want), len(got), err)
	}
	if p.size != uint64(len(want)) || p.packed != uint64(packed.Len()) || p.crc != crc32.ChecksumIEEE(want) {
		t.Errorf("%d bytes: size %d, packed %d of %d", len(want), p.size, p.packed, packed.Len())
	}
	if len(want) > 10_000_000 && p.spill == nil {
		t.Error("a large part stayed in memory")
	}
}

func TestDiscardedPartLeavesNoFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR")) // Windows
	p, random := &part{}, rand.NewChaCha8([32]byte{})
	for range 40 {
		noise := make([]byte, pieceSize)
		if _, err := random.Read(noise); err != nil {
			t.Fatal(err)
		}
		if err := p.wrote(append(p.text, noise...)); err != nil {
			t.Fatal(err)
		}
	}
	if p.spill == nil {
		t.Fatal("no temporary file was made")
	}
	name := p.spill.Name()
	p.discard()
	if _, err := os.Stat(name); !os.IsNotExist(err) {
		t.Errorf("the temporary file is still there: %v", err)
	}
}

// TestArchiveRefusesTwice: two files of one name make Excel call a workbook damaged.
func TestArchiveRefusesTwice(t *testing.T) {
	var out bytes.Buffer
	a := newArchive(context.Background(), &out, time.Unix(1_800_000_000, 0))
	if err := a.addText("a.xml", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if a.addText("a.xml", nil) == nil || a.addPicture("a.xml", nil) == nil || a.addPart(&part{name: "a.xml"}) == nil {
		t.Error("a second a.xml was taken")
	}
	if err := a.addPicture("p.png", []byte("picture")); err != nil {
		t.Fatal(err)
	}
	if err := a.close(); err != nil {
		t.Fatal(err)
	}
	read, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(read.File) != 2 || read.File[1].Method != zip.Store || read.File[1].Flags&8 != 0 {
		t.Errorf("%v %v", read, err)
	}
}

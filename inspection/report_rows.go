package inspection

import (
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"slices"
	"strings"
)

// ReportPart says what a ReportRow stands for.
type ReportPart string

// The parts of a report's data.
const (
	PartInspection ReportPart = "inspection" // what was recorded of an inspection
	PartAnswers    ReportPart = "answers"    // all its answers that the report shows
	PartHazard     ReportPart = "hazard"
	PartPlace      ReportPart = "place"
)

// RowDigest is the first half of a SHA-256.
type RowDigest [sha256.Size / 2]byte

// DigestOf is the digest of one row that consists of the given texts.
func DigestOf(texts ...string) RowDigest {
	sum := sha256.New()
	for _, text := range texts {
		_, _ = io.WriteString(sum, text) // a hash takes everything
		_, _ = sum.Write([]byte{0})
	}
	return RowDigest(sum.Sum(nil)[:len(RowDigest{})])
}

// ReportRow is the digest of one record, or of the answers of one inspection, as they
// stood in a report. No is the number of the inspection or hazard, or the code of the
// place.
type ReportRow struct {
	Part   ReportPart
	No     string
	Digest RowDigest
}

// ReportRows collects the rows of a report. A report of a million answers has some ninety
// thousand, so they are packed: no row is an allocation of its own, and a row takes some
// 45 bytes. The zero value is empty.
type ReportRows struct {
	blocks  [][]packedRow
	numbers [][]byte // the texts of the numbers, one after the other
	parts   []ReportPart
}

type packedRow struct {
	digest RowDigest
	block  uint32 // of numbers
	start  uint32
	length uint32
	part   uint8
}

// The sizes of blocks: rows, and bytes of numbers.
const (
	rowsInBlock    = 1024
	numbersInBlock = 16 << 10
)

// Add adds a row. The order of rows does not matter.
func (r *ReportRows) Add(row ReportRow) {
	last := len(r.numbers) - 1
	if last < 0 || len(r.numbers[last])+len(row.No) > cap(r.numbers[last]) {
		r.numbers = append(r.numbers, make([]byte, 0, max(numbersInBlock, len(row.No))))
		last++
	}
	packed := packedRow{digest: row.Digest, block: uint32(last), start: uint32(len(r.numbers[last])), length: uint32(len(row.No)), part: r.part(row.Part)}
	r.numbers[last] = append(r.numbers[last], row.No...)
	if n := len(r.blocks); n == 0 || len(r.blocks[n-1]) == rowsInBlock {
		r.blocks = append(r.blocks, make([]packedRow, 0, rowsInBlock))
	}
	block := &r.blocks[len(r.blocks)-1]
	*block = append(*block, packed)
}

func (r *ReportRows) part(part ReportPart) uint8 {
	i := slices.Index(r.parts, part)
	if i < 0 {
		i = len(r.parts)
		r.parts = append(r.parts, part)
	}
	return uint8(i)
}

// Len is the number of rows.
func (r *ReportRows) Len() int {
	if len(r.blocks) == 0 {
		return 0
	}
	return (len(r.blocks)-1)*rowsInBlock + len(r.blocks[len(r.blocks)-1])
}

func (r *ReportRows) at(i uint32) *packedRow { return &r.blocks[i/rowsInBlock][i%rowsInBlock] }

func (r *ReportRows) no(row *packedRow) []byte {
	return r.numbers[row.block][row.start : row.start+row.length]
}

// order lists the rows by part, number and digest.
func (r *ReportRows) order() []uint32 {
	order := make([]uint32, r.Len())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int {
		a, b := r.at(i), r.at(j)
		if a.part != b.part {
			return cmp.Compare(r.parts[a.part], r.parts[b.part])
		}
		return cmp.Or(bytes.Compare(r.no(a), r.no(b)), bytes.Compare(a.digest[:], b.digest[:]))
	})
	return order
}

// writeLines writes each row as "part number digest" on a line, by part and number, with so
// many bytes of the digests. The writer takes everything.
func (r *ReportRows) writeLines(w io.Writer, digest int) {
	var line []byte
	for _, i := range r.order() {
		row := r.at(i)
		line = append(line[:0], r.parts[row.part]...)
		line = append(append(append(line, '\t'), r.no(row)...), '\t')
		line = append(hex.AppendEncode(line, row.digest[:digest]), '\n')
		_, _ = w.Write(line)
	}
}

// SHA256 is the digest over the rows, each as "part number digest" on a line, by part and
// number, in hexadecimal. What the day of making decides, such as days overdue, is in no row.
func (r *ReportRows) SHA256() string {
	sum := sha256.New()
	r.writeLines(sum, len(RowDigest{}))
	return hex.EncodeToString(sum.Sum(nil))
}

// keptDigest is how many bytes of a row's digest are kept to tell later which rows changed.
// The digest of the whole report is over the longer ones.
const keptDigest = 8

// Encode writes the rows compactly: some 16 bytes each. Digests are shortened.
func (r *ReportRows) Encode() string {
	if r.Len() == 0 {
		return ""
	}
	var packed strings.Builder
	text := base64.NewEncoder(base64.StdEncoding, &packed)
	w, err := flate.NewWriter(text, flate.BestCompression)
	if err != nil {
		panic("inspection: " + err.Error()) // the level is right
	}
	r.writeLines(w, keptDigest)
	_, _ = w.Close(), text.Close() // a builder takes everything
	return packed.String()
}

package export

import (
	"bytes"
	"hash/crc32"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate"
)

// compression is the deflate level. With this library 6 costs a third less time than
// the standard library's 6; files get 1 % larger, tables of a few words over and over
// up to 12 %. Level 7 would take that back for half as much time again.
const compression = 6

const (
	// pieceSize is how much text is compressed at a time. Pieces are compressed side by
	// side, each with the end of the one before as its dictionary, so that cutting costs
	// next to nothing of the file.
	pieceSize = 128 << 10
	// dictionarySize is how far back deflate can refer.
	dictionarySize = 32 << 10
	// partInMemory is how much compressed text of a part is kept in memory; what
	// comes after goes to a temporary file.
	partInMemory = 128 << 10
)

// part is one file inside the workbook while it is being written: text goes in, is
// compressed on the other processors, and waits for its place in the workbook.
type part struct {
	name    string
	text    []byte // not yet handed over
	before  []byte // the end of what was handed over
	pending []*piece
	memory  bytes.Buffer
	spill   *os.File
	crc     uint32
	size    uint64 // bytes before compression
	packed  uint64 // and after
}

// piece is a stretch of a part on its way through the compressor.
type piece struct {
	text, dictionary []byte
	packed           *bytes.Buffer
	err              error
	done             chan struct{}
}

// compressors are kept for the next piece: one takes a megabyte.
var compressors = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, compression)
	if err != nil {
		panic("export: " + err.Error()) // the level is a constant
	}
	return w
}}

// texts and packs are room for the text of a piece and for what becomes of it.
var (
	texts = sync.Pool{New: func() any { room := make([]byte, 0, pieceSize+pieceSize/8); return &room }}
	packs = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, pieceSize/4)) }}
)

// wrote tells the part that text was appended; it hands a full piece over.
func (p *part) wrote(text []byte) error {
	p.text = text
	if len(p.text) < pieceSize {
		return nil
	}
	return p.hand()
}

// hand starts the compression of the text and waits when every processor is busy.
func (p *part) hand() error {
	p.crc = crc32.Update(p.crc, crc32.IEEETable, p.text)
	p.size += uint64(len(p.text))
	next := &piece{text: p.text, dictionary: p.before, done: make(chan struct{})}
	p.before = bytes.Clone(p.text[max(0, len(p.text)-dictionarySize):])
	p.pending = append(p.pending, next)
	go next.compress()
	p.text = *texts.Get().(*[]byte)
	for len(p.pending) > 0 && (len(p.pending) > runtime.GOMAXPROCS(0) || p.pending[0].finished()) {
		if err := p.take(); err != nil {
			return err
		}
	}
	return nil
}

// compress ends a piece on a byte, so that the next can follow.
func (p *piece) compress() {
	defer close(p.done)
	p.packed, _ = packs.Get().(*bytes.Buffer)
	p.packed.Reset()
	w, _ := compressors.Get().(*flate.Writer)
	w.ResetDict(p.packed, p.dictionary)
	if _, p.err = w.Write(p.text); p.err == nil {
		p.err = w.Flush()
	}
	compressors.Put(w)
	giveBack(p.text)
	p.text = nil
}

// giveBack keeps the room of a full piece; that of a small one is not worth it.
func giveBack(text []byte) {
	if cap(text) >= pieceSize {
		text = text[:0]
		texts.Put(&text)
	}
}

func (p *piece) finished() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// take keeps what became of the oldest piece.
func (p *part) take() error {
	oldest := p.pending[0]
	p.pending = p.pending[1:]
	<-oldest.done
	defer packs.Put(oldest.packed)
	if oldest.err != nil {
		return oldest.err
	}
	return p.keep(oldest.packed.Bytes())
}

func (p *part) keep(packed []byte) (err error) {
	p.packed += uint64(len(packed))
	if p.spill == nil && p.memory.Len()+len(packed) > partInMemory {
		if p.spill, err = os.CreateTemp("", "anxun-*.tmp"); err != nil {
			return err
		}
	}
	if p.spill != nil {
		_, err = p.spill.Write(packed)
	} else {
		p.memory.Write(packed)
	}
	return err
}

// lastBlock ends a deflate stream: an empty block marked as the last one (RFC 1951).
var lastBlock = []byte{3, 0}

// end waits for everything that is still being compressed.
func (p *part) end() error {
	if err := p.hand(); err != nil {
		return err
	}
	for len(p.pending) > 0 {
		if err := p.take(); err != nil {
			return err
		}
	}
	giveBack(p.text)
	p.text, p.before = nil, nil
	return p.keep(lastBlock)
}

// copyTo writes the compressed part, which was ended.
func (p *part) copyTo(w io.Writer) error {
	if _, err := w.Write(p.memory.Bytes()); err != nil || p.spill == nil {
		return err
	}
	if _, err := p.spill.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, p.spill)
	return err
}

// discard frees the part and removes its temporary file.
func (p *part) discard() {
	for _, piece := range p.pending {
		<-piece.done
	}
	if p.spill != nil {
		_ = p.spill.Close()
		_ = os.Remove(p.spill.Name())
	}
	*p = part{name: p.name}
}

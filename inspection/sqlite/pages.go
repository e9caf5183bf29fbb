package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
)

// pages reads the pages of a database file and of its -wal file without SQLite, so that
// what is left of a file that SQLite refuses can be read. The formats are described in
// https://sqlite.org/fileformat2.html.
type pages struct {
	database *os.File
	wal      *os.File // nil if there is none
	size     int      // bytes of a page
	count    int64    // pages of the database file, the last one perhaps cut
	usable   int
	said     uint32           // pages that the header says the file has
	frames   []int64          // where the committed pages begin in the -wal file
	newest   map[uint32]int64 // and which of them is the newest version of a page
}

const (
	usualPageSize  = 4096 // Anxun has never used another
	walHeaderSize  = 32
	frameHeader    = 24
	leafOfTable    = 0x0d
	fileHeaderSize = 100
)

// openPages opens the file at path. The size of its pages is believed only if it is a
// possible one.
func openPages(path string) (p *pages, err error) {
	p = &pages{size: usualPageSize, newest: map[uint32]int64{}}
	if p.database, err = os.Open(path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	info, err := p.database.Stat()
	if err != nil {
		return nil, err
	}
	header := make([]byte, fileHeaderSize)
	if n, err := p.database.ReadAt(header, 0); n == len(header) && string(header[:15]) == "SQLite format 3" {
		if size := int(binary.BigEndian.Uint16(header[16:])); size >= 512 && size&(size-1) == 0 {
			p.size, p.said = size, binary.BigEndian.Uint32(header[28:])
		}
	} else if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	p.usable = p.size // Anxun reserves nothing at the end of a page
	p.count = (info.Size() + int64(p.size) - 1) / int64(p.size)
	return p, p.openWAL(path + "-wal")
}

// openWAL finds the pages of the -wal file up to its last commit. What follows was
// never confirmed.
func (p *pages) openWAL(path string) (err error) {
	p.wal, err = os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		p.wal = nil
		return nil
	}
	if err != nil {
		return err
	}
	head := make([]byte, walHeaderSize)
	if _, err := p.wal.ReadAt(head, 0); err != nil {
		return endOfFile(err)
	}
	salt := head[16:24]
	frame := make([]byte, frameHeader)
	var open []int64
	numbers := map[int64]uint32{}
	for at := int64(walHeaderSize); ; at += int64(frameHeader + p.size) {
		if _, err := p.wal.ReadAt(frame, at); err != nil {
			return endOfFile(err)
		}
		if string(frame[8:16]) != string(salt) { // left over from before the last checkpoint
			return nil
		}
		begin := at + frameHeader
		open, numbers[begin] = append(open, begin), binary.BigEndian.Uint32(frame)
		if binary.BigEndian.Uint32(frame[4:]) != 0 { // a commit
			for _, offset := range open {
				p.newest[numbers[offset]] = offset
			}
			p.frames, open = append(p.frames, open...), nil
		}
	}
}

// length is how long the file was, as its header says: at most 64 GB, 0 without a header.
func (p *pages) length() int64 { return min(int64(p.said)*int64(p.size), 64<<30) }

func endOfFile(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (p *pages) close() error {
	err := p.database.Close()
	if p.wal != nil {
		err = errors.Join(err, p.wal.Close())
	}
	return err
}

// cellAt is where a cell lies: in which file, in the page that begins where, which one.
type cellAt struct {
	wal    bool
	offset int64
	cell   int
}

// each calls fn for every cell of every page that looks like a leaf of a table,
// whatever table it belongs to, in use or not. Pages that cannot be read are counted.
func (p *pages) each(fn func(at cellAt, rowid int64, payload []byte)) (unreadable int64) {
	for i := range p.count {
		unreadable += p.eachOfPage(cellAt{offset: i * int64(p.size)}, fn)
	}
	for _, offset := range p.frames {
		unreadable += p.eachOfPage(cellAt{wal: true, offset: offset}, fn)
	}
	return unreadable
}

func (p *pages) eachOfPage(at cellAt, fn func(cellAt, int64, []byte)) (unreadable int64) {
	page, err := p.page(at)
	if err != nil {
		return 1
	}
	cells, blank := p.cells(page, at), true
	for at.cell = range cells {
		if rowid, payload, err := p.cell(page, at); err == nil {
			fn(at, rowid, payload)
		}
	}
	for _, b := range page {
		blank = blank && b == 0
	}
	if blank {
		return 1
	}
	return 0
}

// page reads a whole page; what a cut file lacks is zero.
func (p *pages) page(at cellAt) ([]byte, error) {
	file := p.database
	if at.wal {
		file = p.wal
	}
	page := make([]byte, p.size)
	_, err := file.ReadAt(page, at.offset)
	return page, endOfFile(err)
}

// start is where the header of a page begins: the first page of the file has the header
// of the file before it.
func (p *pages) start(page []byte, at cellAt) int {
	if !at.wal && at.offset == 0 || string(page[:15]) == "SQLite format 3" {
		return fileHeaderSize
	}
	return 0
}

func (p *pages) cells(page []byte, at cellAt) int {
	start := p.start(page, at)
	if page[start] != leafOfTable {
		return 0
	}
	return min(int(binary.BigEndian.Uint16(page[start+3:])), (p.size-start-8)/2)
}

var errCell = errors.New("no sound cell")

// cell reads a cell with all of its payload, which may go on in other pages.
func (p *pages) cell(page []byte, at cellAt) (rowid int64, payload []byte, err error) {
	start := p.start(page, at)
	offset := int(binary.BigEndian.Uint16(page[start+8+2*at.cell:]))
	if offset < start+8 || offset >= p.usable {
		return 0, nil, errCell
	}
	rest := page[offset:]
	length, n := varint(rest)
	row, m := varint(rest[n:])
	rest = rest[n+m:]
	if n == 0 || m == 0 || length < 1 || length > 1<<28 {
		return 0, nil, errCell
	}
	local := p.local(int(length))
	if local > len(rest) {
		return 0, nil, errCell
	}
	payload = append(make([]byte, 0, min(length, 1<<20)), rest[:local]...)
	if local == int(length) {
		return row, payload, nil
	}
	if local+4 > len(rest) {
		return 0, nil, errCell
	}
	payload, err = p.overflow(payload, int(length), binary.BigEndian.Uint32(rest[local:]))
	return row, payload, err
}

// local is how much of a payload lies in its cell.
func (p *pages) local(length int) int {
	if length <= p.usable-35 {
		return length
	}
	least := (p.usable-12)*32/255 - 23
	if wanted := least + (length-least)%(p.usable-4); wanted <= p.usable-35 {
		return wanted
	}
	return least
}

func (p *pages) overflow(payload []byte, length int, number uint32) ([]byte, error) {
	for len(payload) < length {
		if number == 0 {
			return nil, errCell
		}
		at := cellAt{offset: (int64(number) - 1) * int64(p.size)}
		if newest, ok := p.newest[number]; ok {
			at = cellAt{wal: true, offset: newest}
		}
		page, err := p.page(at)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", number, err)
		}
		number = binary.BigEndian.Uint32(page)
		payload = append(payload, page[4:min(p.usable, 4+length-len(payload))]...)
	}
	return payload, nil
}

// varint reads SQLite's integer of one to nine bytes; n is 0 if it is cut.
func varint(b []byte) (value int64, n int) {
	for i := range min(8, len(b)) {
		value = value<<7 | int64(b[i]&0x7f)
		if b[i] < 0x80 {
			return value, i + 1
		}
	}
	if len(b) < 9 {
		return 0, 0
	}
	return value<<8 | int64(b[8]), 9
}

// values decodes a record of exactly n columns into nil, int64, float64 and string.
func values(payload []byte, n int) ([]any, error) {
	header, at := varint(payload)
	if at == 0 || header > int64(len(payload)) || header < int64(at) {
		return nil, errCell
	}
	types, body := payload[at:header], payload[header:]
	decoded := make([]any, 0, n)
	for len(types) > 0 {
		kind, used := varint(types)
		if used == 0 || len(decoded) == n {
			return nil, errCell
		}
		types = types[used:]
		value, size, err := oneValue(kind, body)
		if err != nil {
			return nil, err
		}
		decoded, body = append(decoded, value), body[size:]
	}
	if len(decoded) != n {
		return nil, errCell
	}
	return decoded, nil
}

func oneValue(kind int64, body []byte) (value any, size int, err error) {
	switch {
	case kind == 0:
		return nil, 0, nil
	case kind == 8 || kind == 9:
		return kind - 8, 0, nil
	case kind <= 7 && kind > 0:
		size = []int{0, 1, 2, 3, 4, 6, 8, 8}[kind]
	case kind >= 12 && (kind-12)/2 <= int64(len(body)):
		size = int((kind - 12) / 2)
		return string(body[:size]), size, nil
	default:
		return nil, 0, errCell
	}
	if size > len(body) {
		return nil, 0, errCell
	}
	number := int64(int8(body[0]))
	for _, b := range body[1:size] {
		number = number<<8 | int64(b)
	}
	if kind == 7 {
		return math.Float64frombits(uint64(number)), size, nil
	}
	return number, size, nil
}

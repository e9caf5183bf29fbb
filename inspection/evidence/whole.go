package evidence

import (
	"bytes"
	"encoding/binary"
)

// whole reports whether the file goes on to its own end. A copy that was cut short,
// by a full card or a cable pulled out, has a perfect header and shows half a
// picture; it must be noticed while the original is still at hand. The walk looks
// at the structure only and decodes nothing.
func whole(f format, data []byte) bool {
	switch f {
	case formatJPEG:
		return wholeJPEG(data)
	case formatPNG:
		return wholePNG(data)
	case formatWebP:
		return wholeWebP(data)
	case formatHEIC:
		return wholeHEIC(data)
	}
	return false
}

// wholeJPEG walks the segments to the end marker (ITU-T T.81, B.1). What follows it
// does not matter: phones append videos and depth maps.
func wholeJPEG(data []byte) bool {
	const start, end, scan = 0xd8, 0xd9, 0xda
	at := 2
	scanned := false
	for at+1 < len(data) {
		if data[at] != 0xff {
			return false
		}
		marker := data[at+1]
		switch {
		case marker == 0xff: // fill
			at++
		case marker == end:
			return scanned
		case marker == start || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7: // stand alone
			at += 2
		default:
			if at+4 > len(data) {
				return false
			}
			at += 2 + int(binary.BigEndian.Uint16(data[at+2:]))
			if marker == scan {
				scanned = true
				at = afterScan(data, at)
			}
		}
	}
	return false
}

// afterScan finds the marker that ends the coded data: an 0xff that is followed
// neither by a stuffed zero nor by a restart marker.
func afterScan(data []byte, at int) int {
	for at < len(data) {
		next := bytes.IndexByte(data[at:], 0xff)
		if next < 0 || at+next+1 >= len(data) {
			return len(data)
		}
		at += next
		if marker := data[at+1]; marker != 0 && (marker < 0xd0 || marker > 0xd7) {
			return at
		}
		at += 2
	}
	return at
}

// wholePNG walks the chunks to IEND.
func wholePNG(data []byte) bool {
	for at := 8; at+12 <= len(data); {
		length := int(uint32At(data[at:]))
		if length > len(data)-at-12 {
			return false
		}
		if string(data[at+4:at+8]) == "IEND" {
			return true
		}
		at += 12 + length
	}
	return false
}

// wholeWebP compares the length of the RIFF container with the file.
func wholeWebP(data []byte) bool {
	return int64(binary.LittleEndian.Uint32(data[4:]))+8 <= int64(len(data))
}

// wholeHEIC walks the top-level boxes (ISO/IEC 14496-12, 4.2): each must lie within
// the file.
func wholeHEIC(data []byte) bool {
	for at := uint64(0); at < uint64(len(data)); {
		rest := data[at:]
		if len(rest) < 8 {
			return false
		}
		size := uint64(uint32At(rest))
		switch size {
		case 0: // to the end of the file
			return true
		case 1:
			if len(rest) < 16 {
				return false
			}
			size = binary.BigEndian.Uint64(rest[8:])
		}
		if size < 8 || size > uint64(len(rest)) {
			return false
		}
		at += size
	}
	return true
}

// uint32At reads a big-endian number; the caller has checked that four bytes are there.
func uint32At(data []byte) uint32 { return binary.BigEndian.Uint32(data) }

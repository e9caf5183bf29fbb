package machine

import (
	"encoding/binary"
	"encoding/hex"
)

// boardOf finds the UUID of the mainboard in the raw table of the firmware, as Windows
// returns it (RawSMBIOSData): a header of eight bytes with the length of the table, then
// structures of type, length, handle and data, each followed by texts that end with two zeroes.
// "" if there is none.
func boardOf(raw []byte) string {
	const header, system, uuidAt = 8, 1, 8
	if len(raw) < header {
		return ""
	}
	table := raw[header:]
	if length := binary.LittleEndian.Uint32(raw[4:header]); int64(length) < int64(len(table)) {
		table = table[:length]
	}
	for len(table) >= 4 {
		kind, length := table[0], int(table[1])
		if length < 4 || length > len(table) {
			return ""
		}
		if kind == system && length >= uuidAt+16 {
			return serial(hex.EncodeToString(table[uuidAt : uuidAt+16]))
		}
		end := length
		for end+1 < len(table) && (table[end] != 0 || table[end+1] != 0) {
			end++
		}
		if end+2 > len(table) {
			return ""
		}
		table = table[end+2:]
	}
	return ""
}

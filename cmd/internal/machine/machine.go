// Package machine tells which computer the program runs on, from parts that stay with it
// and that nobody needs special rights to read. What it reads leaves the program only as
// digests, see inspection.Machine.
package machine

import (
	"strings"

	"anxun/inspection"
)

// Read looks at this computer. What cannot be read is left empty.
func Read() inspection.Machine { return read() }

// made lists values that makers of hardware leave where a serial number belongs.
var made = []string{"none", "default string", "to be filled by o.e.m.", "system serial number", "not specified", "0", "unknown"}

// serial cleans a serial number; "" if it says nothing.
func serial(text string) string {
	text = strings.ToLower(strings.TrimSpace(strings.Trim(text, "\x00")))
	if strings.Trim(text, "0-:") == "" || strings.Trim(text, "f-:") == "" {
		return ""
	}
	for _, nothing := range made {
		if text == nothing {
			return ""
		}
	}
	return text
}

package main

import (
	"os"
	"runtime/debug"
)

// softMemory is from where memory is collected more eagerly, in bytes. The window keeps some 40 MB in use and two photos
// of 12 megapixels that are being decoded as much again; without it twice that would pile up before anything is
// collected. It is no hard limit; nothing fails above it.
const softMemory = 120 << 20

// limitMemory sets the limit and puts off collecting until it is reached, because the start makes much that stays and
// nothing worth collecting. Call the returned function when the start is over. What the person who starts the program
// has set stands.
func limitMemory() (started func()) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	usual := debug.SetGCPercent(-1)
	return func() { debug.SetGCPercent(usual) }
}

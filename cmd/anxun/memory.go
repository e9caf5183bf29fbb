package main

import (
	"os"
	"runtime/debug"
)

// softMemory is from where memory is collected more eagerly, in bytes. The fonts alone keep some 100 MB in use, so
// without it twice as much would pile up before anything is collected while photos of 12 megapixels are decoded. It is
// no hard limit; nothing fails above it.
const softMemory = 200 << 20

// limitMemory sets the limit and puts off collecting until it is reached, because the start makes much that stays and
// nothing worth collecting: reading the fonts alone would be interrupted several times. Call the returned function
// when the start is over. What the person who starts the program has set stands.
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

// Package exchange writes and reads bundles: files with the ending .anxun in which journal entries and the photos they name
// travel from one laptop to another, on a stick or by mail. docs/exchange.md describes the format.
//
// A bundle comes from outside and may be anything. It is read in this order: its size and shape against the limits, its
// signature over every byte but those of the photos, whose laptop made it, and only then what is in it: each entry
// against its own hash, each photo against its SHA-256. Nothing of it is believed before.
package exchange

// Ending is the ending of the name of a bundle, encrypted or not.
const Ending = ".anxun"

// FormatVersion is the version of the format that this program writes, and the newest that it reads. From 2 on there may be
// attestations among the entries, and receipts of renewals; version 1 has neither and is read all the same.
const FormatVersion = 2

// The names of what is in a bundle, in this order; between the two the photos, by SHA-256.
const (
	entriesName  = "entries.ndjson"
	photosFolder = "evidence/"
	manifestName = "manifest.json"
)

// The limits. They are far above what an office of a thousand people makes in ten years, and low enough that a bundle made
// to do harm costs no more memory than a large photo.
const (
	maxPhotos    = 200_000
	maxPhoto     = 64 << 20 // bytes
	maxEntry     = 16 << 20 // bytes of one entry
	maxManifest  = 64 << 20 // bytes
	maxDirectory = 48 << 20 // bytes of the directory at the end of the archive
	maxSignature = 4 << 10  // bytes
	maxDevices   = 10_000
	maxRatio     = 300 // how many times larger entries may be than their compressed form; real ones are 5 to 20 times larger
	smallEntries = 1 << 20
)

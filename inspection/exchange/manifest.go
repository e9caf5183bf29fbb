package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"anxun/inspection"
)

// formatName is what every manifest begins with.
const formatName = "anxun-bundle"

// Content says what was asked to be in a bundle.
type Content string

// The contents.
const (
	ContentAll        Content = "all"        // everything the sender has
	ContentSince      Content = "since"      // what came since a former bundle; the receiver must have what was before
	ContentInspection Content = "inspection" // what belongs to one inspection
	ContentPerson     Content = "person"     // what is assigned to one person
)

// Manifest tells what is in a bundle and who made it.
type Manifest struct {
	Format  string  `json:"format"`
	Version int     `json:"version"`
	Program string  `json:"program"` // name and version
	Made    string  `json:"made"`    // RFC 3339, by the sender's clock
	From    Card    `json:"from"`
	Content Content `json:"content"`
	Subject string  `json:"subject"` // number of the inspection or name of the person; may be empty
	Base    string  `json:"base"`    // inspection.Knowledge: what the receiver must have already
	Covers  string  `json:"covers"`  // inspection.Knowledge: what the receiver has afterwards
	Entries int64   `json:"entries"` // lines of entries.ndjson
	Size    int64   `json:"size"`    // bytes of entries.ndjson
	Counts  Counts  `json:"counts"`  // records that the entries make
	Photos  []Photo `json:"photos"`  // by SHA-256
	Missing []Photo `json:"missing"` // photos that entries name, but that the sender lacked
}

// Card is an inspection.DeviceCard in a manifest.
type Card struct {
	ID     string `json:"id"`
	Code   string `json:"code"`
	Office string `json:"office"`
	Person string `json:"person"`
	Key    string `json:"key"` // Ed25519, hexadecimal
}

// Device returns the card as the rules know it.
func (c Card) Device() inspection.DeviceCard {
	return inspection.DeviceCard{ID: c.ID, Code: c.Code, Office: c.Office, Person: c.Person, PublicKey: c.Key}
}

func cardOf(d inspection.DeviceCard) Card {
	return Card{ID: d.ID, Code: d.Code, Office: d.Office, Person: d.Person, Key: d.PublicKey}
}

// Counts are numbers of records, by kind.
type Counts map[inspection.RecordKind]int64

// Photo names a photo or the picture of a signature.
type Photo struct {
	SHA256 string `json:"sha256"`
	Format string `json:"format"`         // ending of the file's name
	Size   int64  `json:"size"`           // bytes
	Name   string `json:"name,omitempty"` // what a person called it; only of missing ones
}

// soundPhoto keeps a name from leading out of a folder.
var soundPhoto = regexp.MustCompile(`^[0-9a-f]{64}\.[a-z0-9]{1,8}$`)

func (p Photo) sound() bool { return soundPhoto.MatchString(p.SHA256 + "." + p.Format) }

// name is what the photo is called in the archive.
func (p Photo) name() string { return photosFolder + p.SHA256[:2] + "/" + p.SHA256 + "." + p.Format }

// evidence is the photo for a store of files.
func (p Photo) evidence() inspection.Evidence {
	return inspection.Evidence{SHA256: p.SHA256, Format: p.Format, Size: int(p.Size)}
}

// MadeAt returns when the bundle was made by the sender's clock; zero if it does not say.
func (m Manifest) MadeAt() time.Time {
	at, err := time.Parse(time.RFC3339, m.Made)
	if err != nil {
		return time.Time{}
	}
	return at
}

// Bytes adds up the sizes of the photos.
func (m Manifest) Bytes() int64 {
	total := int64(0)
	for _, photo := range m.Photos {
		total += photo.Size
	}
	return total
}

// encode writes the manifest for the archive.
func (m Manifest) encode() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(m); err != nil {
		return nil, fmt.Errorf("encoding the manifest: %w", err)
	}
	return text.Bytes(), nil
}

// errNewer says that a manifest is of a newer version of the format.
var errNewer = errors.New("newer format")

// decodeManifest reads a manifest and checks it as far as it can be checked alone. For a newer version it returns errNewer
// and a manifest with Program and Version only.
func decodeManifest(content []byte) (Manifest, error) {
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
		Program string `json:"program"`
	}
	if err := json.Unmarshal(content, &head); err != nil {
		return Manifest{}, err
	}
	switch {
	case head.Format != formatName || head.Version < 1:
		return Manifest{}, errors.New("the manifest is none of a bundle")
	case head.Version > FormatVersion:
		return Manifest{Version: head.Version, Program: head.Program}, errNewer
	}
	var m Manifest
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		return Manifest{}, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Manifest{}, errors.New("something follows the manifest")
	}
	return m, m.check()
}

// check looks at what a manifest says.
func (m Manifest) check() error {
	switch {
	case m.MadeAt().IsZero():
		return errors.New("the manifest does not say when it was made")
	case m.From.ID == "" || len(m.From.Key) != 64:
		return errors.New("the manifest does not say who made it")
	case m.Entries < 0 || m.Size < 0:
		return errors.New("the manifest counts less than nothing")
	case len(m.Photos) > maxPhotos || len(m.Missing) > maxPhotos:
		return errors.New("the manifest names too many photos")
	}
	last := ""
	for _, photo := range m.Photos {
		if !photo.sound() || photo.Size < 1 || photo.Size > maxPhoto || photo.SHA256 <= last {
			return fmt.Errorf("the manifest names a photo %q of %d bytes", photo.SHA256, photo.Size)
		}
		last = photo.SHA256
	}
	return nil
}

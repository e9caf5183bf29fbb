package hub

import (
	"context"
	"time"

	"anxun/inspection"
)

// Hub is what one office keeps on a server, as one laptop sees it. Every method is one round of talk with the server
// and leaves nothing half-done when it fails; whether a failed Append or PutPiece was carried out is not known, and
// doing it again does no harm.
//
// Errors: CodeUnreachable if the server cannot be reached or does not answer now; CodeNewer if it was set up by a newer
// Anxun; CodeNotFound if it is not set up, or not for this office; CodeConflict for a fork.
type Hub interface {
	// Overview tells how far the hub has come.
	Overview(ctx context.Context) (Overview, error)
	// Join puts the laptop on the list of those that use the hub, once, and notes that it was here.
	Join(ctx context.Context, card inspection.DeviceCard, now time.Time) error
	// Introduce puts the cards of other laptops on the list that are not on it.
	Introduce(ctx context.Context, cards []inspection.DeviceCard, now time.Time) error
	// Mark returns the mark of row n; "" if there is no such row.
	Mark(ctx context.Context, n int64) (string, error)
	// Newest returns the entry of a device with the highest sequence, receipts left out; 0 if there is none.
	Newest(ctx context.Context, device string) (sequence int64, hash string, err error)
	// Append adds a batch in one transaction: all of it, or nothing.
	Append(ctx context.Context, batch Batch) (Appended, error)
	// Page calls fn with the rows after < n ≤ upTo, by n, at most limit.
	Page(ctx context.Context, after, upTo int64, limit int, fn func(Row) error) error

	// HasPhotos returns those of the photos, by SHA-256, that are whole on the hub.
	HasPhotos(ctx context.Context, hashes []string) (map[string]Photo, error)
	// Pieces returns the numbers of the pieces of a photo that are there.
	Pieces(ctx context.Context, hash string) (map[int]bool, error)
	// PutPiece adds a piece. The last one comes with whole set and makes the photo whole.
	PutPiece(ctx context.Context, photo Photo, number int, content []byte, whole bool) error
	// Piece returns a piece.
	Piece(ctx context.Context, hash string, number int) ([]byte, error)

	Close() error
}

// Overview is how far a hub has come.
type Overview struct {
	Epoch   string // made when the hub was set up; another one means another hub
	Top     int64  // number of the newest row
	Known   inspection.Knowledge
	Devices []inspection.DeviceCard // that joined or were introduced
}

// Row is one journal entry on the hub. Numbers are given while a lock is held, so a row with a lower number is never
// committed after one with a higher number was seen.
type Row struct {
	N        int64 // 1, 2, 3 … without gaps
	Device   string
	Sequence int64
	Kind     inspection.RecordKind
	Content  string // what the hash of the entry is over
	Hash     string
	// Covers stands at the last row of a batch: what whoever has all rows up to here knows on top of what the rows say.
	Covers string
	Mark   string // see NextMark
	// Doubtful, in a batch, marks an entry that may be on the hub already although it was not pushed since.
	Doubtful bool
}

// Batch is what one Append adds. It ends where a transaction of a device ends, and not with a receipt.
type Batch struct {
	By     string // id of the laptop that pushes
	Rows   []Row  // N and Mark are given by Append
	Covers inspection.Knowledge
	Top    int64 // number of the newest row that By has seen
}

// Appended is what became of a batch.
type Appended struct {
	Before int64  // number of the newest row before the batch
	Top    int64  // and after it
	Mark   string // of that row
	Added  int    // rows that were not there already
}

// Photo is a photo on the hub.
type Photo struct {
	SHA256    string
	Size      int64 // bytes
	PieceSize int   // bytes of every piece but the last
}

// PieceSize is how many bytes of a photo travel at once. What was interrupted continues with the next piece.
const PieceSize = 256 << 10

// Pieces returns how many pieces the photo has.
func (p Photo) Pieces() int {
	if p.PieceSize <= 0 {
		return 0
	}
	return int((p.Size + int64(p.PieceSize) - 1) / int64(p.PieceSize))
}

package inspecting

import (
	"context"
	"image"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// Service is the part of inspection.Service that filling needs.
type Service interface {
	Worksheet(ctx context.Context, id inspection.ID) (inspection.Worksheet, error)
	GiveAnswer(ctx context.Context, by string, in inspection.AnswerInput) (inspection.AnswerOutcome, error)
	GiveAnswers(ctx context.Context, by string, inputs []inspection.AnswerInput) error
	DescribeHazard(ctx context.Context, by string, id inspection.ID, details inspection.HazardDetails) (inspection.Hazard, error)
	Photos(ctx context.Context, hazardID inspection.ID) ([]inspection.Evidence, error)
	AddPhotos(ctx context.Context, by string, hazardID inspection.ID, photos []inspection.Evidence) error
	RemovePhoto(ctx context.Context, by string, hazardID, photoID inspection.ID) error
	Act(ctx context.Context, hazardID inspection.ID, input inspection.ActionInput, photos []inspection.Evidence) (inspection.Hazard, error)
	Repeats(ctx context.Context, id inspection.ID) (inspection.Repeats, error)
	Correct(ctx context.Context, by string, in inspection.CorrectionInput) (inspection.Correction, error)
	Void(ctx context.Context, by string, id inspection.ID, reason string) error
	Finish(ctx context.Context, by string, id inspection.ID, in inspection.FinishInput) ([]inspection.Remark, error)
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Library() *inspection.Library
	Now() time.Time
}

// Photos keeps and reads the files of photos. Its methods take time and are called in the background only.
type Photos interface {
	// Import makes photos durable and calls each once per file, in the order given: with a photo that a record may
	// refer to, or with an error of one sentence that names the file. When the context ends it stops between two files.
	Import(ctx context.Context, paths []string, each func(path string, photo inspection.Evidence, err error)) error
	// Picture returns a photo upright, with its longer side at most side pixels.
	Picture(ctx context.Context, photo inspection.Evidence, side int) (image.Image, error)
	// Look looks into a folder and calls offer for each photo that is new there. It stores nothing.
	Look(ctx context.Context, folder string, offer func(path string, photo inspection.Evidence, err error)) error
}

// Words turns keys into text.
type Words interface {
	T(key string, args ...any) string
	ErrorText(err error) string
}

// View draws. All methods are called on the UI goroutine.
type View interface {
	Render(State)
	// Focus puts the keyboard somewhere after the state was drawn.
	Focus(Target)
	// Toast shows a short message.
	Toast(text string)
	// ChoosePhotos asks for photos of the selected item, before or after it was put right.
	ChoosePhotos(role inspection.EvidenceRole)
}

// Target is where the keyboard goes.
type Target int

// The targets.
const (
	TargetList        Target = iota // no input field: the keys 1, 2, 3 answer
	TargetDescription               // the first field of the panel
	TargetHazard                    // the first field of the panel; from the panel back to the list
	TargetReason                    // the reason in the finishing sheet
)

// Later runs f once on the UI goroutine after d, unless the returned function was called before.
type Later func(d time.Duration, f func()) (cancel func())

// Config is what a Presenter works with.
type Config struct {
	Service     Service
	Photos      Photos
	Words       Words
	View        View
	Departments func() []inspection.Department
	Person      func() string // who uses this laptop, "" if not set
	ReadOnly    func() bool   // whether the window only looks at what another one writes
	PhotoFolder func() string // where new photos arrive on this laptop, "" if not chosen
	// Load runs work in the background and then done on the UI goroutine.
	Load func(work func(ctx context.Context) error, done func(error))
	// Run does the same for work that can be cancelled.
	Run   task.Start
	Spawn func(func()) // starts the save queue's worker
	Post  func(func()) // reaches the UI goroutine
	Later Later
	// Report opens the page that registers a hazard which no item names, and comes back here afterwards.
	Report func(inspection.ID)
}

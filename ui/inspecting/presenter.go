package inspecting

import (
	"context"
	"errors"
	"time"

	"anxun/inspection"
)

// textDelay is how long writing must pause before a text is saved: no word is cut in the middle of its pinyin, and a
// crash costs less than half a second of typing.
const textDelay = 400 * time.Millisecond

// leavePatience bounds how long leaving the page waits for the disk.
const leavePatience = 5 * time.Second

// leftover is the part number of the unresolved hazards of earlier visits, which stand before the sections.
const leftover = -1

// Presenter decides what filling does. All methods are called on the UI goroutine.
type Presenter struct {
	Config
	queue *Queue

	id      inspection.ID
	opening int // counts Open, so that a slow answer to an old one is dropped
	phase   Phase
	trouble error
	sheet   *sheet
	at      spot
	places  map[inspection.ID]spot // where each inspection was left

	histories map[inspection.ID]*history
	bare      inspection.ItemCode // 不适用 without a reason, answered last
	bareTo    spot                // where answering it led to
	writing   *text               // what is being written and not queued yet
	edits     map[inspection.ItemCode]int
	problems  map[inspection.ItemCode]string // refused saves
	overlong  map[inspection.ItemCode]bool   // texts that are too long to be saved
	badDue    map[inspection.ItemCode]string // what was typed as a day and is none
	seen      map[int][]bool                 // per section, which rows were on screen
	savedAt   time.Time
	dirty     bool // something was changed since opening

	find    *search
	finish  *finishing
	fix     *fixing
	void    *voiding
	correct *correcting
	asking  inspection.ItemCode // whether its failure is 重大; "" for nothing
	summary bool

	imports       []*importing // the first one runs
	photoProblems map[inspection.ItemCode][]string
	watching      watching
}

// NewPresenter returns a presenter that shows nothing yet.
func NewPresenter(config Config) *Presenter {
	p := &Presenter{Config: config, places: map[inspection.ID]spot{}, histories: map[inspection.ID]*history{}}
	p.queue = NewQueue(config.Spawn, config.Post, p.render)
	p.reset()
	return p
}

func (p *Presenter) reset() {
	p.correct = nil
	p.sheet, p.writing, p.finish, p.fix, p.void, p.asking, p.summary = nil, nil, nil, nil, nil, "", false
	p.bare, p.find = "", nil
	p.photoProblems = map[inspection.ItemCode][]string{}
	p.edits, p.problems, p.badDue = map[inspection.ItemCode]int{}, map[inspection.ItemCode]string{}, map[inspection.ItemCode]string{}
	p.seen, p.overlong = map[int][]bool{}, map[inspection.ItemCode]bool{}
	p.savedAt, p.dirty = time.Time{}, false
}

// Open reads an inspection and shows it where it was left, or at its first unanswered item. Opening the one that is
// still unsaved on screen keeps what is on screen.
func (p *Presenter) Open(id inspection.ID) {
	if waiting, _ := p.queue.Status(); id == p.id && p.sheet != nil && waiting > 0 {
		p.queue.Retry()
		p.render()
		return
	}
	p.load(id, func() {
		at, known := p.places[id]
		if _, exists := p.sheet.at(at); !known || !exists {
			at, _ = p.sheet.find(spot{leftover, 0}, func(item inspection.Item) bool { return !p.sheet.answered(item.Code) })
			if at.part == leftover {
				at = spot{}
			}
		}
		p.at = at
	})
}

func (p *Presenter) load(id inspection.ID, ready func()) {
	p.opening++
	turn := p.opening
	p.reset()
	p.id, p.phase, p.trouble = id, Loading, nil
	p.render()
	var read *sheet
	p.Load(func(ctx context.Context) (err error) {
		read, err = readSheet(ctx, p.Service, id)
		return err
	}, func(err error) {
		if turn != p.opening {
			return
		}
		if err != nil {
			p.phase, p.trouble = Broken, err
			p.render()
			return
		}
		p.sheet, p.phase = read, ReadOnly
		if read.draft() && !p.ReadOnly() {
			p.phase = Filling
		} else {
			p.forget()
		}
		ready()
		p.render()
		p.View.Focus(TargetList)
		p.watch()
		p.recall()
	})
}

// Reload tries again after the inspection could not be read.
func (p *Presenter) Reload() { p.Open(p.id) }

// Leave queues what is being written and waits for the disk. It returns nil when everything is saved, or still being
// saved by a slow disk, which goes on in the background. While photos are being added it returns an error: those not
// yet on the record would be lost.
func (p *Presenter) Leave() error {
	p.flushText()
	if len(p.imports) > 0 {
		return inspection.Conflict("inspecting.photo.leaving", "n", p.photosWaiting())
	}
	if p.sheet != nil {
		p.places[p.id] = p.at
	}
	if len(p.overlong) > 0 {
		return inspection.Invalid("inspecting.too_long", "n", inspection.MaxTextLength)
	}
	if err := p.queue.Flush(leavePatience); err != nil && !errors.Is(err, errSlowDisk) {
		return err
	}
	p.stopWatching()
	return nil
}

// Close ends what runs by itself, before the page is thrown away.
func (p *Presenter) Close() { p.stopWatching() }

// Discard gives up what could not be saved and shows what is stored.
func (p *Presenter) Discard() {
	if p.writing != nil {
		p.writing.cancel()
		p.writing = nil
	}
	if p.queue.Drop() {
		p.forget() // what was not stored cannot be undone
		at := p.at
		p.load(p.id, func() { p.at = at })
	}
}

// Retry tries to save again after a failure.
func (p *Presenter) Retry() {
	p.flushText()
	p.queue.Retry()
	p.render()
}

// by is the person in whose name answers are given: who uses the laptop, or the first inspector until that is set.
func (p *Presenter) by() string {
	if name := p.Person(); name != "" {
		return name
	}
	if len(p.sheet.Inspection.Inspectors) > 0 {
		return p.sheet.Inspection.Inspectors[0].Name
	}
	return ""
}

// current returns the selected item; false on a leftover hazard or while nothing is open.
func (p *Presenter) current() (inspection.Item, bool) {
	if p.sheet == nil {
		return inspection.Item{}, false
	}
	return p.sheet.at(p.at)
}

// editable returns the selected item if it may be changed now.
func (p *Presenter) editable() (inspection.Item, bool) {
	if p.phase != Filling || p.finish != nil && p.finish.busy {
		return inspection.Item{}, false
	}
	return p.current()
}

// enqueue puts a change on its way.
func (p *Presenter) enqueue(job Job) {
	p.dirty = true
	turn, saved, refused := p.opening, job.Saved, job.Refused
	job.Saved = func() {
		if turn != p.opening {
			return
		}
		p.savedAt = p.Service.Now()
		if saved != nil {
			saved()
		}
	}
	job.Refused = func(err error) {
		if turn == p.opening && refused != nil {
			refused(err)
		}
	}
	p.queue.Add(job)
}

// refuse shows why a change of an item was refused and puts the item back to what the store holds.
func (p *Presenter) refuse(code inspection.ItemCode, err error) {
	p.problems[code] = p.Words.ErrorText(err)
	turn := p.opening
	var stored inspection.Worksheet
	p.Load(func(ctx context.Context) (err error) {
		stored, err = p.Service.Worksheet(ctx, p.id)
		return err
	}, func(failed error) {
		if failed != nil || turn != p.opening {
			return // the sentence about the refusal is on screen already
		}
		p.putBack(code, stored)
	})
}

func (p *Presenter) putBack(code inspection.ItemCode, stored inspection.Worksheet) {
	s := p.sheet
	if waiting, _ := p.queue.Status(); waiting > 0 {
		return // newer changes are on their way; they decide
	}
	p.writing = nil
	if answer, found := stored.Answers[code]; found {
		s.Answers[code] = answer
	} else {
		delete(s.Answers, code)
	}
	if hazard, found := stored.Hazards[code]; found {
		s.Hazards[code] = hazard
	}
	if s.Inspection = stored.Inspection; !s.draft() {
		p.phase = ReadOnly
		p.forget()
	}
	p.render()
}

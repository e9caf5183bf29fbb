package exchange

import (
	"context"
	"errors"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Preview is what the sheet shows before anything is taken in.
type Preview struct {
	File        string
	Who         string // person and office
	Code        string // of the laptop
	When        string
	What        string
	Contents    string
	Rows        []PreviewRow
	Conflicts   string // "" for none
	Clock       string // a warning about the sender's clock, "" for none
	Missing     string // photos that the sender lacked, "" for none
	Unknown     bool
	Fingerprint string
	Nothing     bool // everything is here already
}

// PreviewRow counts records of a kind.
type PreviewRow struct {
	Kind         string
	New, Changed int
}

// Received tells what was taken in.
type Received struct {
	Title       string
	Lines       []string
	Conflicts   int
	Inspections int // new ones
	Hazards     int // new ones
}

// ReceiveView asks and tells in sheets over the page.
type ReceiveView interface {
	Work(title string, handle task.Handle)
	// AskPassphrase asks for the passphrase of a file; problem says what was wrong with the last one, "" at first.
	AskPassphrase(file, problem string)
	ShowPreview(Preview)
	ShowReceived(Received)
	// ReceiveProblem tells in one sentence why a file was not taken in; "" takes the sentence away.
	ReceiveProblem(text string)
}

// ReceivePresenter takes bundles in. Its methods belong to the goroutine of the user interface.
type ReceivePresenter struct {
	host    Host
	bundles Bundles
	view    ReceiveView
	path    string
	bundle  Bundle // open while its preview is shown
	unknown bool
	working bool
	waiting []string // dropped together with it
}

// NewReceivePresenter returns the presenter of view.
func NewReceivePresenter(host Host, bundles Bundles, view ReceiveView) *ReceivePresenter {
	return &ReceivePresenter{host: host, bundles: bundles, view: view}
}

// Receive opens files one after the other and shows what they would bring.
func (p *ReceivePresenter) Receive(paths ...string) {
	if p.host.ReadOnly() {
		p.host.Toast(p.host.T("exchange.drop.read_only"))
		return
	}
	if len(paths) == 0 {
		return
	}
	if p.working || p.bundle != nil {
		p.waiting = append(p.waiting, paths...)
		return
	}
	p.path, p.waiting = paths[0], append([]string(nil), paths[1:]...)
	p.view.ReceiveProblem("")
	p.open("")
}

// Passphrase opens the file with a passphrase.
func (p *ReceivePresenter) Passphrase(text string) { p.open(text) }

func (p *ReceivePresenter) open(passphrase string) {
	var bundle Bundle
	var outcome Outcome
	by := p.host.Person()
	p.run("exchange.opening", func(ctx context.Context, progress task.Progress) (err error) {
		if bundle, err = p.bundles.Open(ctx, p.path, passphrase); err != nil {
			return err
		}
		if outcome, err = bundle.Preview(ctx, by, telling(progress)); err != nil {
			err = errors.Join(err, bundle.Close())
		}
		return err
	}, func(err error) {
		switch keyOf(err) {
		case PassphraseNeeded:
			p.view.AskPassphrase(p.path, "")
			return
		case PassphraseWrong:
			p.view.AskPassphrase(p.path, p.host.ErrorText(err))
			return
		}
		if err != nil {
			p.fail(err)
			return
		}
		p.bundle, p.unknown = bundle, outcome.Unknown
		p.view.ShowPreview(p.preview(bundle.About(), outcome))
	})
}

// run does work that is shown while it goes on.
func (p *ReceivePresenter) run(title string, work func(context.Context, task.Progress) error, done func(error)) {
	p.working = true
	handle := p.host.Run("receive", work, func(err error) {
		p.working = false
		p.view.Work("", nil)
		done(err)
	})
	if p.working {
		p.view.Work(p.host.T(title), handle)
	}
}

func keyOf(err error) string {
	var known *inspection.Error
	if errors.As(err, &known) {
		return known.Key
	}
	return ""
}

func (p *ReceivePresenter) fail(err error) {
	if errors.Is(err, context.Canceled) {
		p.host.Toast(p.host.T("exchange.cancelled"))
	} else {
		p.view.ReceiveProblem(p.host.ErrorText(err))
	}
	p.next()
}

// next goes on with what was dropped together.
func (p *ReceivePresenter) next() {
	if waiting := p.waiting; len(waiting) > 0 {
		p.waiting = nil
		p.Receive(waiting...)
	}
}

// told lists the kinds of records that people count, in the order in which they are shown.
var told = []inspection.RecordKind{inspection.KindInspection, inspection.KindAnswer, inspection.KindHazard, inspection.KindAction, inspection.KindPlace}

func (p *ReceivePresenter) preview(about About, o Outcome) Preview {
	t := p.host.T
	s := Preview{File: about.Name, Code: about.From.Code, When: p.host.Catalog().DayTime(about.Made.In(inspection.Zone)), Who: who(t, about.From),
		What: t("exchange.about."+string(about.What), "subject", about.Subject), Contents: contentsLine(t, about.Contents, about.Size),
		Unknown: o.Unknown, Fingerprint: about.From.Fingerprint(), Nothing: o.Nothing}
	for _, kind := range told {
		if o.New[kind]+o.Changed[kind] > 0 {
			s.Rows = append(s.Rows, PreviewRow{t("exchange.count." + string(kind)), o.New[kind], o.Changed[kind]})
		}
	}
	if o.Photos > 0 {
		s.Rows = append(s.Rows, PreviewRow{t("exchange.count.photo"), o.Photos, 0})
	}
	if o.Conflicts > 0 {
		s.Conflicts = t("exchange.preview.conflicts", "n", o.Conflicts)
	}
	if o.Ahead > 0 {
		s.Clock = t("exchange.clock", "ahead", aheadText(t, o.Ahead))
	}
	if about.Contents.Missing > 0 {
		s.Missing = t("exchange.sent.missing", "n", about.Contents.Missing)
	}
	return s
}

// who names the person and the office of a laptop, as far as its card tells.
func who(t func(string, ...any) string, card inspection.DeviceCard) string {
	switch {
	case card.Person != "" && card.Office != "":
		return t("exchange.who", "person", card.Person, "office", card.Office)
	case card.Person+card.Office != "":
		return card.Person + card.Office
	}
	return t("exchange.who.unknown")
}

// aheadText says how long in minutes, hours or days.
func aheadText(t func(string, ...any) string, d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return t("exchange.minutes", "n", int((d+time.Minute-1)/time.Minute))
	case d < 48*time.Hour:
		return t("exchange.hours", "n", int((d+time.Hour/2)/time.Hour))
	}
	return t("exchange.days", "n", int((d+12*time.Hour)/(24*time.Hour)))
}

// Drop closes the file without taking anything in.
func (p *ReceivePresenter) Drop() {
	bundle := p.bundle
	if p.bundle = nil; bundle != nil {
		p.host.Run("close bundle", func(context.Context, task.Progress) error { return bundle.Close() }, p.host.ShowError)
	}
	p.next()
}

// GiveUp forgets a file whose passphrase nobody knows.
func (p *ReceivePresenter) GiveUp() { p.next() }

// Import takes in what the preview showed. Of a laptop that was unknown, a person compared the code.
func (p *ReceivePresenter) Import() {
	bundle, compared := p.bundle, p.unknown
	if bundle == nil {
		return
	}
	p.bundle = nil
	var outcome Outcome
	by, about := p.host.Person(), bundle.About()
	p.run("exchange.receiving", func(ctx context.Context, progress task.Progress) (err error) {
		outcome, err = bundle.Import(ctx, by, compared, telling(progress))
		return errors.Join(err, bundle.Close())
	}, func(err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.view.ShowReceived(p.received(about, outcome))
	})
}

func (p *ReceivePresenter) received(about About, o Outcome) Received {
	t := p.host.T
	r := Received{Title: t("exchange.received", "who", who(t, about.From)), Conflicts: o.Conflicts,
		Inspections: o.New[inspection.KindInspection], Hazards: o.New[inspection.KindHazard]}
	changed := 0
	for _, kind := range told {
		changed += o.Changed[kind]
	}
	r.Lines = append(r.Lines, t("exchange.received.counts", "inspections", r.Inspections, "hazards", r.Hazards, "photos", o.Photos, "changed", changed))
	if o.Conflicts > 0 {
		r.Lines = append(r.Lines, t("exchange.preview.conflicts", "n", o.Conflicts))
	}
	return r
}

// Seen goes on after what was received has been told.
func (p *ReceivePresenter) Seen() { p.next() }

// ShowInspections leads to the list of inspections, ShowHazards to that of hazards.
func (p *ReceivePresenter) ShowInspections() { p.host.Go(nav.Route{Page: nav.Inspections}) }

// ShowHazards leads to the list of hazards.
func (p *ReceivePresenter) ShowHazards() { p.host.Go(nav.Route{Page: nav.Hazards}) }

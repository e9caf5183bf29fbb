package exchange

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// Choice is something to choose: an id for the program, words for a person.
type Choice struct{ ID, Text string }

// SendState is everything the card 发送 shows.
type SendState struct {
	Loaded      bool
	What        What
	Whats       []Choice
	Inspections []Choice // the newest, by number
	People      []Choice // to whom something was assigned
	Subject     string
	Path        string
	Problem     string // at Field
	Field       string // subject, passphrase, path, or "" for the foot of the card
	Sending     bool
	Done        *SentSummary
	Code        string // of this laptop
	Person      string
	Fingerprint string
}

// SentSummary tells of a bundle that was made.
type SentSummary struct {
	Path, Name, Folder string
	Lines              []string
	Nothing            bool
}

// SendView shows a SendState.
type SendView interface {
	RenderSend(SendState)
	// Work shows that work is going on, until it is called with nil.
	Work(title string, handle task.Handle)
}

// offered is how many inspections can be chosen from.
const offered = 50

// SendPresenter decides what the card 发送 shows. Its methods belong to the goroutine of the user interface.
type SendPresenter struct {
	host    Host
	service Service
	bundles Bundles
	view    SendView
	loads   *task.Latest
	names   *task.Latest
	state   SendState
	folder  string
}

// NewSendPresenter returns the presenter of view.
func NewSendPresenter(host Host, service Service, bundles Bundles, view SendView) *SendPresenter {
	return &SendPresenter{host: host, service: service, bundles: bundles, view: view, loads: task.NewLatest(host.Run), names: task.NewLatest(host.Run)}
}

// Load reads who sends and what can be sent.
func (p *SendPresenter) Load() {
	var card inspection.DeviceCard
	var last time.Time
	var visits []inspection.InspectionRow
	var people []string
	p.loads.Do("exchange.send", func(ctx context.Context, _ task.Progress) (err error) {
		if card, err = p.service.Card(ctx); err != nil {
			return err
		}
		if last, err = p.bundles.LastSent(ctx); err != nil {
			return err
		}
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			if visits, err = r.Inspections(ctx, inspection.InspectionFilter{Limit: offered}); err != nil {
				return err
			}
			assignments, err := r.Assignments(ctx, "")
			for _, a := range assignments {
				if a.Person != "" && !slices.Contains(people, a.Person) {
					people = append(people, a.Person)
				}
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		s := &p.state
		s.Code, s.Person, s.Fingerprint = card.Code, card.Person, card.Fingerprint()
		p.offer(last, visits, people)
		s.Loaded = true
		p.propose()
		p.view.RenderSend(*s)
	})
}

func (p *SendPresenter) offer(last time.Time, visits []inspection.InspectionRow, people []string) {
	t, s := p.host.T, &p.state
	s.Whats, s.Inspections, s.People = nil, nil, nil
	if !last.IsZero() {
		when := p.host.Catalog().DayTime(last.In(inspection.Zone))
		s.Whats = append(s.Whats, Choice{string(WhatSince), t("exchange.what.since", "when", when)})
	}
	for _, what := range []What{WhatAll, WhatInspection, WhatPerson} {
		s.Whats = append(s.Whats, Choice{string(what), t("exchange.what." + string(what))})
	}
	for _, visit := range visits {
		s.Inspections = append(s.Inspections, Choice{visit.No, t("exchange.visit", "no", visit.No, "place", visit.PlaceName)})
	}
	for _, person := range people {
		s.People = append(s.People, Choice{person, person})
	}
	if !slices.ContainsFunc(s.Whats, func(c Choice) bool { return c.ID == string(s.What) }) {
		s.What = What(s.Whats[0].ID)
	}
}

// SetWhat chooses what is sent.
func (p *SendPresenter) SetWhat(what What) {
	if what == p.state.What {
		return
	}
	p.state.What, p.state.Subject, p.state.Done = what, "", nil
	p.clear()
	p.propose()
	p.view.RenderSend(p.state)
}

// SetSubject chooses which inspection or whose work is sent.
func (p *SendPresenter) SetSubject(subject string) {
	p.state.Subject, p.state.Done = subject, nil
	p.clear()
	p.propose()
	p.view.RenderSend(p.state)
}

// SetFolder chooses the folder that the file goes to.
func (p *SendPresenter) SetFolder(folder string) {
	p.folder = folder
	p.propose()
}

// propose names a file for what is chosen.
func (p *SendPresenter) propose() {
	path, folder, subject := "", p.folder, p.state.Subject
	if folder == "" {
		folder = p.host.Preferences().LastFolder
	}
	p.names.Do("exchange.name", func(ctx context.Context, _ task.Progress) (err error) {
		path, err = p.bundles.Propose(ctx, folder, subject)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.state.Path = path
		p.view.RenderSend(p.state)
	})
}

func (p *SendPresenter) clear() { p.state.Problem, p.state.Field = "", "" }

// wrong says at a field what is wrong there.
func (p *SendPresenter) wrong(field, text string) {
	p.state.Field, p.state.Problem = field, text
	p.view.RenderSend(p.state)
}

// Send makes the bundle at path.
func (p *SendPresenter) Send(path, passphrase, again string) {
	t := p.host.T
	if p.state.Sending || p.host.ReadOnly() {
		return
	}
	p.clear()
	p.state.Path, p.state.Done = path, nil
	switch {
	case p.state.What == WhatInspection && p.state.Subject == "":
		p.wrong("subject", t("exchange.subject.inspection.missing"))
		return
	case p.state.What == WhatPerson && p.state.Subject == "":
		p.wrong("subject", t("exchange.subject.person.missing"))
		return
	case passphrase != again:
		p.wrong("passphrase", t("exchange.passphrase.differs"))
		return
	case path == "" || !filepath.IsAbs(path):
		p.wrong("path", t("exchange.path.missing"))
		return
	}
	if filepath.Ext(path) == "" {
		path += Ending
	}
	p.send(Wanted{Path: path, What: p.state.What, Subject: p.state.Subject, Passphrase: passphrase})
}

// Ending is what the names of bundles end in.
const Ending = ".anxun"

func (p *SendPresenter) send(wanted Wanted) {
	var sent Sent
	by := p.host.Person()
	p.state.Sending = true
	handle := p.host.Run("send", func(ctx context.Context, progress task.Progress) (err error) {
		sent, err = p.bundles.Send(ctx, by, wanted, telling(progress))
		return err
	}, func(err error) {
		p.state.Sending = false
		p.view.Work("", nil)
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				p.wrong(fieldOf(err), p.host.ErrorText(err))
			}
			return
		}
		p.state.Done = p.summary(sent, wanted)
		p.view.RenderSend(p.state)
		p.Load()
	})
	if p.state.Sending {
		p.view.Work(p.host.T("exchange.sending"), handle)
	}
}

// fieldOf finds the field that an error is about.
func fieldOf(err error) string {
	var known *inspection.Error
	if !errors.As(err, &known) {
		return ""
	}
	switch known.Key {
	case "error.passphrase_short", "error.passphrase_long":
		return "passphrase"
	case "error.bundle_nothing_for":
		return "subject"
	case "error.bundle_exists", "error.bundle_unwritable", "error.bundle_file_too_large":
		return "path"
	}
	return ""
}

func (p *SendPresenter) summary(sent Sent, wanted Wanted) *SentSummary {
	t := p.host.T
	if sent.Path == "" {
		return &SentSummary{Nothing: true, Lines: []string{t("exchange.sent.nothing")}}
	}
	s := &SentSummary{Path: sent.Path, Name: filepath.Base(sent.Path), Folder: filepath.Dir(sent.Path)}
	s.Lines = append(s.Lines, contentsLine(t, sent.Contents, sent.Size))
	if sent.Contents.Missing > 0 {
		s.Lines = append(s.Lines, t("exchange.sent.missing", "n", sent.Contents.Missing))
	}
	switch {
	case wanted.What == WhatPerson && wanted.Passphrase != "":
		s.Lines = append(s.Lines, t("exchange.sent.give_person_secret", "person", wanted.Subject))
	case wanted.What == WhatPerson:
		s.Lines = append(s.Lines, t("exchange.sent.give_person", "person", wanted.Subject))
	case wanted.Passphrase != "":
		s.Lines = append(s.Lines, t("exchange.sent.give_secret"))
	default:
		s.Lines = append(s.Lines, t("exchange.sent.give"))
	}
	return s
}

// contentsLine counts what a file holds.
func contentsLine(t func(string, ...any) string, c Contents, size int64) string {
	return t("exchange.contents", "inspections", c.Inspections, "hazards", c.Hazards, "photos", c.Photos, "size", sizeText(t, size))
}

func sizeText(t func(string, ...any) string, bytes int64) string {
	if bytes < 1<<20 {
		return t("exchange.kilobytes", "n", (bytes+1<<10-1)>>10)
	}
	return t("exchange.megabytes", "n", (bytes+1<<20-1)>>20)
}

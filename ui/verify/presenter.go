// Package verify is the sheet 核对数据: the whole data folder is compared with its journal, seals and signatures, with
// progress, and what was found stands in a list that can be exported.
package verify

import (
	"context"
	"errors"

	"anxun/ui/i18n"
	"anxun/ui/task"
)

// Finding is one thing that was found: a translation key and alternating names and values.
type Finding struct {
	Key    string
	Args   []any
	Notice bool // worth knowing, no damage
}

// Result is what was looked at and found.
type Result struct {
	Changes, Records, Files, Seals, Heads int64
	Key                                   string // public key of the laptop, "" if there is none
	Problems                              int64  // all of them; Findings has the first ones
	Findings                              []Finding
}

// Verify looks at everything while the data stay in use. It runs in the background.
type Verify func(ctx context.Context, progress func(done, total int64)) (Result, error)

// Host is what the sheet needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ErrorText(err error) string
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	// ExportList asks where a list goes and writes it.
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
}

// View shows a State.
type View interface {
	Render(State)
	// Work shows that work is going on, until it is called with nil.
	Work(title string, handle task.Handle)
}

// State is everything the sheet shows.
type State struct {
	Verdict string // one sentence; "" before anything was verified
	Sound   bool
	Looked  []string // what was looked at
	Rows    []Row    // problems first, then notices
}

// Row is one finding as listed.
type Row struct {
	Weight string // 问题 or 提示
	Notice bool
	Text   string
}

// Presenter decides what the sheet shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host   Host
	verify Verify
	view   View
	state  State

	working bool
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, verify Verify, view View) *Presenter {
	return &Presenter{host: host, verify: verify, view: view}
}

// Start verifies everything. Cancelling leaves the list as it was before.
func (p *Presenter) Start() {
	if p.working {
		return
	}
	p.working = true
	var found Result
	handle := p.host.Run("verify", func(ctx context.Context, progress task.Progress) (err error) {
		told := int64(0)
		found, err = p.verify(ctx, func(done, total int64) {
			progress.SetTotal(int(total))
			progress.Add(int(done - told))
			told = done
		})
		return err
	}, func(err error) {
		p.working = false
		p.view.Work("", nil)
		switch {
		case err == nil:
			p.state = p.tell(found)
		case errors.Is(err, context.Canceled):
			p.state.Verdict = p.host.Catalog().T("verify.cancelled")
			p.state.Sound, p.state.Looked, p.state.Rows = true, nil, nil
		default:
			p.state = State{Verdict: p.host.ErrorText(err)}
		}
		p.view.Render(p.state)
	})
	if p.working {
		p.view.Work(p.host.Catalog().T("verify.working"), handle)
	}
}

func (p *Presenter) tell(r Result) State {
	t := p.host.Catalog().T
	s := State{Sound: r.Problems == 0, Verdict: t("verify.sound")}
	if !s.Sound {
		s.Verdict = t("verify.damage", "n", r.Problems)
	}
	s.Looked = []string{t("cli.verify.looked", "changes", r.Changes, "records", r.Records, "files", r.Files), t("verify.signed", "seals", r.Seals, "heads", r.Heads)}
	for _, notice := range []bool{false, true} {
		for _, finding := range r.Findings {
			if finding.Notice == notice {
				s.Rows = append(s.Rows, Row{Weight: t(weight(notice)), Notice: notice, Text: p.host.Catalog().Sentence(finding.Key, finding.Args...)})
			}
		}
	}
	return s
}

func weight(notice bool) string {
	if notice {
		return "verify.notice"
	}
	return "verify.problem"
}

// Export writes what the sheet shows as a table: first what was looked at, then the findings.
func (p *Presenter) Export() {
	if p.state.Verdict == "" {
		return
	}
	t, s := p.host.Catalog().T, p.state
	p.host.ExportList(t("verify.title"), []string{t("verify.column.weight"), t("verify.column.text")}, func(_ context.Context, yield func([]any) error) error {
		for _, line := range append([]string{s.Verdict}, s.Looked...) {
			if err := yield([]any{t("verify.result"), line}); err != nil {
				return err
			}
		}
		for _, row := range s.Rows {
			if err := yield([]any{row.Weight, row.Text}); err != nil {
				return err
			}
		}
		return nil
	})
}

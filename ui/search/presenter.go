// Package search is the palette that Ctrl+K opens over every page: it finds places, inspections, hazards, items, documents
// and the commands of the program by Chinese, pinyin, initials or codes, and opens what is chosen.
package search

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/find"
	"anxun/ui/nav"
	"anxun/ui/pinyin"
	"anxun/ui/task"
)

// Index is what the palette asks.
type Index interface {
	Load(ctx context.Context) error
	Ready() bool
	Search(text string, n int) []find.Hits
}

// Service is what the palette reads of what was found.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	CurrentChecklists(ctx context.Context) ([]inspection.Checklist, error)
	Library() *inspection.Library
}

// Host is what the palette needs of the window, apart from anything that is drawn.
type Host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Go(route nav.Route)
}

// Command is something the program can do, found by its words.
type Command struct {
	Title string
	Words string // further words it is found by
	Key   string // the key that does the same
	Run   func()
}

// Row is one line of the palette.
type Row struct {
	Group string // name of the group and how many there are, in its first row only
	Title string
	Sub   string
	Badge string
	Tone  Tone
	run   func()
}

// Tone is the meaning behind a badge; its words always stand with it.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	TonePass
	ToneWarn
	ToneFail
)

// State is everything the palette shows.
type State struct {
	Text    string
	Rows    []Row
	Reading bool   // the index is being read; what is not in Rows may still turn up
	Problem string // why nothing could be found, one sentence
}

// View shows a State.
type View interface {
	Render(State)
	// Close is called before something is opened.
	Close()
}

// perGroup is how many results of each kind are shown.
const perGroup = 4

// Presenter decides what the palette shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host     Host
	service  Service
	index    Index
	commands []Command
	keys     []pinyin.Key
	view     View
	state    State
	looks    *task.Latest
	loading  bool
}

// NewPresenter returns the presenter of a palette that is about to open. commands are in the order shown.
func NewPresenter(host Host, service Service, index Index, commands []Command) *Presenter {
	p := &Presenter{host: host, service: service, index: index, commands: commands, looks: task.NewLatest(host.Run)}
	for _, command := range commands {
		p.keys = append(p.keys, pinyin.NewKey(command.Title, command.Words))
	}
	return p
}

// Attach gives the presenter its view and shows the commands, since nothing was typed yet.
func (p *Presenter) Attach(view View) {
	p.view = view
	p.Search("")
}

// load reads the index if that was not done yet.
func (p *Presenter) load() {
	if p.index.Ready() || p.loading {
		return
	}
	p.loading = true
	p.render()
	p.host.Run("search.index", func(ctx context.Context, _ task.Progress) error { return p.index.Load(ctx) }, func(err error) {
		p.loading = false
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
			p.render()
			return
		}
		p.look()
	})
}

// Search shows what fits text. If the index could not be read before, this tries again.
func (p *Presenter) Search(text string) {
	p.state.Text, p.state.Problem = strings.TrimSpace(text), ""
	p.look()
	p.load()
}

func (p *Presenter) look() {
	text := p.state.Text
	if text == "" {
		p.looks.Drop()
		p.state.Rows = p.matching("")
		p.render()
		return
	}
	var rows []Row
	p.looks.Do("search", func(ctx context.Context, _ task.Progress) (err error) {
		rows, err = p.describe(ctx, p.index.Search(text, perGroup))
		return err
	}, func(err error) {
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
		}
		p.state.Rows = append(rows, p.matching(text)...)
		p.render()
	})
}

// matching lists the commands that fit.
func (p *Presenter) matching(text string) []Row {
	var rows []Row
	query := pinyin.Compile(text)
	for i, command := range p.commands {
		if query.Match(p.keys[i]) {
			rows = append(rows, Row{Title: command.Title, Sub: command.Key, run: command.Run})
		}
	}
	if len(rows) > 0 {
		rows[0].Group = p.host.T("search.group.command")
	}
	return rows
}

// Open does what row i stands for.
func (p *Presenter) Open(i int) {
	if i < 0 || i >= len(p.state.Rows) {
		return
	}
	run := p.state.Rows[i].run
	p.view.Close()
	run()
}

// Forget ends what is being looked for.
func (p *Presenter) Forget() { p.looks.Drop() }

func (p *Presenter) render() {
	p.state.Reading = p.loading
	p.view.Render(p.state)
}

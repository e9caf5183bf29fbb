// Package recovery is the sheet 备份与恢复: where backups go, which there are, and bringing one back. It also works
// while the data folder cannot be opened, which is when it is needed most.
package recovery

import (
	"context"
	"errors"
	"time"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/preference"
	"anxun/ui/task"
)

// Copy is a backup as it is listed.
type Copy struct {
	Path        string
	Folder      string // it lies in
	Made        time.Time
	Cause       string // manual, daily or migration; "" if that is not known
	Whole       bool   // with evidence and manifest
	Inspections int64
	Hazards     int64
	Files       int   // of evidence
	Bytes       int64 // of the database
	Problem     error // why it cannot be used
	Encrypted   bool  // what is in it is known only with its password
}

// ShownProblems is how many problems of a backup are shown in words.
const ShownProblems = 3

// Message is a sentence: a translation key and alternating names and values.
type Message struct {
	Key  string
	Args []any
}

// Outcome is what comparing and verifying said of a backup that was brought back.
type Outcome struct {
	Rows     int64 // the same in the backup and in what was brought back
	Files    int   // of evidence
	Problems int64
	First    []Message // the first of them
}

// Staged is a backup that was brought back into a folder of its own.
type Staged interface {
	Outcome() Outcome
	// Switch puts it in the place of the data folder, which must be closed and is renamed to aside.
	Switch() (aside string, err error)
	// Discard removes it.
	Discard() error
}

// Vault finds backups and brings them back. Its methods run in the background.
type Vault interface {
	// List describes the backups of this laptop's own folder and of a second one, newest first.
	List(ctx context.Context, second string) ([]Copy, error)
	// Find describes the backups at a path that a person chose.
	Find(ctx context.Context, path string) ([]Copy, error)
	// Stage brings a backup back beside the data folder, compares and verifies it. Without password an encrypted one is opened
	// with the start password; one that does not fit is CodeInvalid with error.passphrase_wrong or error.passphrase_needed.
	Stage(ctx context.Context, path, password string, progress func(done, total int64)) (Staged, error)
}

// Maker makes backups of the open data folder. Its methods run in the background.
type Maker interface {
	// Make makes one at once, in the second folder if one is named.
	Make(ctx context.Context, second string) (Copy, error)
	// Daily makes those of today that are missing. kept is how many are kept, 0 for the usual number.
	Daily(ctx context.Context, second string, kept int) error
	// Encrypts reports whether backups in a second folder are encrypted: they are with a start password.
	Encrypts() bool
}

// Host is what the sheet needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ErrorText(err error) string
	ShowError(err error)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
	// UseData closes the data folder, if it is open, switches to what was brought back and opens it.
	UseData(staged Staged)
}

// View shows a State.
type View interface {
	Render(State)
	// Work shows that work is going on, until it is called with nil.
	Work(title string, handle task.Handle)
	// Ask shows what came of bringing a backup back, with the choice to use it or not.
	Ask(title string, lines []string, sound bool)
	// AskPassword asks for the password of an encrypted backup; problem is why the last one was refused, "" at first.
	AskPassword(path, problem string)
	// Close closes the sheet.
	Close()
}

// State is everything the sheet shows.
type State struct {
	Rows      []Row
	Elsewhere string // the place that a person chose to look at; "" for the usual ones
	Second    string // the folder that backups go to as well; "" for none
	Kept      int
	Status    string
	Failed    bool // Status is about a failure
	CanMake   bool
	Encrypts  bool // backups in the second folder are encrypted
}

// Row is a backup as it is shown.
type Row struct {
	Path, Made, Cause, Inspections, Hazards, Files, Size, Folder string
	Problem                                                      string
}

// Presenter decides what the sheet shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host   Host
	vault  Vault
	maker  Maker // nil while no data folder is open
	view   View
	state  State
	loads  *task.Latest
	staged Staged

	working bool
}

// NewPresenter returns the presenter of view. maker is nil while no data folder is open.
func NewPresenter(host Host, vault Vault, maker Maker, view View) *Presenter {
	return &Presenter{host: host, vault: vault, maker: maker, view: view, loads: task.NewLatest(host.Run), state: State{CanMake: maker != nil}}
}

// Load lists the backups in the usual places.
func (p *Presenter) Load() {
	second := p.host.Preferences().BackupFolder
	p.state.Elsewhere = ""
	p.list(func(ctx context.Context) ([]Copy, error) { return p.vault.List(ctx, second) })
}

// Look lists the backups at a place that a person chose.
func (p *Presenter) Look(path string) {
	p.state.Elsewhere = path
	p.list(func(ctx context.Context) ([]Copy, error) { return p.vault.Find(ctx, path) })
}

func (p *Presenter) list(find func(context.Context) ([]Copy, error)) {
	var found []Copy
	encrypts := false
	p.loads.Do("list backups", func(ctx context.Context, _ task.Progress) (err error) {
		encrypts = p.maker != nil && p.maker.Encrypts()
		found, err = find(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.fail(err)
		}
		p.state.Rows, p.state.Encrypts = p.state.Rows[:0:0], encrypts
		for _, copied := range found {
			p.state.Rows = append(p.state.Rows, p.row(copied))
		}
		p.render()
	})
}

func (p *Presenter) row(c Copy) Row {
	words := p.host.Catalog()
	cause := c.Cause
	if cause == "" {
		cause = "other"
	}
	count := func(n int64) string { return words.T("recovery.count", "n", n) }
	if c.Encrypted {
		count = func(int64) string { return "—" }
	}
	return Row{Path: c.Path, Made: c.Made.In(inspection.Zone).Format("2006-01-02 15:04"), Cause: p.causeText(cause, c.Encrypted),
		Inspections: count(c.Inspections), Hazards: count(c.Hazards), Files: count(int64(c.Files)), Folder: c.Folder,
		Size: words.T("recovery.megabytes", "n", (c.Bytes+1<<20-1)>>20), Problem: p.host.ErrorText(c.Problem)}
}

func (p *Presenter) causeText(cause string, encrypted bool) string {
	text := p.host.Catalog().T("recovery.cause." + cause)
	if encrypted {
		text = p.host.Catalog().T("recovery.encrypted") + " · " + text
	}
	return text
}

func (p *Presenter) render() {
	values := p.host.Preferences()
	p.state.Second, p.state.Kept = values.BackupFolder, values.BackupsKept
	p.view.Render(p.state)
}

// SetSecond chooses the folder that backups go to as well; "" for none.
func (p *Presenter) SetSecond(folder string) {
	p.host.ChangePreferences(func(v *preference.Values) { v.BackupFolder = folder })
	p.state.Status, p.state.Failed = "", false
	p.Load()
}

// SetKept chooses how many daily backups are kept.
func (p *Presenter) SetKept(n int) {
	p.host.ChangePreferences(func(v *preference.Values) { v.BackupsKept = n })
	p.render()
}

// Make backs up at once.
func (p *Presenter) Make() {
	if p.maker == nil {
		return
	}
	second := p.host.Preferences().BackupFolder
	var made Copy
	p.working = true
	handle := p.host.Run("backup", func(ctx context.Context, _ task.Progress) (err error) {
		made, err = p.maker.Make(ctx, second)
		return err
	}, func(err error) {
		p.working = false
		p.view.Work("", nil)
		if p.fail(err); err == nil {
			p.state.Status = p.host.Catalog().T("recovery.made", "folder", made.Folder, "inspections", made.Inspections, "hazards", made.Hazards, "files", made.Files)
		}
		p.Load()
	})
	p.show("recovery.making", handle)
}

// Restore brings a backup back beside the data folder and asks whether to use it. For an encrypted one the start password
// is tried first, then the person is asked.
func (p *Presenter) Restore(path string) { p.RestoreWith(path, "") }

// RestoreWith is Restore with the password of an encrypted backup.
func (p *Presenter) RestoreWith(path, password string) {
	var staged Staged
	p.working = true
	handle := p.host.Run("restore", func(ctx context.Context, progress task.Progress) (err error) {
		told := int64(0)
		staged, err = p.vault.Stage(ctx, path, password, func(done, total int64) {
			progress.SetTotal(int(total))
			progress.Add(int(done - told))
			told = done
		})
		return err
	}, func(err error) {
		p.working = false
		p.view.Work("", nil)
		if needsPassword(err) {
			problem := ""
			if password != "" {
				problem = p.host.ErrorText(err)
			}
			p.view.AskPassword(path, problem)
			return
		}
		if err != nil {
			p.fail(err)
			p.render()
			return
		}
		p.staged = staged
		p.ask(staged.Outcome())
	})
	p.show("recovery.checking", handle)
}

// needsPassword reports whether an encrypted backup could not be opened with the password given, or with none.
func needsPassword(err error) bool {
	var known *inspection.Error
	return errors.As(err, &known) && (known.Key == "error.passphrase_wrong" || known.Key == "error.passphrase_needed")
}

// fail says why something was not done. What was cancelled on purpose is no failure.
func (p *Presenter) fail(err error) {
	p.state.Status, p.state.Failed = p.host.ErrorText(err), err != nil
	if errors.Is(err, context.Canceled) {
		p.state.Status, p.state.Failed = p.host.Catalog().T("error.cancelled"), false
	}
}

// show shows work that has not ended already.
func (p *Presenter) show(title string, handle task.Handle) {
	if p.working {
		p.view.Work(p.host.Catalog().T(title), handle)
	}
}

func (p *Presenter) ask(o Outcome) {
	words := p.host.Catalog()
	lines := []string{words.T("recovery.compared", "rows", o.Rows, "files", o.Files)}
	title := words.T("recovery.sound")
	if o.Problems > 0 {
		title = words.T("recovery.unsound", "n", o.Problems)
		for _, problem := range o.First {
			lines = append(lines, words.T("recovery.problem", "text", Sentence(words, problem)))
		}
	}
	p.view.Ask(title, append(lines, words.T("recovery.aside")), o.Problems == 0)
}

// Sentence tells a message.
func Sentence(words *i18n.Catalog, m Message) string { return words.Sentence(m.Key, m.Args...) }

// Use switches to what was brought back.
func (p *Presenter) Use() {
	staged := p.staged
	p.staged = nil
	p.view.Close()
	p.host.UseData(staged)
}

// Drop removes what was brought back.
func (p *Presenter) Drop() {
	staged := p.staged
	p.staged = nil
	if staged == nil {
		return
	}
	p.host.Run("discard", func(context.Context, task.Progress) error { return staged.Discard() }, p.host.ShowError)
}

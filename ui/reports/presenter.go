package reports

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/preference"
	"anxun/ui/task"
)

// host is what the presenter needs of the window.
type host interface {
	T(key string, args ...any) string
	ErrorText(err error) string
	ShowError(err error)
	Toast(text string)
	ToastAction(text, label string, action func())
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	OpenPath(path string) error
	Departments() []inspection.Department
	Department() inspection.DepartmentID
	Person() string
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
	Now() time.Time
}

// Question is what stands between a person and the file.
type Question int

// The questions.
const (
	QuestionNone Question = iota
	QuestionExists
	QuestionBusy
	QuestionFailed // another reason, such as a folder that cannot be written to
)

// State is everything the screen shows.
type State struct {
	Departments []inspection.Department // those with a report of their own
	Department  inspection.DepartmentID
	Sheets      string // what the department's workbook holds
	Period      string
	From, To    string // as days; what was typed, where it is no day
	FromProblem string
	ToProblem   string
	Days        string // the period in words, "" while it is wrong

	Counting     bool
	Counts       *Counts // nil until what is chosen was counted
	CountProblem string

	PhotoSize string // one of PhotoSizes
	Personal  bool   // telephone and identity numbers stand in the file in full
	FileText  string // what the file will hold and how large it will be, in words

	Folder      string
	Name        string
	NameProblem string
	CanExport   bool

	Exporting bool
	Question  Question
	Answer    string   // the sentence that goes with Question
	Done      *Summary // the workbook written last, until something else is asked for
}

// View shows a State.
type View interface {
	Render(State)
	// Follow shows the progress of the export that began and lets it be cancelled; Render with Exporting false ends it.
	Follow(handle task.Handle)
}

// Presenter decides what the screen 报表 shows and does. All methods are called on the goroutine of the user interface.
type Presenter struct {
	host     host
	exporter Exporter
	view     View
	state    State

	count   *task.Latest
	named   bool // the name was typed by a person and stays
	numbers int  // the number tried last for a second file of the same name
	entered bool
}

// NewPresenter returns a presenter that shows nothing until Enter.
func NewPresenter(host host, exporter Exporter) *Presenter {
	return &Presenter{host: host, exporter: exporter, count: task.NewLatest(host.Run), state: State{Period: ThisMonth, PhotoSize: usualPhotos}}
}

// Attach gives the presenter its view.
func (p *Presenter) Attach(view View) { p.view = view }

// Enter shows the choice made before; at first, this month and the department of the person.
func (p *Presenter) Enter() {
	p.state.Departments = p.state.Departments[:0:0]
	for _, department := range p.host.Departments() {
		if department.HasReport {
			p.state.Departments = append(p.state.Departments, department)
			if p.state.Department == "" || !p.entered && department.ID == p.host.Department() {
				p.state.Department = department.ID
			}
		}
	}
	if !p.entered {
		p.entered = true
		p.findFolder()
	}
	p.changed()
}

// Refresh counts again: the data changed.
func (p *Presenter) Refresh() {
	if p.state.Period != Custom {
		p.changed() // the day may have changed too
		return
	}
	p.recount()
	p.view.Render(p.state)
}

// ChooseDepartment chooses whose workbook it is.
func (p *Presenter) ChooseDepartment(id inspection.DepartmentID) {
	p.state.Department = id
	p.asked()
}

// ChoosePeriod chooses one of Periods. Custom begins with the days chosen before.
func (p *Presenter) ChoosePeriod(id string) {
	p.state.Period = id
	p.asked()
}

// ChoosePhotos chooses how large the photos are stored: one of PhotoSizes.
func (p *Presenter) ChoosePhotos(size string) {
	p.state.PhotoSize, p.state.Done, p.state.Question = size, nil, QuestionNone
	p.describeFile()
	p.view.Render(p.state)
}

// ChoosePersonal chooses whether telephone and identity numbers stand in the file in full. It is asked anew after each start.
func (p *Presenter) ChoosePersonal(shown bool) {
	p.state.Personal, p.state.Done, p.state.Question = shown, nil, QuestionNone
	p.view.Render(p.state)
}

// describeFile says how large the file will be, as soon as that is known.
func (p *Presenter) describeFile() {
	s, t := &p.state, p.host.T
	choice := t("reports.photos.text." + s.PhotoSize)
	switch {
	case s.Counts == nil && s.Counting:
		s.FileText = t("reports.photos.counting", "choice", choice)
	case s.Counts == nil:
		s.FileText = choice
	default:
		file := s.Counts.File(s.PhotoSize)
		key := "reports.photos.estimate"
		if file.Photos == 0 {
			key = "reports.photos.estimate_none"
		}
		s.FileText = t(key, "choice", choice, "n", file.Photos, "size", size(file.Bytes))
	}
}

// SetDays sets the days of the period Custom as they were typed.
func (p *Presenter) SetDays(from, to string) {
	if p.state.Period == Custom && (from != p.state.From || to != p.state.To) {
		p.state.From, p.state.To = strings.TrimSpace(from), strings.TrimSpace(to)
		p.asked()
	}
}

// SetName sets the file name as it was typed; an empty one brings the proposed name back.
func (p *Presenter) SetName(name string) {
	name = cleanName(name)
	if p.named = name != ""; !p.named {
		name = p.proposal()
	}
	p.state.Name, p.state.Done = name, nil
	p.check()
	p.view.Render(p.state)
}

// SetFolder sets the folder in which the file will be.
func (p *Presenter) SetFolder(folder string) {
	p.state.Folder, p.state.Done = folder, nil
	p.remember(folder)
	p.check()
	p.view.Render(p.state)
}

// asked is called when something else is asked for than before.
func (p *Presenter) asked() {
	p.state.Done, p.state.Counts, p.state.Question = nil, nil, QuestionNone
	p.changed()
}

// changed brings days, name and counts in line with what is chosen.
func (p *Presenter) changed() {
	if p.state.Period != Custom {
		s := spanOf(p.state.Period, inspection.DayOf(p.host.Now()))
		p.state.From, p.state.To = string(s.from), string(s.to)
	}
	p.state.Sheets = p.host.T("reports.sheets." + string(p.state.Department))
	p.check()
	if !p.named {
		p.state.Name = p.proposal()
	}
	p.check()
	p.recount()
	p.view.Render(p.state)
}

// check says what is wrong with days and name.
func (p *Presenter) check() {
	s := &p.state
	s.FromProblem, s.ToProblem, s.Days, s.NameProblem = p.dayProblem(s.From), p.dayProblem(s.To), "", ""
	if s.FromProblem == "" && s.ToProblem == "" && s.From > s.To {
		s.ToProblem = p.host.T("reports.problem.order")
	}
	right := s.FromProblem == "" && s.ToProblem == ""
	if right {
		s.Days = p.host.T("reports.days", "from", s.From, "to", s.To)
	}
	if key := nameProblem(s.Name); key != "" {
		s.NameProblem = p.host.T(key, "n", maxName)
	}
	s.CanExport = right && s.NameProblem == "" && s.Folder != "" && s.Department != "" && !s.Exporting
}

func (p *Presenter) dayProblem(day string) string {
	if _, err := inspection.ParseDay(day); err != nil {
		return p.host.T("date.invalid", "example", string(inspection.DayOf(p.host.Now())))
	}
	return ""
}

func (p *Presenter) span() span {
	return span{inspection.Day(p.state.From), inspection.Day(p.state.To)}
}

// proposal is the file name for what is chosen; while the days are wrong, the name shown before.
func (p *Presenter) proposal() string {
	if p.state.Days == "" {
		return p.state.Name
	}
	name := string(p.state.Department)
	for _, department := range p.state.Departments {
		if department.ID == p.state.Department {
			name = department.Name
		}
	}
	return p.host.T("reports.file", "period", p.span().name(p.host.T), "department", name) + extension
}

// recount counts what the workbook would hold; a count that still runs for another choice is cancelled.
func (p *Presenter) recount() {
	if p.state.Days == "" || p.state.Department == "" {
		p.count.Drop()
		p.state.Counting, p.state.Counts, p.state.CountProblem = false, nil, ""
		p.describeFile()
		return
	}
	p.state.Counting = true
	p.describeFile()
	department, days := p.state.Department, p.span()
	var counts Counts
	p.count.Do("reports.count", func(ctx context.Context, _ task.Progress) (err error) {
		counts, err = p.exporter.Count(ctx, department, days.from, days.to)
		return err
	}, func(err error) {
		p.state.Counting, p.state.CountProblem, p.state.Counts = false, "", &counts
		if err != nil {
			p.state.Counts, p.state.CountProblem = nil, p.host.ErrorText(err)
		}
		p.describeFile()
		p.view.Render(p.state)
	})
}

// findFolder proposes where the file goes.
func (p *Presenter) findFolder() {
	last := p.host.Preferences().LastFolder
	names := []string{"Documents", p.host.T("reports.folder.documents"), "Desktop", p.host.T("reports.folder.desktop")}
	found := ""
	p.host.Run("reports.folder", func(context.Context, task.Progress) error {
		found = startFolder(last, names...)
		return nil
	}, func(error) {
		if p.state.Folder == "" {
			p.state.Folder = found
			p.check()
			p.view.Render(p.state)
		}
	})
}

func (p *Presenter) remember(folder string) {
	p.host.ChangePreferences(func(v *preference.Values) { v.LastFolder = folder })
}

// OpenFile opens the workbook written last with the system's spreadsheet program.
func (p *Presenter) OpenFile() { p.open(func(path string) string { return path }) }

// OpenFolder shows the folder of the workbook written last.
func (p *Presenter) OpenFolder() { p.open(filepath.Dir) }

func (p *Presenter) open(which func(path string) string) {
	if p.state.Done == nil {
		return
	}
	if err := p.host.OpenPath(which(p.state.Done.Path)); err != nil {
		p.host.ShowError(err)
	}
}

func cancelled(err error) bool { return errors.Is(err, context.Canceled) }

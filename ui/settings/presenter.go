// Package settings is the page 设置: whose laptop this is, who inspects, how the window looks, and where the data lies.
package settings

import (
	"context"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	SaveSetting(ctx context.Context, by string, name inspection.ID, value string) error
	SaveInspector(ctx context.Context, by string, inspector inspection.Inspector) (inspection.Inspector, error)
	Deadlines(ctx context.Context) (inspection.Deadlines, error)
	SaveDeadlinePolicy(ctx context.Context, by string, policy inspection.DeadlinePolicy) error
	InspectionPlan(ctx context.Context) (inspection.Plan, error)
	SavePlan(ctx context.Context, by string, plan inspection.Plan) error
	RemoveSample(ctx context.Context, by string) (inspection.SampleCount, error)
	RestoreFromBin(ctx context.Context, by string, id inspection.ID) (inspection.BinEntry, error)
	ImportHolidays(ctx context.Context, by, file string, data []byte) ([]int, error)
}

// ReadFile reads a holiday file that a person chose. It is called in the background.
type ReadFile func(path string) ([]byte, error)

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ErrorText(err error) string
	ShowError(err error)
	ToastAction(text, label string, action func())
	Go(route nav.Route)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Departments() []inspection.Department
	Person() string
	Now() time.Time
	Folder() string
	Version() string
	OpenPath(path string) error
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
}

// View shows a State.
type View interface {
	Render(State)
	// EditInspector opens the form for an inspector; one without ID is new.
	EditInspector(inspection.Inspector)
	// CloseEditor closes that form after it was saved.
	CloseEditor()
	// EditorProblem marks a field of that form: name or department.
	EditorProblem(field, text string)
}

// State is everything the page shows.
type State struct {
	Loaded       bool
	Office       string
	Person       string
	Department   string
	Role         inspection.Role // what the laptop is mostly used for, "" if none was chosen
	Saved        time.Time       // of the newest commit since the page was opened
	Failure      string
	Problems     map[inspection.ID]string // by setting
	Inspectors   []Row
	Look         preference.Values
	ScaleProblem string // why a text size was not taken
	Folder       string
	Version      string
	// PhotoFolder is where new photos arrive on this laptop, "" if none was chosen.
	PhotoFolder string

	Deadlines       []DeadlineChoice // by severity
	DeadlineProblem string           // why the last choice was refused
	Years           string           // of which years the holidays are known
	MissingYear     string           // that a year should be imported, "" if none should
	HolidayProblem  string           // why the last file was refused

	Plan        []PlanChoice   // by kind, then care sub-kinds
	PlanSince   inspection.Day // from when it counts; "" without a plan
	PlanProblem string         // why the last choice was refused

	Sample string // what sample data there are, "" for none
}

// Row is one inspector as listed.
type Row struct {
	ID          inspection.ID
	Name        string
	Department  string
	Certificate string
	Inactive    bool
}

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host    Host
	service Service
	view    View
	state   State
	roster  []inspection.Inspector

	holidays  ReadFile
	deadlines inspection.Deadlines
	plan      inspection.Plan

	planSaving bool
	planWaits  bool // it changed while it was being saved

	loads  *task.Latest
	saving bool
	orders []inspection.Setting
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, service Service, holidays ReadFile, view View) *Presenter {
	return &Presenter{host: host, service: service, holidays: holidays, view: view, loads: task.NewLatest(host.Run),
		state: State{Problems: map[inspection.ID]string{}}}
}

// Load reads the settings and the roster anew.
func (p *Presenter) Load() {
	values := map[inspection.ID]string{}
	var roster []inspection.Inspector
	var deadlines inspection.Deadlines
	var plan inspection.Plan
	var sample inspection.SampleState
	p.loads.Do("settings", func(ctx context.Context, _ task.Progress) (err error) {
		if deadlines, err = p.service.Deadlines(ctx); err != nil {
			return err
		}
		if plan, err = p.service.InspectionPlan(ctx); err != nil {
			return err
		}
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			for _, name := range []inspection.ID{inspection.SettingOffice, inspection.SettingOperator, inspection.SettingDepartment, inspection.SettingRole} {
				if values[name], err = r.Setting(ctx, name); err != nil {
					return err
				}
			}
			if roster, err = r.Inspectors(ctx); err != nil {
				return err
			}
			sample, err = inspection.ReadSampleState(ctx, r)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.roster, p.deadlines = roster, deadlines
		if !p.planSaving {
			p.plan = plan
		}
		p.showSample(sample)
		if !p.saving {
			p.state.Office, p.state.Person, p.state.Department = values[inspection.SettingOffice],
				values[inspection.SettingOperator], values[inspection.SettingDepartment]
			p.state.Role = inspection.Role(values[inspection.SettingRole])
		}
		p.render()
	})
}

func (p *Presenter) render() {
	p.state.Loaded = true
	p.state.Look, p.state.Folder, p.state.Version = p.host.Preferences(), p.host.Folder(), p.host.Version()
	p.state.PhotoFolder = p.state.Look.PhotoFolder
	p.showDeadlines()
	p.showPlan()
	p.state.Inspectors = nil
	for _, i := range p.roster {
		p.state.Inspectors = append(p.state.Inspectors, Row{ID: i.ID, Name: i.Name, Department: p.department(i.Department),
			Certificate: i.Certificate, Inactive: i.Inactive})
	}
	p.view.Render(p.state)
}

func (p *Presenter) department(id inspection.DepartmentID) string {
	for _, d := range p.host.Departments() {
		if d.ID == id {
			return d.Name
		}
	}
	return string(id)
}

// Set saves one of the three settings about whose laptop this is. None of them may become empty.
func (p *Presenter) Set(name inspection.ID, value string) {
	value = strings.TrimSpace(value)
	field := map[inspection.ID]*string{inspection.SettingOffice: &p.state.Office,
		inspection.SettingOperator: &p.state.Person, inspection.SettingDepartment: &p.state.Department}[name]
	delete(p.state.Problems, name)
	switch {
	case value == "":
		p.state.Problems[name] = p.host.Catalog().T("settings.missing")
	case value != *field:
		*field = value
		p.orders = append(p.orders, inspection.Setting{Name: name, Value: value})
	}
	p.render()
	if !p.saving {
		p.saveNext()
	}
}

// SetRole saves what the laptop is mostly used for.
func (p *Presenter) SetRole(role inspection.Role) {
	if role == p.state.Role {
		return
	}
	p.state.Role = role
	p.orders = append(p.orders, inspection.Setting{Name: inspection.SettingRole, Value: string(role)})
	p.render()
	if !p.saving {
		p.saveNext()
	}
}

// saveNext saves in the order in which things were written.
func (p *Presenter) saveNext() {
	if len(p.orders) == 0 {
		return
	}
	next := p.orders[0]
	p.orders = p.orders[1:]
	by := p.by()
	p.saving = true
	p.host.Run("save setting", func(ctx context.Context, _ task.Progress) error {
		return p.service.SaveSetting(ctx, by, next.Name, next.Value)
	}, func(err error) {
		p.saving = false
		p.state.Failure = p.host.ErrorText(err)
		if err == nil {
			p.state.Saved = p.host.Now()
		}
		p.render()
		p.saveNext()
	})
}

// by is the person who makes a change: the one on this laptop, or the one who is just being named.
func (p *Presenter) by() string {
	if person := p.host.Person(); person != "" {
		return person
	}
	return p.state.Person
}

// Add opens the form for a new inspector.
func (p *Presenter) Add() {
	p.view.EditInspector(inspection.Inspector{Department: inspection.DepartmentID(p.state.Department)})
}

// Edit opens the form for an inspector of the roster.
func (p *Presenter) Edit(id inspection.ID) {
	for _, i := range p.roster {
		if i.ID == id {
			p.view.EditInspector(i)
		}
	}
}

// SaveInspector saves what the form holds. Two active inspectors of one name could not be told apart on a record.
func (p *Presenter) SaveInspector(inspector inspection.Inspector) {
	inspector.Name = strings.TrimSpace(inspector.Name)
	t := p.host.Catalog().T
	switch {
	case inspector.Name == "":
		p.view.EditorProblem("name", t("settings.missing"))
		return
	case inspector.Department == "":
		p.view.EditorProblem("department", t("settings.missing"))
		return
	}
	for _, other := range p.roster {
		if other.ID != inspector.ID && other.Name == inspector.Name && !other.Inactive && !inspector.Inactive {
			p.view.EditorProblem("name", t("settings.inspector.twice"))
			return
		}
	}
	by := p.by()
	p.host.Run("save inspector", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.SaveInspector(ctx, by, inspector)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.view.CloseEditor()
		p.Load()
	})
}

// SetLanguage changes the language of the window at once.
func (p *Presenter) SetLanguage(language string) {
	p.host.ChangePreferences(func(v *preference.Values) { v.Language = language })
}

// SetTheme changes between light, dark and what the system has.
func (p *Presenter) SetTheme(theme string) {
	p.host.ChangePreferences(func(v *preference.Values) { v.Theme = theme })
}

// SetTextScale changes the size of all text, if a window of the given size has room for it; else it says why not.
func (p *Presenter) SetTextScale(scale, width, height float32) {
	p.state.ScaleProblem = ""
	if !preference.RoomFor(scale, width, height) {
		p.state.ScaleProblem = p.host.Catalog().T("settings.scale.no_room", "n", int(scale*100), "width", int(width), "height", int(height),
			"least_width", preference.LargestScaleWidth, "least_height", preference.LargestScaleHeight)
		p.render()
		return
	}
	p.host.ChangePreferences(func(v *preference.Values) { v.TextScale = scale })
}

// SetPhotoFolder chooses the folder in which new photos arrive on this laptop; "" for none.
func (p *Presenter) SetPhotoFolder(folder string) {
	p.host.ChangePreferences(func(v *preference.Values) { v.PhotoFolder = folder })
	p.render()
}

// OpenFolder shows the data folder in the file manager.
func (p *Presenter) OpenFolder() { p.host.ShowError(p.host.OpenPath(p.host.Folder())) }

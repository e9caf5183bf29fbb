package setup

import (
	"context"
	"errors"
	"path/filepath"

	"anxun/cmd/internal/backup"
	"anxun/inspection"
	"anxun/inspection/evidence"
	"anxun/inspection/sqlite"
)

// builtInActor is in whose name the built-in checklists are installed.
const builtInActor = "安巡"

// Session is an open data folder with everything that works on it.
type Session struct {
	Content
	Dir      string
	Store    *sqlite.Store
	Service  *inspection.Service
	Evidence *evidence.Store
	Clock    inspection.Clock
	IDs      inspection.IDs
	ReadOnly bool // only looked at: nothing can be stored
	Beside   bool // only looked at, while another Anxun writes
}

// Options say how a data folder is opened.
type Options struct {
	Dir      string
	Clock    inspection.Clock
	Create   bool // make the folder and its database if they are not there
	ReadOnly bool // only look; several programs may look at once
	Beside   bool // with ReadOnly: also while another Anxun has the folder open for writing
}

// Open opens the data folder and, unless only looking, installs the built-in
// checklists that it does not have yet. A folder written by an older version is
// brought up to date even if it was to be looked at only, as it cannot be read
// otherwise.
func Open(ctx context.Context, options Options) (*Session, error) {
	content, err := LoadContent()
	if err != nil {
		return nil, err
	}
	if _, err := backup.Resume(options.Dir); err != nil {
		return nil, err
	}
	ids := inspection.NewIDs(options.Clock, nil)
	settings := sqlite.Options{Clock: options.Clock, IDs: ids, Create: options.Create, ReadOnly: options.ReadOnly, Beside: options.Beside}
	store, err := sqlite.Open(ctx, options.Dir, settings)
	if known := (*inspection.Error)(nil); errors.As(err, &known) && known.Key == "error.data_needs_migration" {
		settings.ReadOnly = false
		store, err = sqlite.Open(ctx, options.Dir, settings)
	}
	if err != nil {
		return nil, err
	}
	session := &Session{Content: content, Dir: store.Dir(), Store: store, Clock: options.Clock, IDs: ids, ReadOnly: settings.ReadOnly, Beside: store.Beside(),
		Service:  inspection.NewService(reserving{store, filepath.Join(store.Dir(), reserveName)}, content.Library, options.Clock, ids),
		Evidence: evidence.New(filepath.Join(store.Dir(), "evidence"))}
	session.Service.UseCalendar(content.Calendar)
	if !settings.ReadOnly {
		if err := session.Service.InstallChecklists(ctx, builtInActor, content.Checklists); err != nil {
			return nil, errors.Join(err, store.Close())
		}
	}
	return session, nil
}

// Close closes the data folder.
func (s *Session) Close() error { return s.Store.Close() }

// Department finds a department by its id.
func (c Content) Department(id inspection.DepartmentID) (inspection.Department, bool) {
	for _, department := range c.Departments {
		if department.ID == id {
			return department, true
		}
	}
	return inspection.Department{}, false
}

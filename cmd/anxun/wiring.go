package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"anxun/cmd/internal/carrying"
	"anxun/cmd/internal/disk"
	"anxun/cmd/internal/documents"
	"anxun/cmd/internal/hublink"
	"anxun/cmd/internal/password"
	"anxun/cmd/internal/photos"
	"anxun/cmd/internal/pictures"
	"anxun/cmd/internal/reporting"
	"anxun/cmd/internal/setup"
	"anxun/cmd/internal/vault"
	"anxun/inspection"
	"anxun/inspection/spreadsheet"
	"anxun/ui"
	"anxun/ui/places"
	"anxun/ui/startup"
	"anxun/ui/task"
	"anxun/ui/verify"
)

// opener opens the data folder for the window, making it if it is missing.
func opener(folder string, guard *password.Guard) ui.Opener {
	return func(ctx context.Context) (*ui.Session, error) {
		session, err := setup.Open(ctx, setup.Options{Dir: folder, Clock: time.Now, Create: true})
		if err != nil {
			return nil, err
		}
		return sessionOf(session, guard), nil
	}
}

// besideOpener opens the data folder to look at it while another window has it open, and as opener does if none has it
// any more.
func besideOpener(folder string, guard *password.Guard) ui.Opener {
	open := opener(folder, guard)
	return func(ctx context.Context) (*ui.Session, error) {
		usual, err := open(ctx)
		if inspection.CodeOf(err) != inspection.CodeLocked {
			return usual, err
		}
		session, err := setup.Open(ctx, setup.Options{Dir: folder, Clock: time.Now, ReadOnly: true, Beside: true})
		if err != nil {
			return nil, err
		}
		last, err := session.Service.End(ctx)
		if err != nil {
			return nil, errors.Join(err, session.Close())
		}
		looking := sessionOf(session, guard)
		looking.ReadOnly, looking.Backups, looking.Check = true, nil, nil
		looking.Follow = func(ctx context.Context) (err error) {
			if session.Store.Moved() {
				return &inspection.Error{Code: inspection.CodeNotFound, Key: "error.data_replaced", Args: []any{"dir", session.Dir}}
			}
			last, err = session.Service.CatchUp(ctx, last)
			return err
		}
		return looking, nil
	}
}

// sessionOf gives the window what it works with.
func sessionOf(session *setup.Session, guard *password.Guard) *ui.Session {
	confirm(os.Getenv(confirming), session.Service, os.Stdout)
	kept := photos.New(session.Evidence)
	exporter := reporting.New(session.Service, session.Departments, setup.Program(), pictures.New(session.Evidence), session.ReadOnly)
	hub := carrying.NewHub(session, os.Getenv, hublink.SystemKeyring{})
	return &ui.Session{Service: session.Service, Departments: session.Departments, Workbook: workbook{},
		LoadSample: func(ctx context.Context, by string) error { return setup.LoadSample(ctx, session.Service, by) },
		Holidays:   setup.ReadHolidays,
		Reports:    exporter, Lists: exporter,
		Photos: kept, Signatures: kept, Documents: documents.New(session), Check: checker(session), Verify: verifier(session), Backups: vault.NewMaker(session, guard.Secret),
		Bundles: carrying.NewBundles(session), Hub: hub, Close: func() error { hub.Close(); return session.Close() }}
}

// checker returns what verifies in the background what was added since the last time.
func checker(session *setup.Session) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		report, err := session.Store.VerifyRecent(ctx, nil)
		return int(report.ProblemCount), err
	}
}

// verifier returns what looks at everything.
func verifier(session *setup.Session) verify.Verify {
	return func(ctx context.Context, progress func(done, total int64)) (verify.Result, error) {
		report, err := session.Store.Verify(ctx, progress)
		result := verify.Result{Changes: report.Changes, Records: report.Records, Files: report.EvidenceFiles, Seals: report.Seals, Heads: report.Heads,
			Key: report.Key, Problems: report.ProblemCount}
		for _, problem := range report.Problems {
			result.Findings = append(result.Findings, verify.Finding{Key: problem.Key, Args: problem.Args})
		}
		for _, notice := range report.Notices {
			result.Findings = append(result.Findings, verify.Finding{Key: notice.Key, Args: notice.Args, Notice: true})
		}
		return result, err
	}
}

// guarded adds what opens the data folder and what looks after it whether it can be opened or not: its start password, its
// backups and its drive.
func guarded(options ui.Options) ui.Options {
	guard := password.NewGuard(options.Folder)
	kept := vault.New(options.Folder, options.Clock, guard.Secret)
	options.Open, options.OpenBeside, options.Access = opener(options.Folder, guard), besideOpener(options.Folder, guard), guard
	options.Vault, options.Rescuer, options.Drive = kept, kept, disk.New(options.Folder)
	return options
}

// measuring is the variable that make bench sets to have the start measured.
const measuring = "ANXUN_BENCH_START"

// measured returns what to do when the window is ready: nothing, or, for make bench, to print how many milliseconds it
// took, after which the program ends.
func measured(wanted string) func() {
	if wanted == "" {
		return nil
	}
	return func() { fmt.Println(startup.Elapsed().Milliseconds()) }
}

// stopwatch is for trials of the window: it notes how long callbacks take, which the program prints at its end.
func stopwatch(wanted string) *task.Stopwatch {
	if wanted == "" {
		return nil
	}
	return task.NewStopwatch(time.Now)
}

// workbook lets the page of places use package spreadsheet without knowing it.
type workbook struct{}

func (workbook) ReadPlaces(path string) (places.Register, error) {
	read, err := spreadsheet.ReadPlaces(path)
	if err != nil {
		return places.Register{}, err
	}
	register := places.Register{Good: len(read.Rows), WrongRows: read.WrongRows(), Skipped: len(read.Skipped),
		Unknown: read.Unknown, Complete: read.Complete}
	for _, problem := range read.Problems {
		register.Wrong = append(register.Wrong, places.WrongCell{Sheet: problem.Sheet, Row: problem.Row,
			Column: problem.Column, Title: problem.Title, Err: problem.Err})
	}
	return register, nil
}

func (workbook) WritePlaces(path string, register []inspection.Place, overwrite bool) error {
	return spreadsheet.WritePlaces(path, register, overwrite)
}

func (workbook) WriteTemplate(path string, overwrite bool) error {
	return spreadsheet.WriteTemplate(path, overwrite)
}

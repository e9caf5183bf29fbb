package documents

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// folder is where documents lie that are made for printing, in the data folder.
const folder = "documents"

// extension is the ending of every document.
const extension = ".xlsx"

// UseTemplate chooses the office's own template for a document; "" goes back to the built-in one. One that cannot be filled is refused
// at once, and what was used before stays.
func (p *Presenter) UseTemplate(i int, path string) {
	if i < 0 || i >= len(p.state.Rows) {
		return
	}
	row := p.state.Rows[i]
	if path == "" {
		p.setTemplate(row.Kind, path)
		return
	}
	order := Order{Kind: row.Kind, Subject: row.subject, Template: path, By: p.host.Person()}
	p.host.Run("documents.template", func(ctx context.Context, _ task.Progress) error { return p.issuer.CheckTemplate(ctx, order) }, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.setTemplate(row.Kind, path)
	})
}

// setTemplate shows a template at the document of a kind, which may have moved in the list meanwhile.
func (p *Presenter) setTemplate(kind inspection.FormKind, path string) {
	rows := slices.Clone(p.state.Rows)
	for i := range rows {
		if rows[i].Kind != kind {
			continue
		}
		rows[i].template, rows[i].Template = path, ""
		if path != "" {
			rows[i].Template = filepath.Base(path)
		}
	}
	p.state.Rows = rows
	p.view.Render(p.state)
}

// FileName proposes a name for the file of a document: its title, what it is about, and its ending.
func (p *Presenter) FileName(i int) string {
	row := p.state.Rows[i]
	name := row.Title + " " + row.About + extension
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|·`, r) {
			return ' '
		}
		return r
	}, name)
	return strings.Join(strings.Fields(name), " ")
}

// Save makes a document as a file.
func (p *Presenter) Save(i int, path string) {
	if !strings.EqualFold(filepath.Ext(path), extension) {
		path += extension
	}
	p.issue(i, path, false, false)
}

// Print makes a document in the data folder and hands it to the program that the system has for it, which prints. What
// was made there before is replaced.
func (p *Presenter) Print(i int) {
	if i >= 0 && i < len(p.state.Rows) {
		p.issue(i, filepath.Join(p.host.Folder(), folder, p.FileName(i)), true, true)
	}
}

// Replace answers the question whether a file may be replaced.
func (p *Presenter) Replace(yes bool) {
	question := p.state.Question
	if question == nil {
		return
	}
	p.state.Question = nil
	if yes {
		p.issue(question.row, question.Path, true, question.print)
		return
	}
	p.view.Render(p.state)
}

func (p *Presenter) issue(i int, path string, overwrite, show bool) {
	if i < 0 || i >= len(p.state.Rows) || p.state.Working || p.state.Rows[i].Problem != "" {
		return
	}
	if p.host.Person() == "" {
		p.host.ShowError(inspection.Invalid("error.person_missing"))
		return
	}
	row := p.state.Rows[i]
	order := Order{Kind: row.Kind, Subject: row.subject, Template: row.template, Out: path, Overwrite: overwrite, By: p.host.Person()}
	p.state.Working, p.state.Done = true, nil
	p.view.Render(p.state)
	var made Made
	exists := false
	p.host.Run("documents.issue", func(ctx context.Context, _ task.Progress) (err error) {
		if _, err := os.Stat(path); !overwrite && !errors.Is(err, fs.ErrNotExist) {
			exists = true // asked before anything is made
			return nil
		}
		made, err = p.issuer.Issue(ctx, order)
		return err
	}, func(err error) {
		p.state.Working = false
		switch {
		case err != nil:
			p.host.ShowError(err)
		case exists:
			p.state.Question = &Question{Path: path, row: i, print: show}
		default:
			p.made(row, made, show)
		}
		p.view.Render(p.state)
		p.Refresh()
	})
}

func (p *Presenter) made(row Row, made Made, show bool) {
	note := p.host.T("documents.done", "no", made.No, "photos", made.Photos)
	if len(made.Skipped) > 0 {
		note += p.host.T("documents.skipped", "names", strings.Join(made.Skipped, p.host.T("documents.comma")))
	}
	p.state.Done = &Done{Title: row.Title, Name: filepath.Base(made.Path), Note: note, path: made.Path}
	if !show {
		return
	}
	if err := p.host.OpenPath(made.Path); err != nil {
		p.host.ShowError(err)
		return
	}
	p.host.Toast(p.host.T("documents.printing"))
}

// OpenFile opens the document made last.
func (p *Presenter) OpenFile() {
	if d := p.state.Done; d != nil {
		p.open(d.path)
	}
}

// OpenFolder opens the folder of the document made last.
func (p *Presenter) OpenFolder() {
	if d := p.state.Done; d != nil {
		p.open(filepath.Dir(d.path))
	}
}

func (p *Presenter) open(path string) {
	if err := p.host.OpenPath(path); err != nil {
		p.host.ShowError(err)
	}
}

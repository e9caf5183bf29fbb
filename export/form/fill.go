package form

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"

	"anxun/export"
	"anxun/inspection"
)

// filling is one document being made from a template.
type filling struct {
	template *Template
	changed  map[string][]byte
	added    []string
	pictures map[*Picture]string
	shapes   int
}

// part returns a part as it is now; nil if there is none.
func (f *filling) part(name string) []byte {
	if data, touched := f.changed[name]; touched {
		return data
	}
	return f.template.parts[name]
}

func (f *filling) set(name string, data []byte) { f.changed[name] = data }

func (f *filling) add(name string, data []byte) {
	f.changed[name] = data
	f.added = append(f.added, name)
}

// freshName finds a part name that is not taken.
func (f *filling) freshName(stem, ending string) string {
	for n := 1; ; n++ {
		name := stem + strconv.Itoa(n) + ending
		if _, taken := f.changed[name]; !taken && f.template.files[name] == nil {
			return name
		}
	}
}

func (f *filling) nextShape() int {
	f.shapes++
	return shapeBase + f.shapes
}

// Fill writes the document to w. A placeholder that the values do not have gives
// CodeInvalid with sheet and cell, before anything is written.
func (t *Template) Fill(w io.Writer, values Values) error {
	f := &filling{template: t, changed: map[string][]byte{}, pictures: map[*Picture]string{}}
	if err := f.fill(values); err != nil {
		return err
	}
	return t.write(w, f.changed, f.added)
}

// Write makes the document at path: under its name only when it is complete and
// durable. An existing file is replaced only if overwrite is set, else CodeConflict.
// It returns the SHA-256 of the file in hexadecimal.
func (t *Template) Write(ctx context.Context, path string, overwrite bool, values Values) (string, error) {
	digest := sha256.New()
	_, err := export.WriteFile(path, overwrite, func(w io.Writer) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return t.Fill(io.MultiWriter(w, digest), values)
	})
	return hex.EncodeToString(digest.Sum(nil)), err
}

func (f *filling) fill(values Values) error {
	t := f.template
	book, err := t.readWorkbook()
	if err != nil {
		return err
	}
	shared, err := t.sharedStrings()
	if err != nil {
		return err
	}
	styles, err := t.styles()
	if err != nil {
		return err
	}
	var plans []*plan
	marks := 0
	moved := map[string]mover{}
	for index, tab := range book.tabs {
		data := t.parts[tab.part]
		if data == nil {
			continue
		}
		s, err := parseSheet(tab.name, index, tab.part, data, shared)
		if err != nil {
			return t.damaged(err)
		}
		marks += s.marks()
		p, err := newPlan(s, values, styles)
		if err != nil {
			return err
		}
		plans = append(plans, p)
		if p.changed {
			moved[tab.name] = p
		}
	}
	if marks == 0 { // most likely the wrong file
		return inspection.Invalid("error.form_no_placeholder", "file", t.name)
	}
	for _, p := range plans {
		if err := f.fillSheet(p, moved); err != nil {
			return err
		}
	}
	f.editWorkbook(book, plans, moved, values)
	return nil
}

// fillSheet writes one sheet and what belongs to it.
func (f *filling) fillSheet(p *plan, moved map[string]mover) error {
	movers := func(name string) mover {
		if name == "" {
			name = p.name
		}
		return moved[name] // nil for a sheet that did not change
	}
	if p.changed {
		if err := f.moveParts(p, movers); err != nil {
			return err
		}
	}
	drawing := ""
	if len(p.pictures) > 0 {
		var err error
		if drawing, err = f.addPictures(p); err != nil {
			return err
		}
	}
	data := p.emit(movers, drawing)
	if string(data) != string(p.data) {
		f.set(p.part, data)
	}
	return nil
}

// moveParts moves what lies on the sheet but stands in parts of its own.
func (f *filling) moveParts(p *plan, movers func(string) mover) error {
	related, err := f.template.relations(p.part)
	if err != nil {
		return err
	}
	for _, r := range related {
		data := f.part(r.target)
		kind := r.kind[strings.LastIndex(r.kind, "/")+1:]
		if data == nil || !slices.Contains([]string{"drawing", "comments", "table", "vmlDrawing", "threadedComment"}, kind) {
			continue
		}
		if err := checkXML(data); err != nil && kind != "vmlDrawing" { // old drawings are loose about XML
			return f.template.damaged(err)
		}
		var edits []edit
		inRow := false
		err := scanTags(data, func(t tag) error {
			switch {
			case t.name == "row" || t.name == "Row":
				inRow = t.kind == '<'
			case t.kind == 't' && inRow:
				if row, err := strconv.Atoi(strings.TrimSpace(t.text)); err == nil {
					edits = p.replaceIn(data, edits, t.span, strconv.Itoa(p.first(row+1)-1))
				}
			case t.kind == '<':
				if s, ok := attrSpan(data, t.span, "ref"); ok {
					edits = p.replaceIn(data, edits, s, shiftText(s.of(data), movers))
				}
			}
			return nil
		})
		if err != nil && kind != "vmlDrawing" {
			return f.template.damaged(err)
		}
		if len(edits) > 0 {
			f.set(r.target, applyEdits(data, edits))
		}
	}
	return nil
}

func (p *plan) replaceIn(data []byte, edits []edit, s span, text string) []edit {
	if s.of(data) == text {
		return edits
	}
	return append(edits, edit{s, text})
}

// editWorkbook hides sheets whose list is empty, moves names such as print areas and,
// where rows moved under formulas, asks for the workbook to be calculated anew.
func (f *filling) editWorkbook(book workbook, plans []*plan, moved map[string]mover, values Values) {
	data := f.template.parts[workbookPart]
	edits, hidden := hideSheets(data, book, plans, values)
	movers := func(name string) mover { return moved[name] }
	for _, name := range book.names {
		text := unescape(name.text.of(data))
		// LibreOffice prints a hidden sheet as long as it has a print area.
		if hidden[name.local] && strings.HasPrefix(name.name, "_xlnm.Print_") {
			edits = append(edits, edit{name.element, ""})
		} else if shifted := shiftText(text, movers); shifted != text {
			edits = append(edits, edit{name.text, escape(shifted)})
		}
	}
	formulas := slices.ContainsFunc(plans, func(p *plan) bool { return p.formula })
	if formulas && len(moved) > 0 && book.calc.end > 0 {
		if s, ok := attrSpan(data, book.calc, "fullCalcOnLoad"); ok {
			edits = append(edits, edit{s, "1"})
		} else {
			end := tagEnd(data, book.calc)
			edits = append(edits, edit{span{end, end}, ` fullCalcOnLoad="1"`})
		}
	}
	if len(edits) > 0 {
		f.set(workbookPart, applyEdits(data, edits))
	}
	f.moveCalcChain(moved, plans)
}

// hideSheets hides the sheets that ask for it, but never all, and never the first: it
// is the one that is shown when the file is opened.
func hideSheets(data []byte, book workbook, plans []*plan, values Values) (edits []edit, hidden map[int]bool) {
	hidden = map[int]bool{}
	for _, p := range plans {
		if p.index == 0 || !p.empty(values) {
			continue
		}
		hidden[p.index] = true
		if tab := book.tabs[p.index]; tab.state.end > 0 {
			edits = append(edits, edit{tab.state, "hidden"})
		} else {
			end := tagEnd(data, tab.open)
			edits = append(edits, edit{span{end, end}, ` state="hidden"`})
		}
	}
	return edits, hidden
}

// empty reports whether the sheet asks to be left out: it holds {{?list}} marks, and
// all these lists are empty.
func (p *plan) empty(values Values) bool {
	for _, m := range p.hidden {
		if len(values.Lists[m.entity].Rows) > 0 {
			return false
		}
	}
	return len(p.hidden) > 0
}

// moveCalcChain keeps the list of formula cells right: an entry for a cell without a
// formula makes a spreadsheet program call the file damaged.
func (f *filling) moveCalcChain(moved map[string]mover, plans []*plan) {
	const part = "xl/calcChain.xml"
	data := f.template.parts[part]
	if data == nil || len(moved) == 0 || checkXML(data) != nil {
		return
	}
	ids := f.sheetIDs()
	sheetID := ""
	var edits []edit
	_ = scanTags(data, func(t tag) error { // checked above
		if t.kind != '<' || t.name != "c" {
			return nil
		}
		if id := t.attr("i"); id != "" {
			sheetID = id
		}
		for _, p := range plans {
			if !p.changed || ids[p.name] != sheetID {
				continue
			}
			if s, ok := attrSpan(data, t.span, "r"); ok {
				edits = p.replaceIn(data, edits, s, shiftOne(s.of(data), p.first))
			}
		}
		return nil
	})
	if len(edits) > 0 {
		f.set(part, applyEdits(data, edits))
	}
}

func (f *filling) sheetIDs() map[string]string {
	ids := map[string]string{}
	_ = scanTags(f.template.parts[workbookPart], func(t tag) error { // checked when it was read
		if t.kind == '<' && t.name == "sheet" {
			ids[t.attr("name")] = t.attr("sheetId")
		}
		return nil
	})
	return ids
}

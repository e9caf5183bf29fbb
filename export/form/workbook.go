package form

import (
	"path"
	"strconv"
	"strings"
)

// tab is a sheet as the workbook lists it.
type tab struct {
	name  string
	state span // value of the attribute state; empty if it has none
	open  span // its tag
	part  string
}

// workbook is what workbook.xml says.
type workbook struct {
	tabs  []tab
	names []definedName
	calc  span // tag of calcPr; empty if there is none
}

type definedName struct {
	element span
	text    span
	name    string
	local   int // index of the sheet it belongs to; -1 for none
}

func (t *Template) readWorkbook() (workbook, error) {
	var book workbook
	data := t.parts[workbookPart]
	if err := checkXML(data); err != nil {
		return book, t.damaged(err)
	}
	related, err := t.relations(workbookPart)
	if err != nil {
		return book, err
	}
	inName := false
	err = scanTags(data, func(tag tag) error {
		switch {
		case tag.kind == '<' && tag.name == "sheet":
			next := tab{name: tag.attr("name"), open: tag.span, part: related[tag.attr("id")].target}
			next.state, _ = attrSpan(data, tag.span, "state")
			if strings.HasSuffix(related[tag.attr("id")].kind, "/worksheet") {
				book.tabs = append(book.tabs, next)
			} else { // a chart sheet holds no cells, but counts
				book.tabs = append(book.tabs, tab{name: next.name, open: next.open, state: next.state})
			}
		case tag.kind == '<' && tag.name == "definedName":
			next := definedName{element: tag.span, name: tag.attr("name"), local: -1}
			if index, err := strconv.Atoi(tag.attr("localSheetId")); err == nil {
				next.local = index
			}
			book.names, inName = append(book.names, next), true
		case tag.kind == 't' && inName:
			book.names[len(book.names)-1].text = tag.span
		case tag.kind == '/' && tag.name == "definedName":
			book.names[len(book.names)-1].element.end, inName = tag.end, false
		case tag.kind == '<' && tag.name == "calcPr":
			book.calc = tag.span
		}
		return nil
	})
	if err == nil && len(book.tabs) == 0 {
		err = errSheet
	}
	if err != nil {
		return book, t.damaged(err)
	}
	return book, nil
}

// relation is one entry of a .rels part.
type relation struct {
	kind   string
	target string // name of the part
}

func relationsPart(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// relations reads the relations of a part, by id; none if it has no such part.
func (t *Template) relations(part string) (map[string]relation, error) {
	related := map[string]relation{}
	data, present := t.parts[relationsPart(part)]
	if !present {
		return related, nil
	}
	if err := checkXML(data); err != nil {
		return nil, t.damaged(err)
	}
	err := scanTags(data, func(tag tag) error {
		if tag.kind != '<' || tag.name != "Relationship" || tag.attr("TargetMode") == "External" {
			return nil
		}
		target := tag.attr("Target")
		if strings.HasPrefix(target, "/") {
			target = partName(target)
		} else {
			target = path.Join(path.Dir(part), target)
		}
		related[tag.attr("Id")] = relation{kind: tag.attr("Type"), target: target}
		return nil
	})
	return related, err
}

// partOfKind finds the part of the workbook with a kind of relation, e.g. /styles.
func (t *Template) partOfKind(kind string) ([]byte, error) {
	related, err := t.relations(workbookPart)
	if err != nil {
		return nil, err
	}
	for _, r := range related {
		if strings.HasSuffix(r.kind, kind) {
			data := t.parts[r.target]
			if data == nil {
				return nil, nil
			}
			return data, checkXML(data)
		}
	}
	return nil, nil
}

// sharedStrings reads the texts of the workbook, runs joined.
func (t *Template) sharedStrings() ([]string, error) {
	data, err := t.partOfKind("/sharedStrings")
	if err != nil {
		return nil, t.damaged(err)
	}
	var texts []string
	var text strings.Builder
	inText, phonetic := false, false
	err = scanTags(data, func(tag tag) error {
		switch {
		case tag.name == "rPh":
			phonetic = tag.kind == '<'
		case tag.name == "t":
			inText = tag.kind == '<' && !phonetic
		case tag.kind == '/' && tag.name == "si":
			texts = append(texts, text.String())
			text.Reset()
		case tag.kind == 't' && inText:
			text.WriteString(tag.text)
		}
		return nil
	})
	return texts, err
}

// cellStyle is what laying out needs of a cell's format.
type cellStyle struct {
	size   float64 // of the font, in points
	wrap   bool
	indent float64 // steps
}

// styles reads the cell formats of the workbook, in their order.
func (t *Template) styles() ([]cellStyle, error) {
	data, err := t.partOfKind("/styles")
	if err != nil {
		return nil, t.damaged(err)
	}
	var sizes []float64
	var styles []cellStyle
	within := ""
	err = scanTags(data, func(tag tag) error {
		switch {
		case tag.name == "fonts" || tag.name == "cellXfs" || tag.name == "cellStyleXfs" || tag.name == "dxfs":
			if within = ""; tag.kind == '<' {
				within = tag.name
			}
		case tag.kind != '<':
		case within == "fonts" && tag.name == "font":
			sizes = append(sizes, 11)
		case within == "fonts" && tag.name == "sz" && len(sizes) > 0:
			sizes[len(sizes)-1] = min(max(number(tag.attr("val"), 11), 1), maxRowHeight)
		case within == "cellXfs" && tag.name == "xf":
			style := cellStyle{size: 11}
			if at := int(number(tag.attr("fontId"), 0)); at < len(sizes) {
				style.size = sizes[at]
			}
			styles = append(styles, style)
		case within == "cellXfs" && tag.name == "alignment" && len(styles) > 0:
			wrap := tag.attr("wrapText")
			styles[len(styles)-1].wrap = wrap == "1" || wrap == "true"
			styles[len(styles)-1].indent = number(tag.attr("indent"), 0)
		}
		return nil
	})
	return styles, err
}

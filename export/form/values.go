package form

import (
	"strconv"
	"strings"
)

// Picture is a photo or signature ready to be put into a document.
type Picture struct {
	Data   []byte
	Format string // png or jpeg
	Width  int    // pixels
	Height int
}

// Value is what takes the place of a placeholder: a text, a picture, or both.
type Value struct {
	Text    string
	Picture *Picture
}

// Group is the fields of one entity, by name.
type Group map[string]Value

// List is an entity that occurs any number of times. Fields names what each element
// has, so that a template can be checked even when there is no element.
type List struct {
	Fields []string
	Rows   []Group
}

func (l List) has(field string) bool {
	for _, name := range l.Fields {
		if name == field {
			return true
		}
	}
	return false
}

// Values is everything a document may show.
type Values struct {
	Groups map[string]Group
	Lists  map[string]List
}

// mark is one placeholder in a cell: {{隐患.描述}}, {{照片.图+1}}, {{#问题}}, {{/问题}},
// {{?附图}}.
type mark struct {
	sign   byte // 0, '#', '/' or '?'
	entity string
	field  string
	ahead  int // +n: the element n after the one of the row
	text   string
}

// piece is a part of a cell's text: literal text or a mark.
type piece struct {
	literal string
	mark    *mark
}

// parseText takes a cell's text apart; nil if it holds no placeholder.
func parseText(text string) []piece {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var pieces []piece
	found := false
	for {
		start := strings.Index(text, "{{")
		if start < 0 {
			break
		}
		end := strings.Index(text[start:], "}}")
		if end < 0 {
			break
		}
		pieces = append(pieces, piece{literal: text[:start]}, piece{mark: parseMark(text[start+2 : start+end])})
		text, found = text[start+end+2:], true
	}
	if !found {
		return nil
	}
	return append(pieces, piece{literal: text})
}

func parseMark(text string) *mark {
	m := &mark{text: text}
	text = strings.TrimSpace(text)
	if text != "" && strings.IndexByte("#/?", text[0]) >= 0 {
		m.sign = text[0]
		m.entity = strings.TrimSpace(text[1:])
		return m
	}
	m.entity, m.field, _ = strings.Cut(text, ".")
	if name, number, ahead := strings.Cut(m.field, "+"); ahead {
		if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n >= 0 && n < maxAhead {
			m.field, m.ahead = name, n
		}
	}
	m.entity, m.field = strings.TrimSpace(m.entity), strings.TrimSpace(m.field)
	return m
}

// maxAhead bounds how many elements one row may show.
const maxAhead = 10

// known reports whether the values have what the mark asks for.
func (v Values) known(m *mark) bool {
	list, isList := v.Lists[m.entity]
	if m.sign != 0 {
		return isList
	}
	if isList {
		return list.has(m.field)
	}
	_, found := v.Groups[m.entity][m.field]
	return found && m.ahead == 0
}

// value resolves a mark for the element of its list.
func (v Values) value(m *mark, element int) Value {
	if m.sign != 0 {
		return Value{}
	}
	list, isList := v.Lists[m.entity]
	if !isList {
		return v.Groups[m.entity][m.field]
	}
	if at := element + m.ahead; at >= 0 && at < len(list.Rows) {
		return list.Rows[at][m.field]
	}
	return Value{}
}

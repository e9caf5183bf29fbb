package form

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"sort"
	"strings"
)

// span is a range of bytes in a part.
type span struct{ start, end int }

func (s span) of(data []byte) string { return string(data[s.start:s.end]) }

// edit replaces a range of bytes.
type edit struct {
	span
	text string
}

// applyEdits carries out edits that do not overlap.
func applyEdits(data []byte, edits []edit) []byte {
	if len(edits) == 0 {
		return data
	}
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].start < edits[j].start })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(data[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(data[at:])
	return out.Bytes()
}

// tag is a start or end tag, or text, with its place in the part.
type tag struct {
	span
	kind  byte   // '<' start, '/' end, 't' text
	name  string // without prefix
	attrs []xml.Attr
	text  string
}

// scanTags runs fn over the tags and texts of a part in order. The part has been
// checked to be well-formed.
func scanTags(data []byte, fn func(tag) error) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	at := 0
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		end := int(decoder.InputOffset())
		next := tag{span: span{at, end}}
		at = end
		switch token := token.(type) {
		case xml.StartElement:
			next.kind, next.name, next.attrs = '<', token.Name.Local, token.Attr
		case xml.EndElement:
			next.kind, next.name = '/', token.Name.Local
		case xml.CharData:
			next.kind, next.text = 't', string(token)
		default:
			continue
		}
		if err := fn(next); err != nil {
			return err
		}
	}
}

// attr returns the value of an attribute, by its name without prefix.
func (t tag) attr(name string) string {
	for _, a := range t.attrs {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// attrSpan finds where the value of an attribute stands within data[in]; ok is false
// if the tag does not have it. The name is as written, prefix included.
func attrSpan(data []byte, in span, name string) (value span, ok bool) {
	i := in.start + 1
	for i < in.end && !strings.ContainsRune(" \t\r\n/>", rune(data[i])) {
		i++
	}
	for i < in.end {
		for i < in.end && strings.IndexByte(" \t\r\n", data[i]) >= 0 {
			i++
		}
		start := i
		for i < in.end && strings.IndexByte(" \t\r\n=/>", data[i]) < 0 {
			i++
		}
		found := string(data[start:i])
		for i < in.end && strings.IndexByte(" \t\r\n=", data[i]) >= 0 {
			i++
		}
		if i >= in.end || data[i] != '"' && data[i] != '\'' {
			return span{}, false
		}
		quote := data[i]
		begin := i + 1
		length := bytes.IndexByte(data[begin:in.end], quote)
		if length < 0 {
			return span{}, false
		}
		if found == name {
			return span{begin, begin + length}, true
		}
		i = begin + length + 1
	}
	return span{}, false
}

// escape writes text for XML, quotes included, so that it fits attributes as well.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}

// unescape reads what stands in a part as text. XML has but a few of the entities of
// HTML, and they mean the same.
func unescape(raw string) string { return html.UnescapeString(raw) }

// tagEnd is where an attribute can be added to the start tag at s.
func tagEnd(data []byte, s span) int {
	if end := s.end - len("/>"); string(data[end:s.end]) == "/>" {
		return end
	}
	return s.end - len(">")
}

package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"anxun/inspection"
)

// maxAnswersFile bounds an answers file, in bytes. One of every item of every list has some tens of kilobytes; the parser
// makes up to 200 bytes of each.
const maxAnswersFile = 256 << 10

// answersFile is an inspection as it is written down in a YAML file. The nodes stay
// beside the values, so that what turns out to be wrong later can still be shown
// with its line.
type answersFile struct {
	place            scalar
	checklists       []scalar
	started          scalar
	finished         scalar
	startedAt        time.Time
	finishedAt       time.Time
	inspectors       []inspectorEntry
	accompaniedBy    string
	note             string
	by               string
	defaultResult    inspection.Result
	answers          []answerEntry
	finish           bool
	incompleteReason string
}

// scalar is a text with the line on which it stands.
type scalar struct {
	key  string
	text string
	line int
}

type inspectorEntry struct {
	name, dept, certificate scalar
}

type answerEntry struct {
	code                                       scalar
	result, severity, due                      scalar
	note, value, responsible, standard, remedy string
	suspected                                  bool
	photos                                     []scalar
	line                                       int
}

// answersReader reads one answers file. tell turns an error into a sentence.
type answersReader struct {
	path string
	tell func(error) string
}

// at adds file, line and key to what is wrong.
func (r answersReader) at(where scalar, cause error) error {
	return &inspection.Error{Code: inspection.CodeOf(cause), Key: "error.answers_at",
		Args: []any{"file", filepath.Base(r.path), "line", where.line, "key", where.key, "reason", r.tell(cause)}, Err: cause}
}

func (r answersReader) wrong(where scalar, key string, args ...any) error {
	return r.at(where, inspection.Invalid(key, args...))
}

// read reads the file and checks everything that can be checked without the data.
func (r answersReader) read() (answersFile, error) {
	var file answersFile
	root, err := r.parse()
	if err != nil {
		return file, err
	}
	err = r.fields(root, "", map[string]func(scalar, *yaml.Node) error{
		"place":             r.text(func(s scalar) { file.place = s }),
		"checklists":        r.texts(&file.checklists),
		"started":           r.time(&file.started, &file.startedAt),
		"finished":          r.time(&file.finished, &file.finishedAt),
		"inspectors":        func(_ scalar, n *yaml.Node) error { return r.inspectors(n, &file) },
		"accompanied_by":    r.text(func(s scalar) { file.accompaniedBy = s.text }),
		"note":              r.text(func(s scalar) { file.note = s.text }),
		"by":                r.text(func(s scalar) { file.by = s.text }),
		"default":           func(at scalar, n *yaml.Node) error { return r.defaultResult(at, n, &file) },
		"answers":           func(_ scalar, n *yaml.Node) error { return r.answers(n, &file) },
		"finish":            r.boolean(&file.finish),
		"incomplete_reason": r.text(func(s scalar) { file.incompleteReason = s.text }),
	})
	if err != nil {
		return file, err
	}
	for key, missing := range map[string]bool{"place": file.place.text == "", "checklists": len(file.checklists) == 0,
		"started": file.startedAt.IsZero(), "inspectors": len(file.inspectors) == 0} {
		if missing {
			return file, r.wrong(scalar{key: key, line: root.Line}, "error.answers_needed")
		}
	}
	return file, nil
}

// parse reads the YAML as nodes: one document, a mapping, no aliases.
func (r answersReader) parse() (*yaml.Node, error) {
	data, err := readLimited(r.path, maxAnswersFile)
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, second yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return nil, r.malformed(err)
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, r.wrong(scalar{key: "---", line: max(second.Line, 1)}, "error.answers_one_document")
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, r.wrong(scalar{key: filepath.Base(r.path), line: root.Line}, "error.answers_mapping")
	}
	return root, nil
}

// malformed tells the line of a syntax error; the parser's words are English.
func (r answersReader) malformed(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := "1"
	if rest, found := strings.CutPrefix(text, "line "); found {
		if number, _, found := strings.Cut(rest, ":"); found {
			if _, err := strconv.Atoi(number); err == nil {
				line = number
			}
		}
	}
	return &inspection.Error{Code: inspection.CodeInvalid, Key: "error.answers_yaml",
		Args: []any{"file", filepath.Base(r.path), "line", line}, Err: err}
}

func readLimited(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &inspection.Error{Code: inspection.CodeNotFound, Key: "error.file_missing", Args: []any{"file", path}, Err: err}
	}
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.file_unreadable", "file", path)
	}
	if int64(len(data)) > limit {
		return nil, inspection.Invalid("error.file_too_large", "file", path, "limit", limit>>10)
	}
	return data, nil
}

// fields walks a mapping: every key must be known and stand once.
func (r answersReader) fields(node *yaml.Node, prefix string, known map[string]func(scalar, *yaml.Node) error) error {
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		where := scalar{key: prefix + key.Value, line: key.Line}
		read, ok := known[key.Value]
		switch {
		case !ok:
			names := make([]string, 0, len(known))
			for name := range known {
				names = append(names, name)
			}
			slices.Sort(names)
			return r.wrong(where, "error.answers_key_unknown", "allowed", strings.Join(names, " "))
		case seen[key.Value]:
			return r.wrong(where, "error.answers_key_twice")
		case value.Kind == yaml.AliasNode || value.Anchor != "":
			return r.wrong(where, "error.answers_alias")
		}
		seen[key.Value] = true
		if err := read(where, value); err != nil {
			return err
		}
	}
	return nil
}

// scalar reads a single value; an empty one is "".
func (r answersReader) scalar(where scalar, node *yaml.Node) (scalar, error) {
	if node.Kind != yaml.ScalarNode {
		return where, r.wrong(where, "error.answers_scalar")
	}
	where.line = node.Line
	if node.Tag != "!!null" {
		where.text = strings.TrimSpace(node.Value)
	}
	return where, nil
}

func (r answersReader) text(set func(scalar)) func(scalar, *yaml.Node) error {
	return func(where scalar, node *yaml.Node) error {
		value, err := r.scalar(where, node)
		if err == nil {
			set(value)
		}
		return err
	}
}

func (r answersReader) string(into *string) func(scalar, *yaml.Node) error {
	return r.text(func(s scalar) { *into = s.text })
}

func (r answersReader) texts(into *[]scalar) func(scalar, *yaml.Node) error {
	return func(where scalar, node *yaml.Node) error {
		if node.Kind != yaml.SequenceNode {
			return r.wrong(where, "error.answers_list")
		}
		for _, entry := range node.Content {
			value, err := r.scalar(where, entry)
			if err != nil {
				return err
			}
			*into = append(*into, value)
		}
		return nil
	}
}

func (r answersReader) boolean(into *bool) func(scalar, *yaml.Node) error {
	return func(where scalar, node *yaml.Node) error {
		value, err := r.scalar(where, node)
		if err != nil {
			return err
		}
		if node.Tag != "!!bool" {
			return r.wrong(value, "error.answers_bool", "value", value.text)
		}
		return node.Decode(into)
	}
}

// time reads an instant: RFC 3339, or a plain date and time of day in the offices'
// zone.
func (r answersReader) time(raw *scalar, into *time.Time) func(scalar, *yaml.Node) error {
	return func(where scalar, node *yaml.Node) error {
		value, err := r.scalar(where, node)
		if err != nil {
			return err
		}
		*raw = value
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
			if parsed, err := time.ParseInLocation(layout, value.text, inspection.Zone); err == nil && parsed.Year() >= 2000 {
				*into = parsed
				return nil
			}
		}
		return r.wrong(value, "error.instant", "value", value.text)
	}
}

func (r answersReader) defaultResult(where scalar, node *yaml.Node, file *answersFile) error {
	value, err := r.scalar(where, node)
	if err != nil {
		return err
	}
	if value.text != "" && value.text != string(inspection.ResultPass) {
		return r.wrong(value, "error.answers_word", "value", value.text, "allowed", string(inspection.ResultPass))
	}
	file.defaultResult = inspection.Result(value.text)
	return nil
}

func (r answersReader) inspectors(node *yaml.Node, file *answersFile) error {
	if node.Kind != yaml.SequenceNode {
		return r.wrong(scalar{key: "inspectors", line: node.Line}, "error.answers_list")
	}
	for _, entry := range node.Content {
		var one inspectorEntry
		if entry.Kind != yaml.MappingNode {
			return r.wrong(scalar{key: "inspectors", line: entry.Line}, "error.answers_mapping")
		}
		err := r.fields(entry, "inspectors.", map[string]func(scalar, *yaml.Node) error{
			"name":        r.text(func(s scalar) { one.name = s }),
			"dept":        r.text(func(s scalar) { one.dept = s }),
			"certificate": r.text(func(s scalar) { one.certificate = s }),
		})
		if err != nil {
			return err
		}
		if one.name.text == "" {
			return r.wrong(scalar{key: "inspectors.name", line: entry.Line}, "error.inspector_name_missing")
		}
		if one.dept.text == "" {
			return r.wrong(scalar{key: "inspectors.dept", line: entry.Line}, "error.inspector_department_missing", "name", one.name.text)
		}
		file.inspectors = append(file.inspectors, one)
	}
	return nil
}

func (r answersReader) answers(node *yaml.Node, file *answersFile) error {
	if node.Kind == yaml.ScalarNode && node.Tag == "!!null" {
		return nil
	}
	if node.Kind != yaml.MappingNode {
		return r.wrong(scalar{key: "answers", line: node.Line}, "error.answers_mapping")
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		where := scalar{key: key.Value, text: key.Value, line: key.Line}
		if seen[key.Value] {
			return r.wrong(where, "error.answers_key_twice")
		}
		seen[key.Value] = true
		entry, err := r.answer(where, value)
		if err != nil {
			return err
		}
		file.answers = append(file.answers, entry)
	}
	return nil
}

func (r answersReader) answer(where scalar, node *yaml.Node) (answerEntry, error) {
	entry := answerEntry{code: where, line: where.line}
	if node.Kind == yaml.ScalarNode { // CF-09: pass
		value, err := r.scalar(where, node)
		entry.result = value
		if err != nil {
			return entry, err
		}
		return entry, r.checkAnswer(entry)
	}
	if node.Kind != yaml.MappingNode {
		return entry, r.wrong(where, "error.answers_mapping")
	}
	err := r.fields(node, where.key+".", map[string]func(scalar, *yaml.Node) error{
		"result":      r.text(func(s scalar) { entry.result = s }),
		"value":       r.string(&entry.value),
		"note":        r.string(&entry.note),
		"severity":    r.text(func(s scalar) { entry.severity = s }),
		"suspected":   r.boolean(&entry.suspected),
		"due":         r.text(func(s scalar) { entry.due = s }),
		"responsible": r.string(&entry.responsible),
		"standard":    r.string(&entry.standard),
		"remedy":      r.string(&entry.remedy),
		"photos":      r.texts(&entry.photos),
	})
	if err != nil {
		return entry, err
	}
	return entry, r.checkAnswer(entry)
}

// checkAnswer checks one answer by itself.
func (r answersReader) checkAnswer(entry answerEntry) error {
	where := entry.result
	if where.line == 0 {
		where = scalar{key: entry.code.key + ".result", line: entry.line}
	}
	result := inspection.Result(entry.result.text)
	if result == inspection.ResultNone || !result.Valid() {
		return r.wrong(where, "error.answers_word", "value", entry.result.text, "allowed", "pass fail na value")
	}
	here := scalar{key: entry.code.key, line: entry.line}
	switch {
	case result == inspection.ResultFail && entry.note == "":
		return r.wrong(here, "error.answers_fail_note")
	case result == inspection.ResultNA && entry.note == "":
		return r.wrong(here, "error.answers_na_note")
	case result == inspection.ResultValue && entry.value == "":
		return r.wrong(here, "error.value_missing", "item", entry.code.text)
	case result != inspection.ResultFail && (entry.severity.text != "" || entry.suspected || entry.due.text != "" || entry.responsible != "" ||
		entry.standard != "" || entry.remedy != "" || len(entry.photos) > 0):
		return r.wrong(here, "error.answers_only_fail")
	}
	if severity := inspection.Severity(entry.severity.text); severity != "" && !slices.Contains(inspection.Severities(), severity) {
		return r.wrong(entry.severity, "error.answers_word", "value", entry.severity.text, "allowed", "general serious major")
	}
	if entry.due.text != "" {
		if _, err := inspection.ParseDay(entry.due.text); err != nil {
			return r.at(entry.due, err)
		}
	}
	return nil
}

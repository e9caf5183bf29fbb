package inspection

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

// Level says how surely a basis was checked against its published text.
type Level string

// The levels. Only what is verified is ever printed on a document.
const (
	LevelVerified  Level = "V"  // the clause was read in a full published text
	LevelPartial   Level = "V2" // the clause was read in a partial or secondary text
	LevelExistence Level = "D"  // only the existence of the document was checked: cited without a clause
)

// BasisID names one clause of one document, e.g. "fire-law/28".
type BasisID string

// Document is a law, regulation, rule, standard or notice.
type Document struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Cite       string   `json:"cite"`   // as printed, e.g. 《消防法》
	Number     string   `json:"number"` // document or standard number, if known
	Issuer     string   `json:"issuer"`
	Kind       string   `json:"kind"` // law regulation rule standard local notice
	From       Day      `json:"from"` // first day in force; empty = not known, taken as always
	Until      Day      `json:"until"`
	ReplacedBy string   `json:"replaced_by"`
	Status     string   `json:"status"` // in_force superseded to_check
	Source     string   `json:"source"`
	Checked    Day      `json:"checked"`
	Note       string   `json:"note"`
	Clauses    []Clause `json:"clauses"`
}

// Clause is one citable unit of a Document. Its days override the document's.
type Clause struct {
	ID     BasisID `json:"id"`
	Clause string  `json:"clause"` // e.g. 第二十八条; empty for LevelExistence
	Level  Level   `json:"level"`
	From   Day     `json:"from"`
	Until  Day     `json:"until"`
	Gist   string  `json:"gist"` // what it asks for, in our own words
}

// Basis 检查依据 is a Clause together with its Document.
type Basis struct {
	Document *Document
	Clause
}

// InForce reports whether the basis was in force on the day. Unknown first days
// count as long ago.
func (b Basis) InForce(day Day) bool {
	from, until := b.Document.From, b.Document.Until
	if b.From != "" {
		from = b.From
	}
	if b.Until != "" {
		until = b.Until
	}
	return (from == "" || day >= from) && (until == "" || day <= until)
}

// Citation is how the basis is printed: document, number for standards, clause.
func (b Basis) Citation() string {
	text := b.Document.Cite
	if b.Document.Kind == "standard" && b.Document.Number != "" && !strings.Contains(text, b.Document.Number) {
		text += b.Document.Number
	}
	if b.Clause.Clause != "" && b.Level != LevelExistence {
		if r := []rune(b.Clause.Clause)[0]; r < 0x2000 {
			text += " "
		}
		text += b.Clause.Clause
	}
	return text
}

// Library is the collection of all bases. It is read-only once built.
type Library struct {
	documents []*Document
	bases     map[BasisID]Basis
}

// ParseLibrary builds a library from JSON files, each an array of documents. It
// refuses unknown fields and ids that occur twice.
func ParseLibrary(files ...[]byte) (*Library, error) {
	library := &Library{bases: map[BasisID]Basis{}}
	for _, file := range files {
		var documents []*Document
		if err := decodeStrict(file, &documents); err != nil {
			return nil, Wrap(err, CodeInvalid, "error.content_unreadable")
		}
		for _, document := range documents {
			library.documents = append(library.documents, document)
			for _, clause := range document.Clauses {
				if _, twice := library.bases[clause.ID]; twice {
					return nil, Invalid("error.content_duplicate", "id", string(clause.ID))
				}
				library.bases[clause.ID] = Basis{Document: document, Clause: clause}
			}
		}
	}
	return library, nil
}

// Documents lists all documents in the order they were loaded.
func (l *Library) Documents() []*Document { return l.documents }

// Basis finds a basis by its id.
func (l *Library) Basis(id BasisID) (Basis, bool) {
	basis, found := l.bases[id]
	return basis, found
}

// InForce returns those of the ids that were in force on the day, in the given
// order. Ids that the library does not know are left out.
func (l *Library) InForce(ids []BasisID, day Day) []Basis {
	var current []Basis
	for _, id := range ids {
		if basis, found := l.bases[id]; found && basis.InForce(day) {
			current = append(current, basis)
		}
	}
	return current
}

// Cite prints the bases of the ids that were in force on the day, joined by "；";
// clauses of one document are joined under one title.
func (l *Library) Cite(ids []BasisID, day Day) string {
	var parts []string
	var last *Document
	for _, basis := range l.InForce(ids, day) {
		if basis.Document == last && basis.Clause.Clause != "" && basis.Level != LevelExistence {
			parts[len(parts)-1] += "、" + basis.Clause.Clause
			continue
		}
		if basis.Document == last {
			continue
		}
		parts = append(parts, basis.Citation())
		last = basis.Document
	}
	return strings.Join(parts, "；")
}

// Superseded lists the documents that were no longer in force on the day, by title.
func (l *Library) Superseded(day Day) []*Document {
	var old []*Document
	for _, document := range l.documents {
		if document.Until != "" && document.Until < day {
			old = append(old, document)
		}
	}
	sort.Slice(old, func(i, j int) bool { return old[i].Title < old[j].Title })
	return old
}

// decodeStrict decodes one JSON value and refuses unknown fields and anything after it.
func decodeStrict(data []byte, into any) error {
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if decoder.More() {
		return fmt.Errorf("more than one value: %w", &json.SyntaxError{Offset: decoder.InputOffset() + 1})
	}
	return nil
}

package inspection

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Severity 隐患等级 grades a hazard.
type Severity string

// The severities. 一般 and 较大 are the office's own grades; 重大 is possible only where a
// published standard says so for that kind of place.
const (
	SeverityGeneral Severity = "general" // 一般
	SeveritySerious Severity = "serious" // 较大
	SeverityMajor   Severity = "major"   // 重大
)

// Severities lists the severities, mildest first.
func Severities() []Severity { return []Severity{SeverityGeneral, SeveritySerious, SeverityMajor} }

// ItemCode is the code of an item, e.g. CF-09: checklist code, hyphen, number.
type ItemCode string

// ChecklistCode returns the part before the hyphen.
func (c ItemCode) ChecklistCode() string {
	code, _, _ := strings.Cut(string(c), "-")
	return code
}

// PhotoRule says whether a failed item needs a photo.
type PhotoRule string

// The photo rules.
const (
	PhotoNone     PhotoRule = "none"
	PhotoRequired PhotoRule = "required" // missing photos are a warning at finishing
)

// Finding is a proposed wording of what is wrong, with what is to be done.
type Finding struct {
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

// Escalation says when a failure of the item may be more than 较大.
type Escalation struct {
	Severity string       `json:"severity"` // "major": a standard makes it 重大 at residential care places; "suspected": refer it
	Text     string       `json:"text"`     // the condition
	Basis    []BasisID    `json:"basis"`
	ReferTo  DepartmentID `json:"refer_to"` // the department that may judge
}

// Item 检查项 is one thing to look at.
type Item struct {
	Code        ItemCode       `json:"code"`
	Text        string         `json:"text"`
	Method      string         `json:"method"`
	Basis       []BasisID      `json:"basis"`
	Severity    Severity       `json:"severity"`
	Deadline    DeadlineRule   `json:"deadline"`
	Departments []DepartmentID `json:"departments"`
	Photo       PhotoRule      `json:"photo"`
	Applies     *Applies       `json:"applies,omitempty"`
	Escalation  *Escalation    `json:"escalation,omitempty"`
	KeyItem     bool           `json:"key,omitempty"`   // 重点项 of the food inspection table
	Point       string         `json:"point,omitempty"` // its number there, e.g. *2.1
	Findings    []Finding      `json:"findings"`
	Remedy      string         `json:"remedy"`
	Hint        string         `json:"hint,omitempty"`
}

// Concerns reports whether the item names the department.
func (i Item) Concerns(department DepartmentID) bool {
	return slices.Contains(i.Departments, department)
}

// Section 分类 groups items in the order in which they are walked.
type Section struct {
	Title string `json:"title"`
	Items []Item `json:"items"`
}

// ChecklistRef names one published version, e.g. CF@1.
type ChecklistRef string

// NewChecklistRef makes the reference of a code and version.
func NewChecklistRef(code string, version int) ChecklistRef {
	return ChecklistRef(fmt.Sprintf("%s@%d", code, version))
}

// Code returns the checklist code in the reference.
func (r ChecklistRef) Code() string {
	code, _, _ := strings.Cut(string(r), "@")
	return code
}

// Version returns the version in the reference, 0 if there is none.
func (r ChecklistRef) Version() int {
	_, version, _ := strings.Cut(string(r), "@")
	number, _ := strconv.Atoi(version)
	return number
}

// Checklist 检查表 is one published version of a list. It never changes.
type Checklist struct {
	Code      string      `json:"code"`
	Slug      string      `json:"slug"`
	Title     string      `json:"title"`
	Order     int         `json:"order"` // place among the checklists, as they are walked; 0 comes first
	Version   int         `json:"version"`
	Published Day         `json:"published"`
	Kinds     []PlaceKind `json:"kinds"`
	Applies   *Applies    `json:"applies,omitempty"`
	Note      string      `json:"note"`
	Sections  []Section   `json:"sections"`
}

// ParseChecklist reads a checklist from JSON and checks that it is usable: code,
// version, title, sections, and item codes that are unique and carry the
// checklist's code.
func ParseChecklist(data []byte) (Checklist, error) {
	var checklist Checklist
	if err := decodeStrict(data, &checklist); err != nil {
		return Checklist{}, Wrap(err, CodeInvalid, "error.content_unreadable")
	}
	if checklist.Code == "" || checklist.Version < 1 || checklist.Title == "" || len(checklist.Sections) == 0 {
		return Checklist{}, Invalid("error.checklist_incomplete", "code", checklist.Code)
	}
	seen := map[ItemCode]bool{}
	for _, section := range checklist.Sections {
		for _, item := range section.Items {
			if item.Code.ChecklistCode() != checklist.Code || seen[item.Code] {
				return Checklist{}, Invalid("error.content_duplicate", "id", string(item.Code))
			}
			seen[item.Code] = true
		}
	}
	return checklist, nil
}

// Ref returns the reference of this version.
func (c Checklist) Ref() ChecklistRef { return NewChecklistRef(c.Code, c.Version) }

// Items lists all items in walking order.
func (c Checklist) Items() []Item {
	var items []Item
	for _, section := range c.Sections {
		items = append(items, section.Items...)
	}
	return items
}

// Item finds an item by its code.
func (c Checklist) Item(code ItemCode) (Item, bool) {
	for _, section := range c.Sections {
		for _, item := range section.Items {
			if item.Code == code {
				return item, true
			}
		}
	}
	return Item{}, false
}

// Kind implements Record.
func (c Checklist) Kind() RecordKind { return KindChecklist }

// Key implements Record: the reference, so a version can be stored only once.
func (c Checklist) Key() ID { return ID(c.Ref()) }

// Fields implements Record. The whole content is one field, with its SHA-256 beside
// it, because a published version changes as a whole or not at all.
func (c Checklist) Fields() Fields {
	content, err := json.Marshal(c)
	if err != nil {
		// Only channels, functions and cycles cannot be marshalled; a
		// checklist has none.
		panic("inspection: encoding a checklist: " + err.Error())
	}
	digest := sha256.Sum256(content)
	return Fields{"code": c.Code, "version": fieldInt(c.Version), "title": c.Title, "published": string(c.Published),
		"content": string(content), "digest": hex.EncodeToString(digest[:])}
}

// DecodeChecklist builds a Checklist from its stored fields and checks the
// content against its digest.
func DecodeChecklist(key ID, fields Fields) (Checklist, error) {
	digest := sha256.Sum256([]byte(fields["content"]))
	if hex.EncodeToString(digest[:]) != fields["digest"] {
		r := fieldReader{kind: KindChecklist, key: key}
		r.fail("digest")
		return Checklist{}, r.err
	}
	return ParseChecklist([]byte(fields["content"]))
}

// Food reports whether it is a food safety checklist: its items carry the numbers or
// the 重点项 mark of the food inspection table, or it is one of the built-in two.
func (c Checklist) Food() bool {
	if c.Code == "CS" || c.Code == "RS" {
		return true
	}
	return slices.ContainsFunc(c.Items(), func(item Item) bool { return item.KeyItem || item.Point != "" })
}

package checklists

import (
	"slices"
	"strings"

	"anxun/inspection"
)

// Detail is one item or document in full.
type Detail struct {
	Code   string
	Title  string
	Badges []Badge
	Blocks []Block
}

// Badge is a word with a weight.
type Badge struct {
	Text   string
	Weight Weight
}

// Block is a heading with what stands below it.
type Block struct {
	Heading string
	Lines   []Line
}

// Line is a sentence, with a smaller one below it.
type Line struct {
	Text string
	Note string
}

func (p *Presenter) detail() *Detail {
	if p.scope == ScopeDocuments {
		for _, e := range p.documents {
			if e.document.ID == p.selected {
				return p.documentDetail(e.document)
			}
		}
		return nil
	}
	for _, e := range p.items {
		if string(e.item.Code) == p.selected {
			return p.itemDetail(e)
		}
	}
	return nil
}

func (p *Presenter) itemDetail(e itemEntry) *Detail {
	t, item := p.host.Catalog().T, e.item
	d := &Detail{Code: string(item.Code), Title: item.Text,
		Badges: []Badge{{t("severity." + string(item.Severity)), weightOf(item.Severity)}, {p.deadline(item), WeightPlain}}}
	if item.KeyItem {
		d.Badges = append(d.Badges, Badge{t("checklists.key_item"), WeightGrave})
	}
	if item.Photo == inspection.PhotoRequired {
		d.Badges = append(d.Badges, Badge{t("checklists.photo"), WeightPlain})
	}
	d.add(t("term.method"), Line{Text: item.Method})
	d.add(t("term.basis"), p.bases(item.Basis)...)
	d.add(t("term.department"), Line{Text: p.departments(item.Departments)})
	if conditions := p.conditions(item.Applies); conditions != "" {
		d.add(t("checklists.applies"), Line{Text: conditions})
	}
	if e := item.Escalation; e != nil {
		d.add(t("checklists.escalation."+e.Severity), append([]Line{{Text: e.Text}}, p.bases(e.Basis)...)...)
	}
	var findings []Line
	for _, finding := range item.Findings {
		findings = append(findings, Line{Text: finding.Text, Note: finding.Remedy})
	}
	d.add(t("checklists.findings"), findings...)
	d.add(t("checklists.remedy"), Line{Text: item.Remedy})
	d.add(t("checklists.hint"), Line{Text: item.Hint})
	d.add(t("term.checklist"), Line{Text: t("checklists.from", "title", e.list.Title, "section", e.section,
		"version", e.list.Version, "day", string(e.list.Published))})
	return d
}

// add appends a block, unless there is nothing in it.
func (d *Detail) add(heading string, lines ...Line) {
	block := Block{Heading: heading}
	for _, line := range lines {
		if line.Text != "" || line.Note != "" {
			block.Lines = append(block.Lines, line)
		}
	}
	if len(block.Lines) > 0 {
		d.Blocks = append(d.Blocks, block)
	}
}

// bases lists what is in force today, each with what it asks for and how surely it was checked; last, where.
func (p *Presenter) bases(ids []inspection.BasisID) []Line {
	t := p.host.Catalog().T
	var lines []Line
	var sources []string
	for _, basis := range p.service.Library().InForce(ids, inspection.DayOf(p.host.Now())) {
		note := t("checklists.level." + string(basis.Level))
		if basis.Gist != "" {
			note = basis.Gist + " · " + note
		}
		lines = append(lines, Line{Text: basis.Citation(), Note: note})
		if source := basis.Document.Source; source != "" && !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	if len(sources) > 0 {
		lines = append(lines, Line{Note: t("checklists.sources", "sources", strings.Join(sources, t("checklists.semicolon")))})
	}
	return lines
}

func (p *Presenter) departments(ids []inspection.DepartmentID) string {
	var names []string
	for _, id := range ids {
		name := string(id)
		for _, d := range p.host.Departments() {
			if d.ID == id {
				name = d.Name
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, p.host.Catalog().T("checklists.separator"))
}

func (p *Presenter) deadline(item inspection.Item) string {
	t := p.host.Catalog().T
	rule := p.deadlines.RuleFor(&item, item.Severity)
	return t("checklists.deadline."+string(rule.Rule), "n", rule.Days)
}

// conditions says in words for which places an item is meant, "" for all.
func (p *Presenter) conditions(applies *inspection.Applies) string {
	if applies == nil {
		return ""
	}
	t := p.host.Catalog().T
	separator := t("checklists.separator")
	var parts []string
	if applies.Residential {
		parts = append(parts, t("checklists.applies.residential"))
	}
	parts = appendWords(parts, t, "checklists.applies.any", "feature.", separator, applies.AnyFeatures)
	parts = appendWords(parts, t, "checklists.applies.all", "feature.", separator, applies.AllFeatures)
	parts = appendWords(parts, t, "checklists.applies.subkinds", "subkind.", separator, applies.SubKinds)
	parts = appendWords(parts, t, "checklists.applies.not", "subkind.", separator, applies.NotSubKinds)
	return strings.Join(parts, t("checklists.semicolon"))
}

func appendWords[T ~string](parts []string, t func(string, ...any) string, key, prefix, separator string, values []T) []string {
	if len(values) == 0 {
		return parts
	}
	words := make([]string, len(values))
	for i, value := range values {
		words[i] = t(prefix + string(value))
	}
	return append(parts, t(key, "words", strings.Join(words, separator)))
}

func (p *Presenter) documentDetail(document *inspection.Document) *Detail {
	t := p.host.Catalog().T
	status, weight := p.status(document)
	d := &Detail{Code: document.Number, Title: document.Title, Badges: []Badge{{status, weight}, {t("checklists.kind." + document.Kind), WeightPlain}}}
	if document.ReplacedBy != "" {
		d.add(t("checklists.replaced_by"), Line{Text: p.title(document.ReplacedBy)})
	}
	var force []string
	if document.From != "" {
		force = append(force, t("checklists.from_day", "day", string(document.From)))
	}
	if document.Until != "" {
		force = append(force, t("checklists.until_day", "day", string(document.Until)))
	}
	d.add(t("checklists.force"), Line{Text: strings.Join(force, t("checklists.semicolon"))})
	d.add(t("checklists.issuer"), Line{Text: document.Issuer})
	d.add(t("checklists.note"), Line{Text: document.Note})
	var clauses []Line
	for _, clause := range document.Clauses {
		text := clause.Clause
		if text == "" {
			text = t("checklists.whole")
		}
		note := t("checklists.level." + string(clause.Level))
		if clause.Gist != "" {
			note = clause.Gist + " · " + note
		}
		clauses = append(clauses, Line{Text: text, Note: note})
	}
	d.add(t("checklists.clauses"), clauses...)
	d.add(t("checklists.source"), Line{Text: document.Source, Note: t("checklists.checked", "day", string(document.Checked))})
	return d
}

// title returns the title of the document with that id; what replaced a document may also be given in words.
func (p *Presenter) title(id string) string {
	for _, e := range p.documents {
		if e.document.ID == id {
			if e.document.Number != "" && !strings.Contains(e.document.Title, e.document.Number) {
				return e.document.Title + " " + e.document.Number
			}
			return e.document.Title
		}
	}
	return id
}

// Package checklists is the page 检查表: what is inspected, how, and on what basis; and the library of the documents that the
// bases come from. It only reads: a published checklist never changes.
package checklists

import (
	"context"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/pinyin"
	"anxun/ui/table"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	CurrentChecklists(ctx context.Context) ([]inspection.Checklist, error)
	Library() *inspection.Library
	Deadlines(ctx context.Context) (inspection.Deadlines, error)
}

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ShowError(err error)
	Toast(text string)
	Copy(text string)
	// ExportList asks where a list goes and writes it.
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Departments() []inspection.Department
	Now() time.Time
}

// View shows a State.
type View interface {
	Render(State)
	// ScrollTo makes a row the first that is seen.
	ScrollTo(row int)
}

// Scope is what is listed: all items, the items of one checklist by its code, or the documents.
type Scope string

// The scopes beside one for each checklist.
const (
	ScopeItems     Scope = "items"
	ScopeDocuments Scope = "documents"
)

// State is everything the page shows.
type State struct {
	Loaded   bool
	Scopes   []ScopeLine
	Scope    Scope
	Query    string
	Rows     []Row
	Selected int // index in Rows, -1 for none
	Detail   *Detail

	Sort      string // the column that the rows are sorted by, "" for the order of the checklists
	Ascending bool
	Marked    int // rows chosen for copying
}

// ScopeLine is one entry of the navigation at the left.
type ScopeLine struct {
	Scope Scope
	Title string
	Count int // of what matches the query
}

// Row is one item or document as listed.
type Row struct {
	ID     string
	Code   string
	Title  string
	Sub    string
	Badge  string
	Weight Weight
}

// Weight chooses the tone of a badge.
type Weight int

// The weights.
const (
	WeightPlain Weight = iota
	WeightGood
	WeightGrave
	WeightBad
)

// itemEntry is an item made ready for finding.
type itemEntry struct {
	item    inspection.Item
	list    inspection.Checklist
	section string
	key     pinyin.Key
}

type documentEntry struct {
	document *inspection.Document
	key      pinyin.Key
}

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host    Host
	service Service
	view    View

	lists     []inspection.Checklist
	items     []itemEntry
	documents []documentEntry
	deadlines inspection.Deadlines
	loaded    bool
	scope     Scope
	query     string
	selected  string
	wanted    string
	loads     *task.Latest
	sort      string
	ascending bool
	rows      []Row // listed now
	marks     table.Marking[string]
	restored  *kept // for the next Enter
	scroll    int   // row to be the first seen once the lists are read
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, service Service, view View) *Presenter {
	p := &Presenter{host: host, service: service, view: view, scope: ScopeItems, loads: task.NewLatest(host.Run)}
	p.marks.MarkOn(p.markRows())
	return p
}

// Enter shows the checklists, with the one, or the item, whose code arg gives, or the document that it names
// as “document:” and its id.
func (p *Presenter) Enter(arg string) {
	if !p.enterRestored() {
		p.wanted = arg
	}
	p.Load()
}

// Load reads the checklists anew.
func (p *Presenter) Load() {
	var lists []inspection.Checklist
	var items []itemEntry
	var documents []documentEntry
	var deadlines inspection.Deadlines
	p.loads.Do("checklists", func(ctx context.Context, _ task.Progress) (err error) {
		if lists, err = p.service.CurrentChecklists(ctx); err != nil {
			return err
		}
		if deadlines, err = p.service.Deadlines(ctx); err != nil {
			return err
		}
		library := p.service.Library()
		items, documents = indexItems(lists, library), indexDocuments(library)
		return nil
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.lists, p.items, p.documents, p.deadlines, p.loaded = lists, items, documents, deadlines, true
		p.goToWanted()
		p.settleScope()
		p.show()
		if top := p.scroll; top > 0 {
			p.scroll = 0
			p.view.ScrollTo(top)
		}
	})
}

// indexItems makes every item findable by its words, its code, its method and all its bases.
func indexItems(lists []inspection.Checklist, library *inspection.Library) []itemEntry {
	var items []itemEntry
	for _, list := range lists {
		for _, section := range list.Sections {
			for _, item := range section.Items {
				words := []string{string(item.Code), item.Text, item.Method, section.Title}
				for _, id := range item.Basis {
					if basis, known := library.Basis(id); known {
						words = append(words, basis.Citation(), basis.Document.Title, basis.Document.Number)
					}
				}
				items = append(items, itemEntry{item, list, section.Title, pinyin.NewKey(words...)})
			}
		}
	}
	return items
}

func indexDocuments(library *inspection.Library) []documentEntry {
	var documents []documentEntry
	for _, document := range library.Documents() {
		words := []string{document.Title, document.Cite, document.Number, document.Issuer}
		for _, clause := range document.Clauses {
			words = append(words, clause.Clause, clause.Gist)
		}
		documents = append(documents, documentEntry{document, pinyin.NewKey(words...)})
	}
	slices.SortStableFunc(documents, func(a, b documentEntry) int { return strings.Compare(a.document.Title, b.document.Title) })
	return documents
}

func (p *Presenter) goToWanted() {
	if p.wanted == "" {
		return
	}
	code := inspection.ItemCode(p.wanted)
	p.wanted = ""
	if id, named := strings.CutPrefix(string(code), "document:"); named {
		p.scope, p.query, p.selected = ScopeDocuments, "", id
		return
	}
	for _, list := range p.lists {
		if list.Code == code.ChecklistCode() {
			p.scope, p.query = Scope(list.Code), ""
			if _, found := list.Item(code); found {
				p.selected = string(code)
			}
		}
	}
}

// Show lists a scope.
func (p *Presenter) Show(scope Scope) {
	p.scope, p.selected = scope, ""
	p.show()
}

// Search lists what matches the text, from all checklists unless the documents are looked at.
func (p *Presenter) Search(text string) {
	if text != "" && p.scope != ScopeDocuments {
		p.scope = ScopeItems
	}
	p.query = text
	p.show()
}

// Select shows an item or document in full.
func (p *Presenter) Select(id string) {
	p.selected = id
	p.show()
}

func (p *Presenter) show() {
	state := State{Loaded: p.loaded, Scope: p.scope, Query: p.query, Selected: -1, Sort: p.sort, Ascending: p.ascending, Marked: p.marks.Len()}
	counts := map[Scope]int{}
	for _, e := range p.items {
		if !e.key.Match(p.query) {
			continue
		}
		counts[ScopeItems]++
		counts[Scope(e.list.Code)]++
		if p.scope == ScopeItems || p.scope == Scope(e.list.Code) {
			state.Rows = append(state.Rows, p.itemRow(e))
		}
	}
	for _, e := range p.documents {
		if !e.key.Match(p.query) {
			continue
		}
		counts[ScopeDocuments]++
		if p.scope == ScopeDocuments {
			state.Rows = append(state.Rows, p.documentRow(e.document))
		}
	}
	p.arrange(state.Rows)
	p.rows = state.Rows
	state.Scopes = p.scopes(counts)
	if p.selected == "" && len(state.Rows) > 0 {
		p.selected = state.Rows[0].ID
	}
	state.Selected = slices.IndexFunc(state.Rows, func(r Row) bool { return r.ID == p.selected })
	state.Detail = p.detail()
	p.view.Render(state)
}

func (p *Presenter) scopes(counts map[Scope]int) []ScopeLine {
	t := p.host.Catalog().T
	lines := []ScopeLine{{ScopeItems, t("checklists.all_items"), counts[ScopeItems]}}
	for _, list := range p.lists {
		lines = append(lines, ScopeLine{Scope(list.Code), list.Title, counts[Scope(list.Code)]})
	}
	return append(lines, ScopeLine{ScopeDocuments, t("checklists.documents"), counts[ScopeDocuments]})
}

func (p *Presenter) itemRow(e itemEntry) Row {
	row := Row{ID: string(e.item.Code), Code: string(e.item.Code), Title: e.item.Text, Sub: e.section,
		Badge: p.host.Catalog().T("severity." + string(e.item.Severity)), Weight: weightOf(e.item.Severity)}
	if p.scope == ScopeItems {
		row.Sub = e.list.Title + " · " + e.section
	}
	return row
}

func weightOf(severity inspection.Severity) Weight {
	switch severity {
	case inspection.SeveritySerious:
		return WeightGrave
	case inspection.SeverityMajor:
		return WeightBad
	default:
		return WeightPlain
	}
}

func (p *Presenter) documentRow(document *inspection.Document) Row {
	status, weight := p.status(document)
	return Row{ID: document.ID, Code: document.Number, Title: document.Title, Sub: document.Issuer, Badge: status, Weight: weight}
}

// status says whether a document is in force today.
func (p *Presenter) status(document *inspection.Document) (string, Weight) {
	t, today := p.host.Catalog().T, inspection.DayOf(p.host.Now())
	switch {
	case document.Until != "" && document.Until < today, document.Status == "superseded":
		return t("basis.status.superseded"), WeightBad
	case document.From != "" && document.From > today:
		return t("checklists.not_yet"), WeightGrave
	case document.Status == "to_check":
		return t("basis.status.to_check"), WeightGrave
	default:
		return t("basis.status.in_force"), WeightGood
	}
}

// Package find is the index behind the search of the whole program and of its lists: places, inspections and hazards by
// what a person may type for them (see ui/pinyin), items and documents of the basis library too.
//
// It lies in memory, two bytes for each letter, is read once from the store and follows every commit. Most records are
// passed over by a glance at their signature; the rest is read letter by letter. Full-text tables of the database were
// not taken: they know nothing of pinyin and nothing of words of two characters. docs/performance.md has the figures.
package find

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"anxun/inspection"
)

// Kind is a kind of thing that is found.
type Kind string

// The kinds, in the order in which results are shown.
const (
	Places      Kind = "place"
	Inspections Kind = "inspection"
	Hazards     Kind = "hazard"
	Items       Kind = "item"
	Documents   Kind = "document"
)

// Kinds lists the kinds in the order in which results are shown.
func Kinds() []Kind { return []Kind{Places, Inspections, Hazards, Items, Documents} }

// Service is what the index reads.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Subscribe(fn func([]inspection.Change)) (cancel func())
	CurrentChecklists(ctx context.Context) ([]inspection.Checklist, error)
	Library() *inspection.Library
}

// Index is safe for concurrent use.
type Index struct {
	service Service
	cancel  func()

	reading sync.Mutex // held while the store is read for the index

	mu      sync.RWMutex
	groups  groups
	ready   bool
	changed map[record]int64 // committed but not in the index yet, with their place in the journal
}

type record struct {
	kind inspection.RecordKind
	id   inspection.ID
}

// New returns an index that is empty until Load. Close ends it.
func New(service Service) *Index {
	x := &Index{service: service, changed: map[record]int64{}}
	x.cancel = service.Subscribe(x.follow)
	return x
}

// Close ends following commits.
func (x *Index) Close() { x.cancel() }

// Ready reports whether everything can be found.
func (x *Index) Ready() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.ready
}

// Load reads the store unless that was done. It takes about a second for 200,000 hazards; call it in the background.
func (x *Index) Load(ctx context.Context) error {
	x.reading.Lock()
	defer x.reading.Unlock()
	x.mu.RLock()
	read := x.groups != nil
	x.mu.RUnlock()
	if read {
		return x.catchUp(ctx)
	}
	groups, err := x.read(ctx)
	if err != nil {
		return err
	}
	x.mu.Lock()
	x.groups = groups
	x.mu.Unlock()
	return x.catchUp(ctx)
}

// catchUp reads what was committed since the index was read, until nothing is left.
func (x *Index) catchUp(ctx context.Context) error {
	for {
		x.mu.Lock()
		open := maps.Clone(x.changed)
		x.ready = x.ready || len(open) == 0
		x.mu.Unlock()
		if len(open) == 0 {
			return nil
		}
		if err := x.update(ctx, open); err != nil {
			x.mu.Lock()
			x.ready = false // until Load could read what is marked
			x.mu.Unlock()
			return err
		}
	}
}

// follow is called after every commit, in the goroutine of whoever made it.
func (x *Index) follow(changes []inspection.Change) {
	x.mu.Lock()
	for _, change := range changes {
		switch change.RecordKind {
		case inspection.KindPlace, inspection.KindInspection, inspection.KindHazard, inspection.KindChecklist:
			x.changed[record{change.RecordKind, change.Record}] = change.Sequence
		}
	}
	idle := x.groups == nil || len(x.changed) == 0
	x.mu.Unlock()
	if idle {
		return
	}
	x.reading.Lock()
	defer x.reading.Unlock()
	_ = x.catchUp(context.Background()) // an error leaves the records marked, and the index not ready
}

// Hits is what of one kind was found.
type Hits struct {
	Kind  Kind
	IDs   []inspection.ID // the best ones
	Total int             // how many there are in all
}

// Search finds what fits a query, of each kind at most n, and leaves out kinds of which nothing fits. What a person sees
// first is what begins with the query; among equals, the newest.
func (x *Index) Search(text string, n int) []Hits {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.groups == nil {
		return nil
	}
	m := newMatcher(text, x.groups[Places])
	var found []Hits
	for _, kind := range Kinds() {
		g := x.groups[kind]
		rows, total := m.best(g, n)
		if total == 0 {
			continue
		}
		hits := Hits{Kind: kind, Total: total}
		for _, row := range rows {
			hits.IDs = append(hits.IDs, g.ids[row])
		}
		found = append(found, hits)
	}
	return found
}

// All returns the ids of everything of the kind that matches, never nil; false while the index is not ready.
func (x *Index) All(kind Kind, text string) (ids []inspection.ID, ready bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	g := x.groups[kind]
	if g == nil || !x.ready {
		return nil, false
	}
	return newMatcher(text, x.groups[Places]).all(g), true
}

// The fields by which records are found.
var (
	placeFields      = []string{"code", "name", "address", "community", "operator", "manager", "removed"}
	inspectionFields = []string{"no", "place", "inspectors", "accompanied_by", "removed"}
	hazardFields     = []string{"no", "place", "item", "description", "responsible", "withdrawn", "removed"}
)

type groups map[Kind]*group

func (x *Index) read(ctx context.Context) (groups, error) {
	found := groups{}
	for _, kind := range Kinds() {
		found[kind] = &group{}
	}
	err := x.service.View(ctx, func(r inspection.Reader) error {
		for _, part := range []struct {
			kind   inspection.RecordKind
			fields []string
		}{{inspection.KindPlace, placeFields}, {inspection.KindInspection, inspectionFields}, {inspection.KindHazard, hazardFields}} {
			err := r.EachFields(ctx, part.kind, part.fields, func(id inspection.ID, fields inspection.Fields) error {
				found.put(part.kind, id, fields)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = x.readItems(ctx, found)
	}
	return found, err
}

func (gs groups) put(kind inspection.RecordKind, id inspection.ID, f inspection.Fields) {
	switch kind {
	case inspection.KindPlace:
		gs[Places].put(id, -1, f["removed"] == "1", f["code"], f["name"], f["address"], f["community"], f["operator"], f["manager"])
	case inspection.KindInspection:
		gs[Inspections].put(id, gs.place(f), f["removed"] == "1", append(names(f["inspectors"]), f["no"], f["accompanied_by"])...)
	case inspection.KindHazard:
		gs[Hazards].put(id, gs.place(f), f["withdrawn"] == "1" || f["removed"] == "1", f["no"], f["item"], f["description"], f["responsible"])
	}
}

func (gs groups) place(f inspection.Fields) int32 {
	if row, known := gs[Places].row(inspection.ID(f["place"])); known {
		return int32(row)
	}
	return -1
}

// names reads the names out of the inspectors of an inspection as they are stored; what cannot be read is not found.
func names(stored string) []string {
	var inspectors []inspection.Inspector
	if json.Unmarshal([]byte(stored), &inspectors) != nil {
		return nil
	}
	var found []string
	for _, inspector := range inspectors {
		found = append(found, inspector.Name)
	}
	return found
}

func (x *Index) readItems(ctx context.Context, into groups) error {
	lists, err := x.service.CurrentChecklists(ctx)
	if err != nil {
		return err
	}
	library := x.service.Library()
	items, documents := &group{}, &group{}
	for _, list := range lists {
		for _, section := range list.Sections {
			for _, item := range section.Items {
				words := []string{string(item.Code), item.Text, item.Method}
				for _, id := range item.Basis {
					if basis, known := library.Basis(id); known {
						words = append(words, basis.Citation())
					}
				}
				items.put(inspection.ID(item.Code), -1, false, words...)
			}
		}
	}
	for _, document := range library.Documents() {
		words := []string{document.Title, document.Cite, document.Number}
		for _, clause := range document.Clauses {
			words = append(words, clause.Clause, clause.Gist)
		}
		documents.put(inspection.ID(document.ID), -1, false, words...)
	}
	into[Items], into[Documents] = items, documents
	return nil
}

// update reads records anew and puts them into the index. Places come first, since the others refer to them.
func (x *Index) update(ctx context.Context, marked map[record]int64) error {
	open := slices.SortedFunc(maps.Keys(marked), func(a, b record) int { return order(a.kind) - order(b.kind) })
	fresh := make([]inspection.Fields, len(open))
	lists := false
	err := x.service.View(ctx, func(r inspection.Reader) (err error) {
		for i, one := range open {
			lists = lists || one.kind == inspection.KindChecklist
			if fresh[i], err = fieldsOf(ctx, r, one); err != nil {
				return err
			}
		}
		return nil
	})
	items := groups{}
	if err == nil && lists {
		err = x.readItems(ctx, items)
	}
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for i, one := range open {
		if x.changed[one] == marked[one] { // else it was committed once more meanwhile
			delete(x.changed, one)
		}
		if fresh[i] != nil {
			x.groups.put(one.kind, one.id, fresh[i])
		}
	}
	for kind, g := range items {
		x.groups[kind] = g
	}
	return nil
}

func order(kind inspection.RecordKind) int { return slices.Index(inspection.RecordKinds(), kind) }

// fieldsOf reads the fields of a record, nil for a kind that has none to be found by.
func fieldsOf(ctx context.Context, r inspection.Reader, one record) (inspection.Fields, error) {
	var found inspection.Record
	var err error
	switch one.kind {
	case inspection.KindPlace:
		found, err = r.Place(ctx, one.id)
	case inspection.KindInspection:
		found, err = r.Inspection(ctx, one.id)
	case inspection.KindHazard:
		found, err = r.Hazard(ctx, one.id)
	default:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return found.Fields(), nil
}

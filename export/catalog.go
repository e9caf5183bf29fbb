package export

import (
	"context"
	"strings"

	"anxun/inspection"
)

// entry is an item in one checklist version, with what the report needs to know.
type entry struct {
	item      *inspection.Item
	checklist *inspection.Checklist
	section   string
	concerned bool // the item names the department of the report
	food      bool // it belongs in the food safety sheet

	// The citation that was made last: answers come by day, so it is
	// nearly always the next one's too.
	citedOn  inspection.Day
	citation string
}

// catalog holds what rows refer to: places, items, departments. It is read once
// and is small beside the answers.
type catalog struct {
	places      []inspection.Place // by code
	placeByID   map[inspection.ID]*inspection.Place
	checklists  map[inspection.ChecklistRef]*inspection.Checklist
	entries     map[inspection.ChecklistRef]map[inspection.ItemCode]*entry
	departments map[inspection.DepartmentID]inspection.Department
	library     *inspection.Library
	applicable  map[applicableKey][]inspection.ItemCode
	assigned    map[inspection.ID]string // people by the id of the assignment, where a column asks for it
}

type applicableKey struct {
	checklist inspection.ChecklistRef
	place     inspection.ID
}

func loadCatalog(ctx context.Context, source Source, department inspection.DepartmentID) (*catalog, error) {
	places, err := source.Places(ctx, inspection.PlaceFilter{IncludeRemoved: true})
	if err != nil {
		return nil, err
	}
	checklists, err := source.Checklists(ctx)
	if err != nil {
		return nil, err
	}
	c := &catalog{places: places, placeByID: map[inspection.ID]*inspection.Place{},
		checklists:  map[inspection.ChecklistRef]*inspection.Checklist{},
		entries:     map[inspection.ChecklistRef]map[inspection.ItemCode]*entry{},
		departments: map[inspection.DepartmentID]inspection.Department{},
		applicable:  map[applicableKey][]inspection.ItemCode{}}
	for i := range places {
		c.placeByID[places[i].ID] = &places[i]
	}
	for i := range checklists {
		c.addChecklist(&checklists[i], department)
	}
	return c, nil
}

func (c *catalog) addChecklist(checklist *inspection.Checklist, department inspection.DepartmentID) {
	entries := map[inspection.ItemCode]*entry{}
	food := checklist.Food()
	for s := range checklist.Sections {
		section := &checklist.Sections[s]
		for i := range section.Items {
			item := &section.Items[i]
			concerned := item.Concerns(department)
			entries[item.Code] = &entry{item: item, checklist: checklist, section: section.Title,
				concerned: concerned, food: food && concerned}
		}
	}
	c.checklists[checklist.Ref()] = checklist
	c.entries[checklist.Ref()] = entries
}

// entry finds an item in the version in which it was answered; nil if no stored
// checklist has it.
func (c *catalog) entry(checklist inspection.ChecklistRef, item inspection.ItemCode) *entry {
	return c.entries[checklist][item]
}

// concernedItems lists the items of a checklist that name the department and apply
// to the place.
func (c *catalog) concernedItems(ref inspection.ChecklistRef, place *inspection.Place) []inspection.ItemCode {
	key := applicableKey{ref, place.ID}
	if items, known := c.applicable[key]; known {
		return items
	}
	var items []inspection.ItemCode
	if checklist := c.checklists[ref]; checklist != nil {
		for _, item := range checklist.Items() {
			if c.entries[ref][item.Code].concerned && item.Applies.To(*place) {
				items = append(items, item.Code)
			}
		}
	}
	c.applicable[key] = items
	return items
}

// concerns reports whether a checklist has an item that names the department.
func (c *catalog) concerns(ref inspection.ChecklistRef) bool {
	for _, e := range c.entries[ref] {
		if e.concerned {
			return true
		}
	}
	return false
}

// loadAssigned reads to whom in the office records were given.
func (c *catalog) loadAssigned(ctx context.Context, source Source) error {
	assignments, err := source.Assignments(ctx, "")
	c.assigned = make(map[inspection.ID]string, len(assignments))
	for _, assignment := range assignments {
		c.assigned[assignment.ID] = assignment.Person
	}
	return err
}

// place finds a place; one that the store does not know gives an empty place, so
// that its records are not lost from the report.
func (c *catalog) place(id inspection.ID) *inspection.Place {
	if place := c.placeByID[id]; place != nil {
		return place
	}
	place := &inspection.Place{ID: id}
	c.placeByID[id] = place
	return place
}

// cite prints the bases of an item that were in force on the day.
func (c *catalog) cite(e *entry, day inspection.Day) string {
	if c.library == nil {
		return ""
	}
	if e.citedOn != day {
		e.citedOn, e.citation = day, c.library.Cite(e.item.Basis, day)
	}
	return e.citation
}

func (c *catalog) departmentShort(id inspection.DepartmentID) string {
	if department, known := c.departments[id]; known {
		return department.Short
	}
	return string(id)
}

func (c *catalog) departmentNames(ids []inspection.DepartmentID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = c.departmentShort(id)
	}
	return strings.Join(names, "、")
}

// checklistTitles joins the titles, without the kind of place that they begin with and
// that stands in a column of its own.
func (c *catalog) checklistTitles(refs []inspection.ChecklistRef, place *inspection.Place) string {
	titles := make([]string, len(refs))
	for i, ref := range refs {
		titles[i] = string(ref)
		if checklist := c.checklists[ref]; checklist != nil {
			titles[i] = checklist.Title
		}
		if short := strings.TrimPrefix(titles[i], placeKindTerms[place.PlaceKind]); short != "" {
			titles[i] = short
		}
	}
	return strings.Join(titles, "、")
}

// inspectorNames writes one inspector a line.
func (c *catalog) inspectorNames(inspectors []inspection.Inspector) string {
	names := make([]string, len(inspectors))
	for i, inspector := range inspectors {
		names[i] = inspector.Name + "（" + c.departmentShort(inspector.Department) + "）"
	}
	return strings.Join(names, "\n")
}

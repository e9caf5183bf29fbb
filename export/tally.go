package export

import (
	"maps"
	"slices"
	"sort"

	"anxun/inspection"
)

// tally counts what the summary shows. It is kept from the records themselves,
// while the formulas count the cells; a test compares the two.
type tally struct {
	inspections int
	places      int
	score       inspection.Score
	checklists  map[string]*checklistTally // by code
	months      map[inspection.Day]*monthTally
	grid        map[string]map[inspection.HazardStatus]int
	lateByGrade map[string]int // past the deadline, of this period
	communities map[string]*groupTally
	operators   map[string]*groupTally
	hazards     groupTally
	onTime      int
	roads       map[string]*groupTally
	open        int // items left without an answer
	rework      int
	repeated    int // hazards that were there before
	days        int // from found to closed, summed over the closed hazards
	overdueNow  int // rows of 逾期未改 of this period
	overdueOld  int // rows of 逾期未改 from before
	sample      bool
}

type checklistTally struct {
	code, title string
	score       inspection.Score
	sections    []*sectionTally // in the order of first sight
}

type sectionTally struct {
	title string
	score inspection.Score
}

// groupTally counts the hazards of a group.
type groupTally struct {
	total, closed, transferred, overdue int
}

type monthTally struct{ inspections, fails, hazards int }

func newTally() *tally {
	t := &tally{checklists: map[string]*checklistTally{}, months: map[inspection.Day]*monthTally{},
		grid: map[string]map[inspection.HazardStatus]int{}, lateByGrade: map[string]int{}, communities: map[string]*groupTally{}, operators: map[string]*groupTally{}, roads: map[string]*groupTally{}}
	for _, grade := range grades() {
		t.grid[grade] = map[inspection.HazardStatus]int{}
	}
	return t
}

func monthOf(day inspection.Day) inspection.Day { return day[:len("2006-01")] + "-01" }

func (t *tally) month(day inspection.Day) *monthTally {
	month := t.months[monthOf(day)]
	if month == nil {
		month = &monthTally{}
		t.months[monthOf(day)] = month
	}
	return month
}

func (t *tally) addInspection(v *visit) {
	t.inspections++
	if v.ordinal == 1 {
		t.places++
	}
	t.month(v.day).inspections++
	t.open += v.score.Open
	t.sample = t.sample || v.sample
}

func (t *tally) addAnswer(v *visit, e *entry, result inspection.Result) {
	t.score.Add(result)
	list := t.checklists[e.checklist.Code]
	if list == nil {
		list = &checklistTally{code: e.checklist.Code}
		t.checklists[e.checklist.Code] = list
	}
	list.title = e.checklist.Title // of the version seen last
	list.score.Add(result)
	list.section(e.section).score.Add(result)
	if result == inspection.ResultFail {
		t.month(v.day).fails++
	}
}

func (c *checklistTally) section(title string) *sectionTally {
	for _, section := range c.sections {
		if section.title == title {
			return section
		}
	}
	section := &sectionTally{title: title}
	c.sections = append(c.sections, section)
	return section
}

func (t *tally) addHazard(hazard *inspection.HazardRow, place *inspection.Place, today inspection.Day) {
	t.grid[gradeOf(&hazard.Hazard)][hazard.Status]++
	overdue := overdueDays(&hazard.Hazard, today) > 0
	if overdue {
		t.lateByGrade[gradeOf(&hazard.Hazard)]++
	}
	for _, group := range []*groupTally{&t.hazards, groupOf(t.communities, orNone(place.Community)), groupOf(t.operators, orNone(place.Operator))} {
		group.add(hazard.Status, overdue)
	}
	if place.PlaceKind == inspection.PlaceRoad {
		groupOf(t.roads, place.Name).add(hazard.Status, overdue)
	}
	t.rework += hazard.Rework
	found := inspection.DayOf(hazard.Found)
	t.month(found).hazards++
	if hazard.Status == inspection.HazardClosed {
		closed := inspection.DayOf(hazard.Closed)
		t.days += found.DaysUntil(closed)
		if closed <= hazard.Due {
			t.onTime++
		}
	}
	t.sample = t.sample || hazard.Sample
}

func groupOf(groups map[string]*groupTally, name string) *groupTally {
	name, _ = cleanText(name) // as it stands in the cells
	if groups[name] == nil {
		groups[name] = &groupTally{}
	}
	return groups[name]
}

func (g *groupTally) add(status inspection.HazardStatus, overdue bool) {
	g.total++
	switch status {
	case inspection.HazardClosed:
		g.closed++
	case inspection.HazardTransferred:
		g.transferred++
	}
	if overdue {
		g.overdue++
	}
}

// overdueDays is by how many days a hazard that the place must still put right is
// past its deadline.
func overdueDays(hazard *inspection.Hazard, today inspection.Day) int {
	if hazard.Status != inspection.HazardOpen && hazard.Status != inspection.HazardSubmitted {
		return 0
	}
	return inspection.Overdue(hazard.Due, today)
}

// share divides; a share of nothing is undefined.
func share(part, whole int) any {
	if whole == 0 {
		return wordUndefined
	}
	return float64(part) / float64(whole)
}

// checklistList gives the checklists by code.
func (t *tally) checklistList() []*checklistTally {
	list := make([]*checklistTally, 0, len(t.checklists))
	for _, checklist := range t.checklists {
		list = append(list, checklist)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].code < list[j].code })
	return list
}

// groupNames gives the names with the most hazards first.
func groupNames(groups map[string]*groupTally) []string {
	names := make([]string, 0, len(groups))
	for name := range groups {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := groups[names[i]], groups[names[j]]
		if a.total != b.total {
			return a.total > b.total
		}
		return names[i] < names[j]
	})
	return names
}

// monthList gives every month from the first to the last with a record; the month
// of the fallback day if there is none.
func (t *tally) monthList(fallback inspection.Day) []inspection.Day {
	seen := slices.Sorted(maps.Keys(t.months))
	if len(seen) == 0 {
		return []inspection.Day{monthOf(fallback)}
	}
	var months []inspection.Day
	for month := seen[0]; month <= seen[len(seen)-1]; month = monthOf(month.Add(31)) {
		months = append(months, month)
	}
	return months
}

package sqlite

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// plan asks SQLite how it would run a query.
func plan(t *testing.T, s *Store, text string, args []any) string {
	t.Helper()
	rows, err := s.writer.conn.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var lines []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// bareScan is a walk through a table that no index orders or narrows. The
// aliases are those of the big tables; the journal walks along its own key.
var bareScan = regexp.MustCompile(`(?m)^SCAN (i|a|h|answers|inspections|hazards|actions|evidence|places|documents|signatures|custom_reports|report_issues)$`)

// intoRows is a step that reads the rows of hazards besides an index.
var intoRows = regexp.MustCompile(`(?m)^(SCAN|SEARCH) h (USING INDEX.*)?$`)

// readsAll names the counts whose conditions no index can serve. They have no
// order, so reading the table itself is the shortest way.
var readsAll = regexp.MustCompile(`^(count hazards|count inspections|item results): (all|page|text|department|severity|repeated|finished|withdrawn)$`)

type plannedQuery struct {
	name  string
	text  string
	args  []any
	sorts bool // may sort: it is filtered by one thing and ordered by another
}

func inspectionQueries() []plannedQuery {
	var queries []plannedQuery
	for name, filter := range map[string]inspection.InspectionFilter{
		"all": {}, "status": {Status: "draft"}, "place": {PlaceID: "p"}, "place and status": {PlaceID: "p", Status: "draft"},
		"days": {From: "2026-01-01", To: "2026-02-01"}, "status and days": {Status: "finished", From: "2026-01-01", To: "2026-02-01"},
		"department": {Department: "civil"}, "text": {Text: "YL"}, "page": {Limit: 50, Offset: 50},
		"everything": {Status: "draft", PlaceID: "p", From: "2026-01-01", To: "2026-02-01", Department: "civil", Text: "YL", Limit: 1},
	} {
		list, listArgs := inspectionsQuery(filter, newestFirst)
		stream, streamArgs := inspectionsQuery(filter, oldestFirst)
		answers, answersArgs := eachAnswerQuery(filter)
		count, countArgs := countInspectionsQuery(filter)
		items, itemsArgs := itemResultsQuery(filter)
		queries = append(queries,
			plannedQuery{"inspections: " + name, list, listArgs, false}, plannedQuery{"each inspection: " + name, stream, streamArgs, false},
			plannedQuery{"each answer: " + name, answers, answersArgs, false}, plannedQuery{"count inspections: " + name, count, countArgs, false},
			plannedQuery{"item results: " + name, items, itemsArgs, true})
	}
	return queries
}

func hazardQueries() []plannedQuery {
	var queries []plannedQuery
	for name, test := range map[string]struct {
		filter inspection.HazardFilter
		sorts  bool
	}{
		"all":         {inspection.HazardFilter{}, false},
		"page":        {inspection.HazardFilter{Limit: 50}, false},
		"status":      {inspection.HazardFilter{Statuses: []inspection.HazardStatus{"open"}, Limit: 50}, false},
		"statuses":    {inspection.HazardFilter{Statuses: []inspection.HazardStatus{"open", "submitted"}}, true},
		"severity":    {inspection.HazardFilter{Severities: []inspection.Severity{"major"}, Limit: 50}, false},
		"place":       {inspection.HazardFilter{PlaceID: "p"}, false},
		"inspection":  {inspection.HazardFilter{InspectionID: "i"}, false},
		"item":        {inspection.HazardFilter{Item: "CF-01"}, false},
		"department":  {inspection.HazardFilter{Department: "civil"}, false},
		"found":       {inspection.HazardFilter{FoundFrom: "2026-01-01", FoundTo: "2026-02-01"}, true},
		"due":         {inspection.HazardFilter{DueBy: "2026-01-01"}, false},
		"overdue":     {inspection.HazardFilter{OverdueOn: "2026-01-01"}, false},
		"late, state": {inspection.HazardFilter{OverdueOn: "2026-01-01", Statuses: []inspection.HazardStatus{"open"}, Limit: 50}, false},
		"late, place": {inspection.HazardFilter{OverdueOn: "2026-01-01", PlaceID: "p"}, false},
		"text":        {inspection.HazardFilter{Text: "x"}, false},
		"repeated":    {inspection.HazardFilter{Repeated: true}, false},
		"finished":    {inspection.HazardFilter{FinishedOnly: true}, false},
		"withdrawn":   {inspection.HazardFilter{IncludeWithdrawn: true}, false},
		"place, open": {inspection.HazardFilter{PlaceID: "p", Statuses: []inspection.HazardStatus{"open"}}, true},
	} {
		list, listArgs := hazardsQuery(test.filter, hazardOrder(test.filter))
		stream, streamArgs := hazardsQuery(test.filter, byFound)
		inOrder := test.filter
		inOrder.ByDue = true
		due, dueArgs := hazardsQuery(inOrder, streamOrder(inOrder))
		count, countArgs := countHazardsQuery(test.filter)
		ids, idsArgs := hazardIDsQuery(test.filter)
		queries = append(queries, plannedQuery{"hazards: " + name, list, listArgs, test.sorts},
			plannedQuery{"each hazard: " + name, stream, streamArgs, name != "all" && name != "page"},
			plannedQuery{"each hazard by due day: " + name, due, dueArgs, test.sorts},
			plannedQuery{"ids of hazards: " + name, ids, idsArgs, test.sorts && name != "place, open"},
			plannedQuery{"count hazards: " + name, count, countArgs, false})
	}
	return append(queries, orderedQueries()...)
}

// orderedQueries are those of sorted lists. Their names end in “from the index” where no row may be looked into.
func orderedQueries() (queries []plannedQuery) {
	for _, order := range inspection.HazardOrders() {
		sorted := order == inspection.HazardsBySeverity || order == inspection.HazardsByStatus || order == inspection.HazardsByResponsible
		for _, filter := range []inspection.HazardFilter{{}, {Reverse: true}, {Grave: true}} {
			filter.Order, filter.Limit = order, 50
			text, args := hazardIDsQuery(filter)
			name := fmt.Sprintf("ids of hazards by %s, reverse %v", order, filter.Reverse)
			if !filter.Grave || sorted {
				name += " from the index"
			}
			queries = append(queries, plannedQuery{name, text, args, sorted})
		}
	}
	all := []inspection.HazardFilter{{Statuses: []inspection.HazardStatus{"open"}}, {Grave: true}, {OverdueOn: "2026-01-01"}, {Repeated: true}, {DueFrom: "2026-01-01", DueBy: "2026-01-01"}}
	each, eachArgs := countHazardsEachQuery(inspection.HazardFilter{}, all)
	flags, flagsArgs := hazardFlagsQuery(inspection.HazardFilter{}, all)
	queries = append(queries, plannedQuery{"several counts of hazards from the index", each, eachArgs, false},
		plannedQuery{"flags of hazards from the index", flags, flagsArgs, false})
	for i, filter := range append(all, inspection.HazardFilter{}) {
		text, args := countHazardsQuery(filter)
		queries = append(queries, plannedQuery{fmt.Sprintf("count of hazards %d from the index", i), text, args, false})
	}
	return queries
}

func otherQueries() []plannedQuery {
	places := func(filter inspection.PlaceFilter) (string, []any) { return placesQuery(filter) }
	all, allArgs := places(inspection.PlaceFilter{Limit: 50})
	kind, kindArgs := places(inspection.PlaceFilter{PlaceKind: "care"})
	community, communityArgs := places(inspection.PlaceFilter{Community: "x"})
	text, textArgs := places(inspection.PlaceFilter{Text: "x", IncludeRemoved: true})
	queries := []plannedQuery{
		{"places", all, allArgs, false}, {"places of a kind", kind, kindArgs, false},
		{"places of a community", community, communityArgs, false}, {"places by text", text, textArgs, false},
		{"answers", answersOfInspection, []any{"i"}, false}, {"score", scoreOfInspection, []any{"i"}, false},
		{"last answers", lastAnswers, []any{"p", "2026"}, false},
		{"actions", actionsQuery(), []any{"h"}, false}, {"evidence", evidenceQuery(), []any{"h"}, false}, {"each evidence", eachEvidenceQuery(), nil, false}, {"signatures", signaturesQuery(), []any{"i"}, false},
		{"custom reports", customReportsQuery(), nil, false},
		{"journal", "SELECT " + journalColumns + " FROM journal ORDER BY sequence LIMIT ?", []any{1}, false},
		{"journal of a record", journalOfRecord, []any{"r", 1}, true},
		{"journal of a kind", journalOfKind, []any{"answer"}, false},
		{"inspection by number", "SELECT id FROM inspections WHERE no = ? ORDER BY id LIMIT 1", []any{"J"}, true},
		{"hazard by number", "SELECT id FROM hazards WHERE no = ? ORDER BY id LIMIT 1", []any{"Y"}, true},
	}
	for name, filter := range map[string]inspection.IssueFilter{"report issues": {Limit: 50}, "issues of a department": {Department: "d", From: "f", To: "t", Limit: 1},
		"issues of a custom report": {CustomID: "c", From: "f", To: "t"}} {
		text, args := issuesQuery(filter)
		queries = append(queries, plannedQuery{name, text, args, false})
	}
	for name, filter := range map[string]inspection.DocumentFilter{"documents": {}, "documents of a kind": {FormKind: "notice"},
		"documents of an inspection": {InspectionID: "i"}, "documents of a hazard": {HazardID: "h"}} {
		text, args := documentsQuery(filter)
		queries = append(queries, plannedQuery{name, text, args, false})
	}
	for _, kind := range inspection.RecordKinds() {
		queries = append(queries, plannedQuery{"one " + string(kind), tables[kind].selectOne, tables[kind].keyArgs("a/b"), false})
	}
	return queries
}

// TestPlans fails when a list walks through a big table without an index, or
// sorts what an index could deliver in order.
func TestPlans(t *testing.T) {
	s := closed(t, openNew(t, t.TempDir()))
	put(t, s, inspectiontest.APlace(), inspectiontest.AnInspection(), inspectiontest.AnAnswer(), inspectiontest.AHazard())
	for _, query := range append(append(inspectionQueries(), hazardQueries()...), otherQueries()...) {
		got := plan(t, s, query.text, query.args)
		if bareScan.MatchString(got) && !readsAll.MatchString(query.name) {
			t.Errorf("%s walks through a table:\n%s\n%s", query.name, got, query.text)
		}
		if !query.sorts && strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("%s sorts:\n%s\n%s", query.name, got, query.text)
		}
		if strings.HasSuffix(query.name, "from the index") && len(intoRows.FindAllString(got, -1)) > 0 {
			t.Errorf("%s looks into the rows:\n%s\n%s", query.name, got, query.text)
		}
		if strings.Contains(query.name, "journal of a record") && strings.Contains(got, "SCAN journal") {
			t.Errorf("%s:\n%s", query.name, got)
		}
	}
}

// TestPlansCoverTheReader keeps the list of plans in step: a method of Reader that
// runs a statement not planned above fails here.
func TestPlansCoverTheReader(t *testing.T) {
	s := closed(t, openNew(t, t.TempDir()))
	put(t, s, inspectiontest.APlace(), inspectiontest.AnInspection(), inspectiontest.AnAnswer(), inspectiontest.AHazard())
	planned := map[string]bool{}
	for _, query := range append(append(inspectionQueries(), hazardQueries()...), otherQueries()...) {
		planned[query.text] = true
	}
	err := s.view(t.Context(), func(r *session) error {
		callLists(t.Context(), t, r)
		for text := range r.statements {
			small := regexp.MustCompile(`FROM (settings|checklists|inspectors)|^(BEGIN|ROLLBACK)`).MatchString(text)
			byName := regexp.MustCompile(`WHERE (no|code) = \? ORDER BY (removed, )?id LIMIT 1$`).MatchString(text)
			if !planned[text] && !small && !byName {
				t.Errorf("no plan is checked for %s", text)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func callLists(ctx context.Context, t *testing.T, r inspection.Reader) {
	t.Helper()
	check := func(_ any, err error) {
		t.Helper()
		if err != nil && inspection.CodeOf(err) != inspection.CodeNotFound {
			t.Error(err)
		}
	}
	check(r.Places(ctx, inspection.PlaceFilter{}))
	check(r.PlaceByCode(ctx, "x"))
	check(r.Inspections(ctx, inspection.InspectionFilter{}))
	check(r.InspectionByNo(ctx, "x"))
	check(r.CountInspections(ctx, inspection.InspectionFilter{}))
	check(r.Answer(ctx, "i", "CF-01"))
	check(r.Answers(ctx, "i"))
	check(r.LastAnswers(ctx, "p", inspectiontest.Noon))
	check(r.Hazards(ctx, inspection.HazardFilter{}))
	check(r.HazardByNo(ctx, "x"))
	check(r.CountHazards(ctx, inspection.HazardFilter{}))
	check(r.Actions(ctx, "h"))
	check(r.Evidence(ctx, "h"))
	check(nil, r.EachEvidence(ctx, func(inspection.Evidence) error { return nil }))
	check(r.IssuedDocument(ctx, "x"))
	check(r.IssuedDocuments(ctx, inspection.DocumentFilter{}))
	check(r.Journal(ctx, "x", 0))
	check(r.Journal(ctx, "", 0))
	check(r.ItemResults(ctx, inspection.InspectionFilter{}))
	check(nil, r.EachInspection(ctx, inspection.InspectionFilter{}, func(inspection.InspectionRow) error { return nil }))
	check(nil, r.EachAnswer(ctx, inspection.InspectionFilter{}, func(inspection.AnswerRow) error { return nil }))
	check(nil, r.EachHazard(ctx, inspection.HazardFilter{}, func(inspection.HazardRow) error { return nil }))
}

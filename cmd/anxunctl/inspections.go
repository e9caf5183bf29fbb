package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"anxun/inspection"
)

func inspectionsListCommand() command {
	filter, status, place, assigned, inspector, file := inspection.InspectionFilter{}, "", "", "", "", listFile{}
	return command{
		name: "inspections list", access: accessRead, summary: "cli.inspections_list",
		flags: func(f *flag.FlagSet) {
			f.Var(dayFlag{&filter.From}, "from", "cli.flag.from")
			f.Var(dayFlag{&filter.To}, "to", "cli.flag.to")
			f.StringVar(&place, "place", "", "cli.flag.place")
			f.StringVar(&status, "status", "", "cli.flag.inspection_status")
			personFlag(f, &assigned, "assigned", "cli.flag.assigned")
			personFlag(f, &inspector, "inspector", "cli.flag.inspector")
			file.flags(f)
		},
		run: func(ctx context.Context, c *call) (err error) {
			filter.Status = inspection.Status(status)
			switch filter.Status {
			case "", inspection.StatusDraft, inspection.StatusFinished, inspection.StatusVoid:
			default:
				return c.wrongWord("status", status, []string{"draft", "finished", "void"})
			}
			if place != "" {
				found, err := c.findPlace(ctx, place)
				if err != nil {
					return err
				}
				filter.PlaceID = found.ID
			}
			if filter.Only, err = c.assignedTo(ctx, inspection.KindInspection, assigned); err != nil {
				return err
			}
			if inspector, err = c.person(ctx, inspector); err != nil {
				return err
			}
			return c.listInspections(ctx, filter, inspector, file)
		},
	}
}

// listInspections prints or saves the inspections, newest first; of one inspector only, if
// one is named.
func (c *call) listInspections(ctx context.Context, filter inspection.InspectionFilter, inspector string, file listFile) error {
	filter.NewestFirst = true
	return c.Service.View(ctx, func(r inspection.Reader) error {
		rows := func(fn func(inspectionDocument) error) error {
			return eachInspection(ctx, r, filter, func(d inspectionDocument) error {
				if inspector != "" && !slices.Contains(inspectorNames(d), inspector) {
					return nil
				}
				return fn(d)
			})
		}
		if file.path != "" {
			return c.saveInspections(ctx, file, rows)
		}
		return emitStream(c, rows, func(d inspectionDocument) any { return d }, c.inspectionColumns(), c.inspectionCells)
	})
}

func (c *call) inspectionColumns() []string {
	return c.columns("no", "started", "status", "place", "name", "checklists", "inspectors", "counts")
}

func (c *call) inspectionCells(d inspectionDocument) []string {
	started := strings.Replace((*d.Started)[:16], "T", " ", 1)
	return []string{d.No, started, c.term("inspection.status", string(d.Status)), d.Place, d.PlaceName, strings.Join(d.Checklists, " "),
		strings.Join(inspectorNames(d), c.text.T("cli.separator")), fmt.Sprintf("%d/%d/%d/%d", d.Counts.Pass, d.Counts.Fail, d.Counts.NA, d.Counts.Open)}
}

// eachInspection reads inspections with what is still open in each, which depends on the place and the lists.
func eachInspection(ctx context.Context, r inspection.Reader, filter inspection.InspectionFilter, fn func(inspectionDocument) error) error {
	counter := openCounter{reader: r, places: map[inspection.ID]inspection.Place{}, lists: map[inspection.ChecklistRef]inspection.Checklist{},
		applicable: map[string]map[inspection.ItemCode]bool{}}
	return r.EachInspection(ctx, filter, func(row inspection.InspectionRow) error {
		items, err := counter.items(ctx, row.Inspection)
		if err != nil {
			return err
		}
		answers, err := r.Answers(ctx, row.ID)
		if err != nil {
			return err
		}
		row.Score.Open = len(items)
		for _, answer := range answers {
			if items[answer.Item] {
				row.Score.Open--
			}
		}
		return fn(inspectionJSON(row.Inspection, inspection.Place{Code: row.PlaceCode, Name: row.PlaceName}, row.Score))
	})
}

// openCounter knows which items apply to an inspection and remembers it per place
// and lists.
type openCounter struct {
	reader     inspection.Reader
	places     map[inspection.ID]inspection.Place
	lists      map[inspection.ChecklistRef]inspection.Checklist
	applicable map[string]map[inspection.ItemCode]bool
}

func (o *openCounter) items(ctx context.Context, i inspection.Inspection) (map[inspection.ItemCode]bool, error) {
	key := fmt.Sprint(i.PlaceID, i.Checklists)
	if items, known := o.applicable[key]; known {
		return items, nil
	}
	place, known := o.places[i.PlaceID]
	if !known {
		var err error
		if place, err = o.reader.Place(ctx, i.PlaceID); err != nil {
			return nil, err
		}
		o.places[i.PlaceID] = place
	}
	items := map[inspection.ItemCode]bool{}
	for _, ref := range i.Checklists {
		checklist, known := o.lists[ref]
		if !known {
			var err error
			if checklist, err = o.reader.Checklist(ctx, ref); err != nil {
				return nil, err
			}
			o.lists[ref] = checklist
		}
		for _, item := range checklist.Items() {
			if item.Applies.To(place) {
				items[item.Code] = true
			}
		}
	}
	o.applicable[key] = items
	return items, nil
}

func inspectionsShowCommand() command {
	return command{
		name: "inspections show", args: []string{"NO"}, access: accessRead, summary: "cli.inspections_show",
		run: func(ctx context.Context, c *call) error {
			visit, err := c.findInspection(ctx, c.args[0])
			if err != nil {
				return err
			}
			sheet, err := c.Service.Worksheet(ctx, visit.ID)
			if err != nil {
				return err
			}
			corrections, err := c.Service.Corrections(ctx, visit.ID)
			if err != nil {
				return err
			}
			return c.showInspection(sheet, corrections)
		},
	}
}

func (c *call) showInspection(sheet inspection.Worksheet, corrections []inspection.Correction) error {
	type document struct {
		inspectionDocument
		Answers     []answerDocument     `json:"answers"`
		Hazards     []hazardDocument     `json:"hazards"`
		Corrections []correctionDocument `json:"corrections"`
	}
	d := document{inspectionDocument: inspectionJSON(sheet.Inspection, sheet.Place, sheet.Total()), Answers: []answerDocument{}, Hazards: []hazardDocument{},
		Corrections: []correctionDocument{}}
	for _, correction := range corrections {
		d.Corrections = append(d.Corrections, correctionJSON(correction))
	}
	for _, part := range sheet.Parts {
		for _, item := range part.Items {
			answer := sheet.Answers[item.Code]
			d.Answers = append(d.Answers, answerDocument{Item: item.Code, Text: item.Text, Result: answer.Result, Value: answer.Value,
				Note: answer.Note, By: answer.By, At: instant(answer.At)})
			if hazard, found := sheet.Hazards[item.Code]; found {
				row := inspection.HazardRow{Hazard: hazard, PlaceCode: sheet.Place.Code, PlaceName: sheet.Place.Name, InspectionNo: sheet.Inspection.No}
				d.Hazards = append(d.Hazards, hazardJSON(row, c.Service.Today()))
			}
		}
	}
	return c.emit(d, func() {
		head := table{header: c.inspectionColumns(), rows: [][]string{c.inspectionCells(d.inspectionDocument)}}
		head.write(c.out)
		c.say("cli.total", "n", 1)
		for _, part := range sheet.Parts {
			if len(part.Items) > 0 {
				c.printPart(sheet, part)
			}
		}
		for _, k := range corrections {
			c.say("cli.inspections_show.correction", "item", string(k.Item), "old", c.resultWord(k.OldResult), "new", c.resultWord(k.NewResult),
				"by", k.By, "at", clockTime(k.At), "reason", k.Reason)
		}
	})
}

func (c *call) printPart(sheet inspection.Worksheet, part inspection.WorksheetPart) {
	fmt.Fprintf(c.out, "\n%s · %s\n", part.List, part.Title)
	lines := table{header: c.columns("code", "result", "text", "note")}
	for _, item := range part.Items {
		answer := sheet.Answers[item.Code]
		result := "open"
		if answer.Result != inspection.ResultNone {
			result = string(answer.Result)
		}
		note := strings.TrimSpace(answer.Value + " " + answer.Note)
		if hazard, found := sheet.Hazards[item.Code]; found {
			note = hazard.No + " " + hazard.Description
		}
		lines.add(string(item.Code), c.term("answer", result), item.Text, note)
	}
	lines.write(c.out)
}

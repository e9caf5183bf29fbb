package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/inspection/spreadsheet"
)

func placesListCommand() command {
	filter, kind, assigned := inspection.PlaceFilter{}, "", ""
	return command{
		name: "places list", access: accessRead, summary: "cli.places_list",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&kind, "kind", "", "cli.flag.kind")
			f.StringVar(&filter.Community, "community", "", "cli.flag.community")
			f.StringVar(&filter.Text, "text", "", "cli.flag.text")
			personFlag(f, &assigned, "assigned", "cli.flag.assigned")
		},
		run: func(ctx context.Context, c *call) error {
			if filter.PlaceKind = inspection.PlaceKind(kind); kind != "" && !slices.Contains(inspection.PlaceKinds(), filter.PlaceKind) {
				return c.wrongWord("kind", kind, words(inspection.PlaceKinds()))
			}
			var places []inspection.Place
			err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
				places, err = r.Places(ctx, filter)
				return err
			})
			if err != nil {
				return err
			}
			given, err := c.assignedTo(ctx, inspection.KindPlace, assigned)
			if err != nil {
				return err
			}
			places = slices.DeleteFunc(places, func(p inspection.Place) bool { return given != nil && !slices.Contains(given, p.ID) })
			documents := []placeDocument{}
			for _, place := range places {
				documents = append(documents, placeJSON(place))
			}
			return c.emit(documents, func() {
				lines := table{header: c.columns("code", "name", "kind", "subkind", "community", "manager", "phone", "features")}
				for _, p := range places {
					lines.add(p.Code, p.Name, c.term("kind", string(p.PlaceKind)), orDash(c.term("subkind", string(p.SubKind))), orDash(p.Community),
						orDash(p.Manager), orDash(p.Phone), orDash(terms(c, "feature", p.Features)))
				}
				lines.write(c.out)
				c.say("cli.total", "n", len(places))
			})
		},
	}
}

// wrongWord is the usage error for a flag whose value is none of the words.
func (c *call) wrongWord(flagName, value string, allowed []string) error {
	return wrongUsage("cli.usage.word", "flag", "--"+flagName, "value", value, "allowed", strings.Join(allowed, " "))
}

func words[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = string(value)
	}
	return list
}

// findPlace reads a place by its code.
func (c *call) findPlace(ctx context.Context, code string) (inspection.Place, error) {
	var place inspection.Place
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		place, err = r.PlaceByCode(ctx, code)
		return err
	})
	if inspection.CodeOf(err) == inspection.CodeNotFound {
		err = inspection.NotFound("error.place_not_found", "record", code)
	}
	return place, err
}

func placesShowCommand() command {
	return command{
		name: "places show", args: []string{"CODE"}, access: accessRead, summary: "cli.places_show",
		run: func(ctx context.Context, c *call) error {
			place, err := c.findPlace(ctx, c.args[0])
			if err != nil {
				return err
			}
			return c.emit(placeJSON(place), func() {
				number := func(value any) string { return strings.TrimSuffix(fmt.Sprint(value), ".0") }
				lines := table{header: []string{"", ""}}
				for _, field := range [][2]string{
					{"code", place.Code}, {"name", place.Name}, {"kind", c.term("kind", string(place.PlaceKind))},
					{"subkind", c.term("subkind", string(place.SubKind))}, {"address", place.Address}, {"community", place.Community},
					{"operator", place.Operator}, {"manager", place.Manager}, {"phone", place.Phone}, {"area", number(place.Area)},
					{"beds", number(place.Beds)}, {"elders", number(place.Elders)}, {"features", terms(c, "feature", place.Features)}, {"note", place.Note},
				} {
					lines.add(c.text.T("cli.column."+field[0]), orDash(field[1]))
				}
				lines.indented(c)
			})
		},
	}
}

func placesExportCommand() command {
	out, overwrite := "", false
	return command{
		name: "places export", access: accessRead, summary: "cli.places_export",
		flags: func(f *flag.FlagSet) { outFlags(f, &out, &overwrite) },
		run: func(ctx context.Context, c *call) error {
			if out == "" {
				return need("out")
			}
			n, err := c.writePlaces(ctx, out, overwrite)
			if err != nil {
				return err
			}
			return c.wrote(out, n)
		},
	}
}

// writePlaces writes the register as a workbook and returns its number of rows.
func (c *call) writePlaces(ctx context.Context, out string, overwrite bool) (int, error) {
	var places []inspection.Place
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		places, err = r.Places(ctx, inspection.PlaceFilter{})
		return err
	})
	if err != nil {
		return 0, err
	}
	return len(places), spreadsheet.WritePlaces(out, places, overwrite)
}

func placesTemplateCommand() command {
	out, overwrite := "", false
	return command{
		name: "places template", access: accessNone, summary: "cli.places_template",
		flags: func(f *flag.FlagSet) { outFlags(f, &out, &overwrite) },
		run: func(_ context.Context, c *call) error {
			if out == "" {
				return need("out")
			}
			if err := spreadsheet.WriteTemplate(out, overwrite); err != nil {
				return err
			}
			return c.wrote(out, 0)
		},
	}
}

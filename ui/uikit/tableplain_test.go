package uikit

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func TestPlainIsWhatTheTableShows(t *testing.T) {
	table := NewTable([]Column[int]{
		{Title: "编号", Text: func(n int) string { return fmt.Sprintf("J%d", n) }},
		{Title: "单位", Cell: func(n int) Cell {
			if n == 2 {
				return Cell{Text: "餐馆", Sub: "桐柏路 5 号"}
			}
			return Cell{Text: "养老院"}
		}},
		{Cell: func(int) Cell { return Cell{} }},
	})
	table.SetRows([]int{3, 2})
	headers, rows := table.Plain()
	table.SetRows(nil) // what was asked for does not change with what is shown later
	var got [][]any
	if err := rows(t.Context(), func(row []any) error { got = append(got, row); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := "[编号 单位 ] [[J3 养老院 ] [J2 餐馆\n桐柏路 5 号 ]]"; fmt.Sprint(headers, got) != want {
		t.Errorf("%s, want %s", fmt.Sprint(headers, got), want)
	}
	full := errors.New("full")
	if err := rows(t.Context(), func([]any) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v, want what the writer says", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := rows(cancelled, func([]any) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled", err)
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"anxun/inspection"
)

// TestStreamsAreTheSameDocument compares lists that are printed row by row with the documents printed at once.
func TestStreamsAreTheSameDocument(t *testing.T) {
	for _, documents := range [][]hazardDocument{
		{},
		{{No: "Y1", Description: "O'Brien & <b>\n第二行", Severity: inspection.SeverityMajor}},
		{{No: "Y1"}, {No: "Y2", Rework: 2}, {No: "Y3"}},
	} {
		var want, got bytes.Buffer
		whole := &call{json: true, out: &want}
		if err := whole.emit(documents, nil); err != nil {
			t.Fatal(err)
		}
		if err := writeArray(&got, rowsOf(documents, nil), func(d hazardDocument) any { return d }); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("got %s\nwant %s", got.String(), want.String())
		}
	}
}

// TestStreamThatFails is no complete document, so that nobody takes half a list for all of it.
func TestStreamThatFails(t *testing.T) {
	broken := errors.New("broken")
	var out bytes.Buffer
	err := writeArray(&out, rowsOf([]int{1, 2}, broken), func(n int) any { return n })
	if !errors.Is(err, broken) || json.Valid(out.Bytes()) {
		t.Errorf("error %v, printed %s", err, out.String())
	}
}

// rowsOf is a stream of rows that ends with an error.
func rowsOf[T any](rows []T, end error) stream[T] {
	return func(fn func(T) error) error {
		for _, row := range rows {
			if err := fn(row); err != nil {
				return err
			}
		}
		return end
	}
}

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// stream hands over the rows of a list one by one. Asked again it gives the same rows.
type stream[T any] func(fn func(T) error) error

// emitStream prints a list without holding its rows: as one JSON array, or as a table with their number below. The table
// reads the rows twice, first to see how wide its columns must be.
func emitStream[T any](c *call, rows stream[T], document func(T) any, headers []string, cells func(T) []string) error {
	out := bufio.NewWriter(c.out)
	if c.json {
		if err := writeArray(out, rows, document); err != nil {
			return err
		}
		return out.Flush()
	}
	var columns columnWidths
	columns.fit(headers)
	err := rows(func(row T) error {
		columns.fit(cells(row))
		return nil
	})
	if err != nil {
		return err
	}
	columns.print(out, headers)
	total := 0
	err = rows(func(row T) error {
		total++
		columns.print(out, cells(row))
		return nil
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	c.say("cli.total", "n", total)
	return nil
}

// writeArray writes what emit writes for all documents at once.
func writeArray[T any](w io.Writer, rows stream[T], document func(T) any) error {
	var element bytes.Buffer
	encoder := json.NewEncoder(&element)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", "  ")
	before := "[\n  "
	err := rows(func(row T) error {
		element.Reset()
		if err := encoder.Encode(document(row)); err != nil {
			return err
		}
		if _, err := io.WriteString(w, before); err != nil {
			return err
		}
		before = ",\n  "
		_, err := w.Write(bytes.TrimRight(element.Bytes(), "\n"))
		return err
	})
	if err != nil {
		return err
	}
	end := "\n]\n"
	if before[0] == '[' {
		end = "[]\n"
	}
	_, err = io.WriteString(w, end)
	return err
}

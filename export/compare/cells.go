//go:build linux

package main

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"
)

// dumpCells writes every cell of a workbook as lines that c/compare.c reads: "S name",
// "R height", "t style text", "n style number", "f style formula<unit separator>value", "b style"
// with tabs between.
func dumpCells(from, to string) error {
	book, err := excelize.OpenFile(from)
	if err != nil {
		return err
	}
	names := book.GetSheetList()
	if err := book.Close(); err != nil {
		return err
	}
	archive, err := zip.OpenReader(from)
	if err != nil {
		return err
	}
	defer archive.Close()
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	for i, name := range names {
		part, err := archive.Open(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "S\t%s\n", name)
		if err := dumpSheet(part, out); err != nil {
			return err
		}
		if err := part.Close(); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Close()
}

type xmlCell struct {
	Style   string  `xml:"s,attr"`
	Formula *string `xml:"f"`
	Value   string  `xml:"v"`
	Inline  *string `xml:"is>t"`
}

type xmlRow struct {
	Height string    `xml:"ht,attr"`
	Cells  []xmlCell `xml:"c"`
}

func dumpSheet(part io.Reader, out io.Writer) error {
	decoder := xml.NewDecoder(part)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		element, ok := token.(xml.StartElement)
		if !ok || element.Name.Local != "row" {
			continue
		}
		var row xmlRow
		if err := decoder.DecodeElement(&row, &element); err != nil {
			return err
		}
		fmt.Fprintf(out, "R\t%s\n", row.Height)
		for _, cell := range row.Cells {
			dumpCell(out, cell)
		}
	}
}

func dumpCell(out io.Writer, cell xmlCell) {
	line := strings.NewReplacer("\n", "\x1e", "\t", " ")
	switch {
	case cell.Formula != nil:
		fmt.Fprintf(out, "f\t%s\t%s\x1f%s\n", cell.Style, *cell.Formula, cell.Value)
	case cell.Inline != nil:
		fmt.Fprintf(out, "t\t%s\t%s\n", cell.Style, line.Replace(*cell.Inline))
	case cell.Value != "":
		fmt.Fprintf(out, "n\t%s\t%s\n", cell.Style, cell.Value)
	default:
		fmt.Fprintf(out, "b\t%s\t\n", cell.Style)
	}
}

//go:build linux

package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// writeExcelize writes the cells that dumpCells dumped with Excelize as it comes: its
// stream writer and the standard library's zip.
func writeExcelize(cells, path string) error {
	in, err := os.Open(cells)
	if err != nil {
		return err
	}
	defer in.Close()
	w := &excelizeWriter{file: excelize.NewFile(), styles: map[string]int{}}
	defer w.file.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := w.line(lines.Text()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if err := w.endSheet(); err != nil {
		return err
	}
	return w.file.SaveAs(path)
}

type excelizeWriter struct {
	file   *excelize.File
	stream *excelize.StreamWriter
	styles map[string]int
	cells  []any
	row    int
	height float64
}

// line takes one line of the dump, see dumpCells.
func (w *excelizeWriter) line(line string) error {
	fields := strings.SplitN(line, "\t", 3)
	switch fields[0] {
	case "S":
		return w.beginSheet(fields[1])
	case "R":
		if err := w.endRow(); err != nil {
			return err
		}
		height, err := strconv.ParseFloat(fields[1], 64)
		w.height = height
		return err
	}
	style, err := w.style(fields[1], fields[0])
	if err != nil {
		return err
	}
	cell := excelize.Cell{StyleID: style}
	switch fields[0] {
	case "t":
		cell.Value = strings.ReplaceAll(fields[2], "\x1e", "\n")
	case "n":
		cell.Value, err = strconv.ParseFloat(fields[2], 64)
	case "f":
		cell.Formula, _, _ = strings.Cut(fields[2], "\x1f")
	}
	w.cells = append(w.cells, cell)
	return err
}

func (w *excelizeWriter) beginSheet(name string) error {
	if err := w.endSheet(); err != nil {
		return err
	}
	if _, err := w.file.NewSheet(name); err != nil {
		return err
	}
	var err error
	w.stream, err = w.file.NewStreamWriter(name)
	w.row = 0
	return err
}

func (w *excelizeWriter) endRow() error {
	w.row++
	if w.row == 1 {
		return nil
	}
	err := w.stream.SetRow("A"+strconv.Itoa(w.row-1), w.cells, excelize.RowOpts{Height: w.height})
	w.cells = w.cells[:0]
	return err
}

func (w *excelizeWriter) endSheet() error {
	if w.stream == nil {
		return nil
	}
	if err := w.endRow(); err != nil {
		return err
	}
	return w.stream.Flush()
}

func (w *excelizeWriter) style(number, kind string) (int, error) {
	if style, made := w.styles[number]; made {
		return style, nil
	}
	format := "0.0"
	if kind == "t" {
		format = "@"
	}
	style, err := w.file.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10}, CustomNumFmt: &format,
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Border: []excelize.Border{{Type: "left", Color: "B5C4C6", Style: 1}}})
	w.styles[number] = style
	return style, err
}

//go:build linux

// Command compare measures package export against other writers of the same cells:
// libxlsxwriter in C, Excelize as it comes, Python xlsxwriter and exceljs.
//
//	compare write N OUT.xlsx         make the report of N answered items
//	compare table N OUT.xlsx         make a table of N rows and 20 columns
//	compare cells IN.xlsx OUT        dump every cell of a workbook for the others
//	compare excelize CELLS OUT.xlsx  write dumped cells with Excelize
//	compare scale                    print a table for reports of 10,000 to 1,000,000 answered items
//	compare stores ANXUNCTL FOLDER…  the same from data folders that anxunctl generate made, SQLite included
//	compare bench write|table N ROUNDS CBIN OTHERS  run all in turn, print medians (see run.sh)
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"anxun/export"
	"anxun/inspection"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "write":
		answers, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return write(answers, args[2])
	case len(args) == 3 && args[0] == "cells":
		return dumpCells(args[1], args[2])
	case len(args) == 3 && args[0] == "table":
		rows, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return writeTable(rows, args[2])
	case len(args) == 3 && args[0] == "excelize":
		return writeExcelize(args[1], args[2])
	case len(args) == 1 && args[0] == "scale":
		return scale()
	case len(args) > 2 && args[0] == "stores":
		return stores(args[1], args[2:])
	case len(args) == 6 && args[0] == "bench":
		rows, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		rounds, err := strconv.Atoi(args[3])
		if err != nil {
			return err
		}
		return bench(args[1], rows, rounds, args[4], args[5])
	}
	return fmt.Errorf("usage: see the comment of this program")
}

// write makes the emergency department's report of the made-up data.
func write(answers int, path string) error {
	departments := []inspection.Department{{ID: inspection.DepartmentEmergency, Name: "应急管理", Short: "应急", HasReport: true}}
	request := export.Request{Department: inspection.DepartmentEmergency, From: "2026-01-01", To: "2026-12-31", Office: "桐柏路街道办事处",
		Program: "compare", Now: time.Date(2026, 12, 31, 9, 0, 0, 0, inspection.Zone), Overwrite: true}
	source, library, err := makeUp(answers)
	if err != nil {
		return err
	}
	summary, err := export.Write(context.Background(), path, request, source, library, departments, export.Noop{})
	if err != nil {
		return err
	}
	if summary.Answers < answers {
		return fmt.Errorf("%d answers written instead of %d", summary.Answers, answers)
	}
	return nil
}

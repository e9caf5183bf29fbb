//go:build linux

// Command compare measures the report of many answered items against a C program
// that writes the same cells with libxlsxwriter.
//
//	compare write N OUT.xlsx     make the report of N answered items
//	compare cells IN.xlsx OUT    dump every cell of a workbook for c/compare.c
//	compare bench N ROUNDS CBIN  run both in turn and print medians (see run.sh)
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
	case len(args) == 4 && args[0] == "bench":
		answers, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		rounds, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		return bench(answers, rounds, args[3])
	}
	return fmt.Errorf("usage: compare write N OUT.xlsx | cells IN.xlsx OUT | bench N ROUNDS CBIN")
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

//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// sample is one run of one program.
type sample struct {
	wall, cpu float64 // seconds
	memory    float64 // peak resident set, MB
	size      float64 // file, MB
}

// writer is one writer of the comparison.
type writer struct {
	name    string
	command []string
	file    string
	samples []sample
}

// bench lets every writer write the same cells in turn and prints medians. mode is how
// ours makes them, "write" or "table". others is the folder with the programs in other
// languages; those whose language is missing are left out.
func bench(mode string, rows, rounds int, cProgram, others string) error {
	folder, err := os.MkdirTemp("", "anxun-compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ours, cells := filepath.Join(folder, "ours.xlsx"), filepath.Join(folder, "cells")
	// In processes of their own: a child's peak memory counts from its parent's.
	for _, step := range [][]string{{mode, strconv.Itoa(rows), ours}, {"cells", ours, cells}} {
		if output, err := exec.Command(self, step...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", step[0], err, output)
		}
	}
	out := func(name string) string { return filepath.Join(folder, name+".xlsx") }
	runs := []*writer{
		{name: "anxun", file: ours, command: []string{self, mode, strconv.Itoa(rows), ours}},
		{name: "libxlsxwriter constant_memory", file: out("constant"), command: []string{cProgram, cells, out("constant"), "constant"}},
		{name: "libxlsxwriter shared strings", file: out("shared"), command: []string{cProgram, cells, out("shared"), "shared"}},
		{name: "(C reading the cells, writing none)", file: out("read"), command: []string{cProgram, cells, out("read"), "read"}},
		{name: "excelize stream, std zip", file: out("excelize"), command: []string{self, "excelize", cells, out("excelize")}},
		{name: "Python xlsxwriter constant_memory", file: out("python"), command: []string{"/usr/bin/python3", filepath.Join(others, "compare.py"), cells, out("python")}},
		{name: "exceljs stream", file: out("exceljs"), command: []string{"node", filepath.Join(others, "compare.cjs"), cells, out("exceljs")}},
	}
	runs = slices.DeleteFunc(runs, func(r *writer) bool {
		_, noProgram := exec.LookPath(r.command[0])
		if script := r.command[1]; filepath.Dir(script) == others {
			_, noScript := os.Stat(script)
			return noProgram != nil || noScript != nil
		}
		return noProgram != nil
	})
	for range rounds {
		for _, r := range runs {
			s, err := measure(r.command, r.file)
			if err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			r.samples = append(r.samples, s)
		}
	}
	show(map[string]string{"write": "answered items in a report", "table": "rows of 20 columns"}[mode], rows, rounds, runs)
	return nil
}

func show(what string, rows, rounds int, runs []*writer) {
	fmt.Printf("%d %s, %d rounds, medians\n%-36s %8s %8s %8s %8s %8s\n", rows, what, rounds, "", "wall s", "CPU s", "RSS MB", "file MB", "wall ×")
	fastestC := min(median(runs[1].samples).wall, median(runs[2].samples).wall)
	for _, run := range runs {
		m := median(run.samples)
		fmt.Printf("%-36s %8.2f %8.2f %8.0f %8.2f %8.2f\n", run.name, m.wall, m.cpu, m.memory, m.size, m.wall/fastestC)
	}
}

// scale shows how time and memory grow with the number of answered items.
func scale() error {
	folder, err := os.MkdirTemp("", "anxun-compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	path := filepath.Join(folder, "scale.xlsx")
	fmt.Printf("%14s %8s %8s %8s %8s\n", "answered items", "wall s", "CPU s", "RSS MB", "file MB")
	for _, answers := range []int{10_000, 100_000, 1_000_000} {
		s, err := measure([]string{self, "write", strconv.Itoa(answers), path}, path)
		if err != nil {
			return err
		}
		fmt.Printf("%14d %8.2f %8.2f %8.0f %8.2f\n", answers, s.wall, s.cpu, s.memory, s.size)
	}
	return nil
}

// stores shows how time and memory grow with the data in folders: reports of two
// departments and the list of hazards, each made by a process of its own.
func stores(anxunctl string, folders []string) error {
	folder, err := os.MkdirTemp("", "anxun-compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	out := filepath.Join(folder, "out")
	if err := os.WriteFile(out, nil, 0o600); err != nil {
		return err
	}
	fmt.Printf("%-40s %-12s %8s %8s %8s %8s\n", "data folder", "what", "wall s", "CPU s", "RSS MB", "file MB")
	for _, data := range folders {
		for _, what := range []string{"emergency", "civil", "hazards"} {
			command := []string{anxunctl, "report", "--data", data, "--dept", what, "--from", "2000-01-01", "--to", "2099-12-31", "--out", out + ".xlsx", "--overwrite", "--json"}
			file := out + ".xlsx"
			if what == "hazards" {
				command, file = []string{anxunctl, "hazards", "list", "--data", data, "--json"}, out
			}
			s, err := measure(command, file)
			if err != nil {
				return fmt.Errorf("%s of %s: %w", what, data, err)
			}
			fmt.Printf("%-40s %-12s %8.2f %8.2f %8.1f %8.2f\n", data, what, s.wall, s.cpu, s.memory, s.size)
		}
	}
	return nil
}

func median(samples []sample) sample {
	pick := func(value func(sample) float64) float64 {
		values := make([]float64, len(samples))
		for i, s := range samples {
			values[i] = value(s)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return sample{wall: pick(func(s sample) float64 { return s.wall }), cpu: pick(func(s sample) float64 { return s.cpu }),
		memory: pick(func(s sample) float64 { return s.memory }), size: pick(func(s sample) float64 { return s.size })}
}

// measure runs a program to its end and weighs it.
func measure(command []string, file string) (sample, error) {
	program := exec.Command(command[0], command[1:]...)
	program.Stderr = os.Stderr
	begun := time.Now()
	if err := program.Run(); err != nil {
		return sample{}, err
	}
	wall := time.Since(begun)
	usage, ok := program.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return sample{}, errors.New("this system does not tell what a program used")
	}
	info, err := os.Stat(file)
	if err != nil {
		return sample{}, err
	}
	cpu := program.ProcessState.UserTime() + program.ProcessState.SystemTime()
	return sample{wall: wall.Seconds(), cpu: cpu.Seconds(), memory: float64(usage.Maxrss) / 1024, size: float64(info.Size()) / 1e6}, nil
}

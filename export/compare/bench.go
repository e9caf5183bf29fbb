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

// bench runs ours and the C program in turn and prints medians. Both C modes are
// measured; the ratio is against the faster one.
func bench(answers, rounds int, cProgram string) error {
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
	for _, step := range [][]string{{"write", strconv.Itoa(answers), ours}, {"cells", ours, cells}} {
		if output, err := exec.Command(self, step...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", step[0], err, output)
		}
	}
	first, second := filepath.Join(folder, "constant.xlsx"), filepath.Join(folder, "shared.xlsx")
	runs := []struct {
		name    string
		file    string
		command []string
		samples []sample
	}{
		{name: "anxun", file: ours, command: []string{self, "write", strconv.Itoa(answers), ours}},
		{name: "libxlsxwriter constant_memory", file: first, command: []string{cProgram, cells, first, "constant"}},
		{name: "libxlsxwriter shared strings", file: second, command: []string{cProgram, cells, second, "shared"}},
	}
	for range rounds {
		for i := range runs {
			s, err := measure(runs[i].command, runs[i].file)
			if err != nil {
				return fmt.Errorf("%s: %w", runs[i].name, err)
			}
			runs[i].samples = append(runs[i].samples, s)
		}
	}
	fmt.Printf("%d answered items, %d rounds, medians\n%-32s %8s %8s %8s %8s\n", answers, rounds, "", "wall s", "CPU s", "RSS MB", "file MB")
	var medians []sample
	for _, run := range runs {
		m := median(run.samples)
		medians = append(medians, m)
		fmt.Printf("%-32s %8.2f %8.2f %8.0f %8.2f\n", run.name, m.wall, m.cpu, m.memory, m.size)
	}
	fmt.Printf("ratio to the faster C: wall %.2f, CPU %.2f\n", medians[0].wall/min(medians[1].wall, medians[2].wall), medians[0].cpu/min(medians[1].cpu, medians[2].cpu))
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

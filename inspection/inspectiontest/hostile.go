package inspectiontest

import (
	"bytes"
	"errors"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"

	"anxun/inspection"
)

// HostileLimit is how much memory reading a hostile file may take beyond what the process has: 64 MB.
const HostileLimit = 64 << 20

// Hostile is a foreign file that was made to do harm, or was damaged on its way.
type Hostile struct {
	Name string
	Size int // bytes, as it lies on the disk
	Read func() error
	// Key is the sentence that it must be refused with; "" for any.
	Key string
	// Accepted is set for a file that may be read after all, within the same memory.
	Accepted bool
}

// RefuseAll reads hostile files one after the other. Each must be refused with one sentence for people (an
// *inspection.Error with a code of its own) and take less than HostileLimit more memory than the process had. With -v the
// table is printed, each name once, with the most memory that any of its files took.
func RefuseAll(t *testing.T, subject string, files []Hostile) {
	t.Helper()
	type row struct {
		count, size int
		peak        int64
		answers     []string
	}
	rows, names := map[string]*row{}, []string{}
	for _, file := range files {
		var err error
		peak := Peak(func() { err = file.Read() })
		answer := checkRefused(t, subject, file, err)
		if peak > HostileLimit {
			t.Errorf("%s, %s: took %d MB more, at most %d are allowed", subject, file.Name, peak>>20, HostileLimit>>20)
		}
		if rows[file.Name] == nil {
			rows[file.Name], names = &row{}, append(names, file.Name)
		}
		r := rows[file.Name]
		r.count, r.size, r.peak = r.count+1, max(r.size, file.Size), max(r.peak, peak)
		if !slices.Contains(r.answers, answer) {
			r.answers = append(r.answers, answer)
		}
	}
	for _, name := range names {
		r := rows[name]
		t.Logf("%-12s %-44s %6d %9.1f KB %6.1f MB  %v", subject, name, r.count, float64(r.size)/1024, float64(r.peak)/(1<<20), r.answers)
	}
}

// checkRefused reports an answer that is not as it must be, and returns the key of the sentence.
func checkRefused(t *testing.T, subject string, file Hostile, err error) string {
	t.Helper()
	var known *inspection.Error
	switch {
	case err == nil && file.Accepted:
		return "read"
	case err == nil:
		t.Errorf("%s, %s: was not refused", subject, file.Name)
		return "read"
	case !errors.As(err, &known), known.Code == inspection.CodeInternal:
		t.Errorf("%s, %s: no sentence: %v", subject, file.Name, err)
		return "?"
	case file.Key != "" && known.Key != file.Key:
		t.Errorf("%s, %s: got %v, want %s", subject, file.Name, known, file.Key)
	}
	return known.Key
}

// Peak runs f and returns how many bytes of memory the process held at most beyond what it held before. On Linux that is
// what the kernel counted (VmHWM, reset before); elsewhere what Go took from the system.
func Peak(f func()) int64 {
	debug.FreeOSMemory()
	// 5 resets the peak, see proc_pid_clear_refs(5).
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		before := taken()
		f()
		return taken() - before
	}
	before := status("VmRSS:")
	f()
	return max(status("VmHWM:")-before, 0)
}

func taken() int64 {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int64(memory.Sys - memory.HeapReleased)
}

// status reads a line of /proc/self/status, in bytes.
func status(name string) int64 {
	content, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic("inspectiontest: " + err.Error()) // it was there a moment ago
	}
	for _, line := range bytes.Split(content, []byte("\n")) {
		if fields := bytes.Fields(line); len(fields) == 3 && string(fields[0]) == name {
			kilobytes, err := strconv.ParseInt(string(fields[1]), 10, 64)
			if err != nil {
				panic("inspectiontest: " + err.Error())
			}
			return kilobytes << 10
		}
	}
	panic("inspectiontest: no " + name + " in /proc/self/status")
}

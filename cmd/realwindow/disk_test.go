//go:build realwindow

package realwindow

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// smallDisk mounts a disk of 40 MB in memory at a folder and, at a second one that is returned, the same once more, which
// can be taken away and given back while the first keeps it. Only root can mount. Where ANXUN_MOUNTS is "required" a
// disk that cannot be mounted fails the test; elsewhere TestDatabaseFull and TestDiskFull cover the handling.
func smallDisk(t *testing.T) (under, at string) {
	t.Helper()
	under, at = t.TempDir(), t.TempDir()
	if output, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", under).CombinedOutput(); err != nil {
		if os.Getenv("ANXUN_MOUNTS") == "required" {
			t.Fatalf("no small disk can be mounted: %v: %s", err, output)
		}
		t.Log("no small disk can be mounted here")
		return "", ""
	}
	t.Cleanup(func() { mounting(t, "umount", "-l", under) })
	mounting(t, "mount", "--bind", under, at)
	t.Cleanup(func() { _ = exec.Command("umount", "-l", at).Run() }) // a test may have taken it away
	return under, at
}

func mounting(t *testing.T, command ...string) {
	t.Helper()
	if output, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v: %s", command, err, output)
	}
}

// fillDisk writes a file until nothing more fits.
func fillDisk(t *testing.T, name string) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for size := 1 << 20; size >= 512; size /= 2 {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, os.ErrNotExist)
}

// answered returns how many items of the inspections have an answer, by number; the window may be open.
func answered(t *testing.T, data string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, v := range read[[]visit](t, data, "inspections", "list") {
		counts[v.No] = v.Counts.Pass
	}
	return counts
}

// awaitAnswers waits until an inspection has so many answers on the disk.
func (w *window) awaitAnswers(data, no string, n int) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); answered(w.t, data)[no] != n; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.shot("failure")
			w.t.Fatalf("%d answers of %s are stored, %d were given", answered(w.t, data)[no], no, n)
		}
	}
}

// TestFullDiskInTheWindow fills the disk while an inspection is filled. What is on screen stays, the reserve makes room so
// that the inspection can be finished, and without a reserve everything is saved once there is room again.
func TestFullDiskInTheWindow(t *testing.T) {
	under, disk := smallDisk(t)
	if disk == "" {
		return
	}
	data, ballast := filepath.Join(disk, "数据"), filepath.Join(disk, "ballast")
	anxunctl(t, data, "init", "--sample")
	draft(t, data, "YL-001", "CE")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	no := read[[]visit](t, data, "inspections", "list")[0].No
	// Made in better times: the window makes none on a disk that is nearly full from the beginning.
	reserve := filepath.Join(data, "anxun.reserve")
	if err := os.WriteFile(reserve, make([]byte, 8<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	w.keys("1", "1", "1")
	w.awaitAnswers(data, no, 3)

	fillDisk(t, ballast)
	given := 3
	for ; !missing(reserve); given++ {
		if given > 20 {
			t.Fatal("the disk is full and everything is saved all the same")
		}
		w.keys("1")
		time.Sleep(500 * time.Millisecond)
	}
	w.settle()
	w.picture("disk-full-reserve")
	t.Logf("the disk was found full at answer %d; the reserve was given up", given)
	w.keys("1") // tries again, with what was refused first
	given++
	w.awaitAnswers(data, no, given)

	fillDisk(t, filepath.Join(disk, "ballast2")) // what the reserve left free
	for range 3 {
		w.keys("1")
		given++
	}
	w.settle()
	time.Sleep(time.Second)
	w.picture("disk-full")
	stored := answered(t, data)[no]
	if stored >= given {
		t.Fatalf("%d answers are stored on a full disk, %d were given", stored, given)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	w.keys("1")
	given++
	w.awaitAnswers(data, no, given)
	t.Logf("%d answers waited for room and were saved with the next one", given-1-stored)
	w.close()
	anxunctl(t, data, "verify")
	mustBe(t, under, data, given)
}

// mustBe looks that the disk itself has what the window was told.
func mustBe(t *testing.T, under, data string, given int) {
	t.Helper()
	for no, n := range answered(t, filepath.Join(under, filepath.Base(data))) {
		if n != given {
			t.Errorf("%s has %d answers, %d were given", no, n, given)
		}
	}
}

// TestFinishingOnAFullDisk gives up the reserve with the last answer and finishes.
func TestFinishingOnAFullDisk(t *testing.T) {
	_, disk := smallDisk(t)
	if disk == "" {
		return
	}
	data := filepath.Join(disk, "数据")
	anxunctl(t, data, "init", "--sample")
	draft(t, data, "YL-001", "CE")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	if err := os.WriteFile(filepath.Join(data, "anxun.reserve"), make([]byte, 8<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	fillDisk(t, filepath.Join(disk, "ballast"))
	no := read[[]visit](t, data, "inspections", "list")[0].No
	items := read[visit](t, data, "inspections", "show", no).Counts.Open
	if items == 0 {
		t.Fatal("nothing is open")
	}
	for range items {
		w.keys("1")
	}
	w.settle()
	w.keys("ctrl+Return")
	w.settle()
	w.picture("finishing-full")
	w.keys("ctrl+Return")
	for deadline := time.Now().Add(patience); read[[]visit](t, data, "inspections", "list")[0].Status != "finished"; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.shot("failure")
			t.Fatal("the inspection could not be finished")
		}
	}
	if !missing(filepath.Join(data, "anxun.reserve")) {
		t.Error("the disk was full and the reserve was not needed: the trial tried nothing")
	}
	w.keys("Escape")
	w.close()
	anxunctl(t, data, "verify")
	t.Logf("%d answers and finishing on a full disk, thanks to the reserve", items)
}

// TestRemovedDiskInTheWindow takes the disk away while an inspection is filled, and gives it back.
func TestRemovedDiskInTheWindow(t *testing.T) {
	under, disk := smallDisk(t)
	if disk == "" {
		return
	}
	data := filepath.Join(disk, "数据")
	anxunctl(t, data, "init", "--sample")
	draft(t, data, "YL-001", "CE")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	no := read[[]visit](t, data, "inspections", "list")[0].No
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	w.keys("1", "1")
	w.awaitAnswers(data, no, 2)
	mounting(t, "umount", "-l", disk)
	w.keys("1", "1", "1")
	w.settle()
	time.Sleep(time.Second)
	w.picture("disk-removed")
	beneath := filepath.Join(under, filepath.Base(data))
	if n := answered(t, beneath)[no]; n != 2 {
		t.Errorf("%d answers are stored although the disk was gone after 2", n)
	}
	mounting(t, "mount", "--bind", under, disk)
	w.keys("1")
	w.awaitAnswers(data, no, 6)
	w.close()
	anxunctl(t, data, "verify")
	t.Log("3 answers waited for the disk and were saved when it was back")
}

// TestReadOnlyDiskInTheWindow starts on a disk that cannot be written and goes on once it can.
func TestReadOnlyDiskInTheWindow(t *testing.T) {
	under, disk := smallDisk(t)
	if disk == "" {
		return
	}
	data := filepath.Join(disk, "数据")
	anxunctl(t, data, "init", "--sample")
	mounting(t, "mount", "-o", "remount,ro", under)
	w := newDisplay(t, 1366, 768).open(data)
	time.Sleep(2 * time.Second)
	w.settle()
	w.picture("disk-read-only")
	if title := w.title(); title != "安巡" {
		t.Errorf("the title is %q: a page is shown although nothing can be saved", title)
	}
	mounting(t, "mount", "-o", "remount,rw", under)
	w.keys("Return") // 重试
	w.await("工作台")
	w.welcome("Tongbai", "Zhang")
	w.close()
	anxunctl(t, data, "verify")
}

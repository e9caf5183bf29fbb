// Command photoload measures what docs/performance.md says about photos: it imports
// many photos of 12 megapixels into a new data folder as the window does, makes
// their thumbnails, and prints the times and the most memory the process ever had.
//
//	go run ./cmd/internal/photoload -photos 300
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

func main() {
	photos := flag.Int("photos", 300, "how many photos of 4000×3000 pixels")
	limit := flag.Int("limit", 400, "the most memory in MB; more is a failure")
	sample := flag.String("photo", "", "import copies of this photo instead of made ones")
	load := flag.String("load", "", "import the photos of this folder and print the figures")
	flag.Parse()
	var err error
	if *load != "" {
		err = measure(*load, *limit)
	} else {
		err = prepare(*photos, *limit, *sample)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// prepare makes the photos and measures in a second process, whose memory is not that
// of making them.
func prepare(photos, limit int, sample string) error {
	dir, err := os.MkdirTemp("", "photoload-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ending, data := ".jpg", []byte(nil)
	if sample != "" {
		ending = filepath.Ext(sample)
		data, err = os.ReadFile(sample)
	} else {
		data, err = noise(4000, 3000)
	}
	if err != nil {
		return err
	}
	for i := range photos {
		// Behind the end of the picture a number keeps the files apart.
		different := binary.BigEndian.AppendUint64(bytes.Clone(data), uint64(i))
		if ending == ".heic" { // as a box of its own
			different = append(append(bytes.Clone(data), 0, 0, 0, 16, 'f', 'r', 'e', 'e'), different[len(data):]...)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("IMG_%04d%s", i, ending)), different, 0o600); err != nil {
			return err
		}
	}
	fmt.Printf("%d photos of %.1f MB\n", photos, float64(len(data))/1e6)
	program, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.Command(program, "-load", dir, "-limit", fmt.Sprint(limit))
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	return command.Run()
}

// noise makes a JPEG that is about as large as a phone's: soft noise, as a photo of a
// wall in bad light has it.
func noise(width, height int) ([]byte, error) {
	random := rand.New(rand.NewPCG(1, 2))
	picture := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for i := range picture.Y {
		picture.Y[i] = byte(i/width*200/height + random.IntN(28))
	}
	for i := range picture.Cb {
		picture.Cb[i], picture.Cr[i] = byte(120+random.IntN(16)), byte(120+random.IntN(16))
	}
	var data bytes.Buffer
	err := jpeg.Encode(&data, picture, &jpeg.Options{Quality: 85})
	return data.Bytes(), err
}

func measure(dir string, limit int) error {
	paths, err := filepath.Glob(filepath.Join(dir, "IMG_*"))
	if err != nil {
		return err
	}
	target, err := os.MkdirTemp("", "photoload-data-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(target)
	ctx := context.Background()
	store := evidence.New(filepath.Join(target, "evidence"))
	var added []inspection.Evidence
	began := time.Now()
	err = store.Import(ctx, paths, nil, func(r evidence.ImportResult) {
		if r.Err != nil {
			fmt.Fprintln(os.Stderr, r.Err)
			return
		}
		added = append(added, r.Evidence)
	})
	if err != nil || len(added) != len(paths) {
		return fmt.Errorf("imported %d of %d photos: %v", len(added), len(paths), err)
	}
	imported := time.Since(began)
	first, err := thumbnails(ctx, store, added)
	if err != nil {
		return err
	}
	again, err := thumbnails(ctx, store, added)
	if err != nil {
		return err
	}
	n := time.Duration(len(added))
	fmt.Printf("import, durable   %8s  %6s a photo\n", imported.Round(time.Millisecond), (imported / n).Round(time.Millisecond/10))
	fmt.Printf("thumbnails, new   %8s  %6s a photo\n", first.Round(time.Millisecond), (first / n).Round(time.Millisecond/10))
	fmt.Printf("thumbnails, kept  %8s  %6s a photo\n", again.Round(time.Millisecond), (again / n).Round(time.Millisecond/10))
	return memory(limit)
}

// thumbnails asks for all at once, as a careless screen would; the store bounds it.
func thumbnails(ctx context.Context, store *evidence.Store, photos []inspection.Evidence) (time.Duration, error) {
	began := time.Now()
	failures := make(chan error, len(photos))
	var group sync.WaitGroup
	for _, photo := range photos {
		group.Go(func() {
			if _, err := store.Thumbnail(ctx, photo); err != nil {
				failures <- err
			}
		})
	}
	group.Wait()
	close(failures)
	return time.Since(began), <-failures
}

// memory prints the peak of the resident memory, which only Linux tells a process.
func memory(limit int) error {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		fmt.Println("the most memory is only known on Linux:", runtime.GOOS)
		return nil
	}
	for _, line := range bytes.Split(status, []byte("\n")) {
		var kilobytes int
		if _, err := fmt.Sscanf(string(line), "VmHWM: %d kB", &kilobytes); err != nil {
			continue
		}
		fmt.Printf("most memory       %5d MB  of %d MB allowed\n", kilobytes/1024, limit)
		if kilobytes/1024 > limit {
			return fmt.Errorf("%d MB are more than %d MB", kilobytes/1024, limit)
		}
		return nil
	}
	return fmt.Errorf("the most memory is not in /proc/self/status")
}

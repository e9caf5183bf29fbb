package sqlite

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

func (v *vandal) flip(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	content[v.random.IntN(len(content))] ^= 1 << v.random.IntN(8)
	return os.WriteFile(path, content, 0o600)
}

func (v *vandal) flipDatabase() error { return v.flip(v.path(databaseFile)) }
func (v *vandal) flipHeads() error    { return v.flip(v.path(headsFile)) }

// photo chooses one that a record refers to; all are.
func (v *vandal) photo() (string, error) {
	photos, err := fs.Glob(os.DirFS(v.path(evidenceFolder)), "*/*")
	if err != nil {
		return "", err
	}
	return filepath.Join(v.path(evidenceFolder), photos[v.random.IntN(len(photos))]), nil
}

func (v *vandal) flipPhoto() error {
	path, err := v.photo()
	return errors.Join(err, v.flip(path))
}

func (v *vandal) replacePhoto() error {
	path, err := v.photo()
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, bytes.Repeat([]byte{byte(v.random.IntN(256))}, int(info.Size())), 0o600)
}

func (v *vandal) deletePhoto() error {
	path, err := v.photo()
	return errors.Join(err, os.Remove(path))
}

func (v *vandal) deleteHeads() error { return os.Remove(v.path(headsFile)) }

// heads changes the lines of the file.
func (v *vandal) heads(change func(lines [][]byte) [][]byte) error {
	content, err := os.ReadFile(v.path(headsFile))
	if err != nil {
		return err
	}
	lines := bytes.SplitAfter(content, []byte("\n"))
	lines = lines[:len(lines)-1] // nothing follows the last one
	return os.WriteFile(v.path(headsFile), bytes.Join(change(lines), nil), 0o600)
}

func (v *vandal) cutFirstHeads() error {
	return v.heads(func(lines [][]byte) [][]byte { return lines[1+v.random.IntN(len(lines)-1):] })
}

func (v *vandal) cutLastHeads() error {
	return v.heads(func(lines [][]byte) [][]byte { return lines[:v.random.IntN(len(lines))] })
}

func (v *vandal) cutMiddleHead() error {
	return v.heads(func(lines [][]byte) [][]byte {
		n := 1 + v.random.IntN(len(lines)-2)
		return append(lines[:n:n], lines[n+1:]...)
	})
}

func (v *vandal) swapHeads() error {
	return v.heads(func(lines [][]byte) [][]byte {
		n := v.random.IntN(len(lines) - 1)
		lines[n], lines[n+1] = lines[n+1], lines[n]
		return lines
	})
}

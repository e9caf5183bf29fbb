package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"anxun/inspection"
	"anxun/inspection/durable"
)

// folderError gives an error of the file system one sentence about a backup.
func folderError(err error, path string) error {
	var known *inspection.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, syscall.ENOSPC):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.backup_full", "path", path)
	case errors.Is(err, fs.ErrNotExist):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.backup_folder_gone", "path", path)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.backup_readonly", "path", path)
	}
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.backup_io", "path", path)
}

// digestFile returns the SHA-256 of a file, in hexadecimal, and its length.
func digestFile(path string) (digest string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return digestReader(file)
}

func digestReader(content io.Reader) (digest string, size int64, err error) {
	hash := sha256.New()
	size, err = io.Copy(hash, content)
	return hex.EncodeToString(hash.Sum(nil)), size, err
}

const unfinishedEnding = ".part"

// writeWhole writes a file durably: under its name it is whole or not there.
func writeWhole(path string, content []byte) (err error) {
	file, err := os.OpenFile(path+unfinishedEnding, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return durable.Finish(file, path, err)
}

// copyWhole copies a file durably and returns the SHA-256 and length of what was read.
func copyWhole(from, to string) (digest string, size int64, err error) {
	source, err := os.Open(from)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := os.OpenFile(to+unfinishedEnding, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", 0, err
	}
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(target, hash), source)
	return hex.EncodeToString(hash.Sum(nil)), size, durable.Finish(target, to, err)
}

// linkOrCopy gives a file that never changes a second name, or copies it where that is
// not possible: on another drive, or on one without hard links. Either way its content
// is read and its SHA-256 returned.
func linkOrCopy(from, to string) (digest string, size int64, err error) {
	unfinished := to + unfinishedEnding
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", 0, err
	}
	if os.Link(from, unfinished) != nil {
		return copyWhole(from, to)
	}
	if digest, size, err = digestFile(unfinished); err != nil {
		return "", 0, errors.Join(err, os.Remove(unfinished))
	}
	if err := os.Rename(unfinished, to); err != nil {
		return "", 0, errors.Join(err, os.Remove(unfinished))
	}
	return digest, size, durable.SyncFolder(filepath.Dir(to))
}

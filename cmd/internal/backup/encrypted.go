package backup

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/inspection/durable"
	"anxun/inspection/passphrase"
)

// An encrypted backup is one file: the files of a plain one as a tar archive, encrypted with a password (package
// passphrase). "age -d FILE | tar x" unpacks it without Anxun.
const encryptedEnding = ".tar" + passphrase.Ending

// EncryptedKept is how many encrypted daily backups are kept at most: each holds all photos, so they are large.
const EncryptedKept = 3

// The limits for unpacking. Nothing but what Make packs is taken.
const (
	maxEntries      = 3 + maxListed
	maxEvidenceFile = 64 << 20 // bytes
)

var packedName = regexp.MustCompile(`^(anxun-[0-9A-Z]{2}-(manual|daily)-\d{8}-\d{6}\.db(\.heads|\.json)?|evidence/([0-9a-f]{2})/[0-9a-f]{64}\.[a-z]{3,4})$`)

// IsEncrypted reports whether the file at path is an encrypted one. A file that cannot be read is none.
func IsEncrypted(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 64)
	n, err := io.ReadFull(file, head)
	return (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) && passphrase.Encrypted(head[:n])
}

// makeEncrypted makes a plain backup in a private folder of its own beside the data, packs and encrypts it to r.Out, reads
// it back and compares it, and removes the plain one.
func makeEncrypted(ctx context.Context, r Request) (set Set, err error) {
	target, err := r.encryptedTarget()
	if err != nil {
		return Set{}, err
	}
	if present(target) {
		return Set{}, inspection.Conflict("error.backup_exists", "path", target)
	}
	beside := filepath.Join(r.Source.Dir(), Folder)
	if err := os.MkdirAll(beside, 0o700); err != nil {
		return Set{}, folderError(err, beside)
	}
	if err := removeStale(filepath.Join(escapeGlob(beside), encryptingName+"*"), r.Clock()); err != nil {
		return Set{}, folderError(err, beside)
	}
	folder, err := os.MkdirTemp(beside, encryptingName)
	if err != nil {
		return Set{}, folderError(err, beside)
	}
	defer func() { err = errors.Join(err, folderError(os.RemoveAll(folder), folder)) }()
	plain := r
	plain.Out, plain.Passphrase = folder, ""
	if set, err = Make(ctx, plain); err != nil {
		return Set{}, err
	}
	if err := pack(ctx, set, target, r.Passphrase); err != nil {
		return Set{}, told(err, filepath.Dir(target))
	}
	if err := comparePacked(ctx, set, target, r.Passphrase); err != nil {
		return Set{}, errors.Join(told(err, target), os.Remove(target))
	}
	info, err := os.Stat(target)
	if err != nil {
		return Set{}, folderError(err, target)
	}
	set.Database, set.Encrypted, set.Bytes, set.Heads, set.Evidence = target, true, info.Size(), "", ""
	return set, nil
}

// What lies in these folders is not encrypted. They are removed as soon as they were used.
const (
	encryptingName = ".encrypting-" // in the folder of backups
	decryptingName = ".decrypting-" // behind the name of the data folder
	staleAfter     = 24 * time.Hour // of one that a killed process left
)

// removeStale removes the folders of the pattern that were left by a process that was killed.
func removeStale(pattern string, now time.Time) error {
	folders, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if info, err := os.Stat(folder); err == nil && info.IsDir() && now.Sub(info.ModTime()) > staleAfter {
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// encryptedTarget decides the name of the file and makes its folder.
func (r Request) encryptedTarget() (string, error) {
	target, err := filepath.Abs(r.Out)
	if err != nil {
		return "", folderError(err, r.Out)
	}
	if info, err := os.Stat(target); strings.HasSuffix(target, passphrase.Ending) && (err != nil || !info.IsDir()) {
		return target, nil
	}
	if err := os.MkdirAll(target, 0o700); err != nil {
		return "", folderError(err, target)
	}
	_, code := r.Source.Device()
	return filepath.Join(target, strings.TrimSuffix(nameOf(code, r.Cause, r.Clock()), ".db")+encryptedEnding), nil
}

// members lists the files of a plain backup: the manifest first, so that it is known what should follow.
func (s Set) members() []File {
	files := []File{{Name: filepath.Base(s.Database) + manifestEnding}, s.manifest.Database}
	if s.manifest.Heads != nil {
		files = append(files, *s.manifest.Heads)
	}
	for _, file := range s.manifest.Evidence {
		file.Name = path.Join(evidenceName, file.Name)
		files = append(files, file)
	}
	return files
}

func pack(ctx context.Context, set Set, target, secret string) (err error) {
	file, err := os.OpenFile(target+unfinishedEnding, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return durable.Finish(file, target, packInto(ctx, set, file, secret))
}

func packInto(ctx context.Context, set Set, out io.Writer, secret string) error {
	encrypted, err := passphrase.NewWriter(out, secret)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(encrypted)
	for _, member := range set.members() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := packFile(archive, filepath.Dir(set.Database), member.Name); err != nil {
			return fmt.Errorf("packing %s: %w", member.Name, err)
		}
	}
	return errors.Join(archive.Close(), encrypted.Close())
}

func packFile(archive *tar.Writer, folder, name string) (err error) {
	file, err := os.Open(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: info.Size(), Mode: 0o600, ModTime: info.ModTime(), Format: tar.FormatPAX}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(archive, file)
	return err
}

// eachPacked reads an encrypted backup to its end and hands each file to fn.
func eachPacked(ctx context.Context, from, secret string, fn func(name string, size int64, content io.Reader) error) (err error) {
	file, err := os.Open(from)
	if err != nil {
		return folderError(err, from)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	content, err := passphrase.NewReader(file, secret)
	if err != nil {
		return err
	}
	return eachMember(ctx, content, from, fn)
}

// eachMember reads the archive inside.
func eachMember(ctx context.Context, content io.Reader, from string, fn func(name string, size int64, content io.Reader) error) error {
	archive, seen := tar.NewReader(content), map[string]bool{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			// What follows the end of the archive must decrypt as well, or the file was cut off.
			_, err = io.Copy(io.Discard, content)
			return damagedPack(err, from)
		}
		if err != nil {
			return damagedPack(err, from)
		}
		if header.Typeflag != tar.TypeReg || !packedName.MatchString(header.Name) || seen[header.Name] || len(seen) == maxEntries ||
			strings.HasPrefix(header.Name, evidenceName) && header.Size > maxEvidenceFile {
			return damagedPack(fmt.Errorf("%q of %d bytes does not belong into a backup", header.Name, header.Size), from)
		}
		seen[header.Name] = true
		if err := fn(header.Name, header.Size, archive); err != nil {
			return err
		}
	}
}

func damagedPack(err error, from string) error {
	if known := (*inspection.Error)(nil); errors.As(err, &known) {
		return err
	}
	return inspection.Wrap(err, inspection.CodeDamaged, "error.backup_changed", "path", from)
}

// comparePacked reads an encrypted backup back and compares every file with the manifest.
func comparePacked(ctx context.Context, set Set, from, secret string) error {
	wanted := map[string]File{}
	for _, member := range set.members() {
		wanted[member.Name] = member
	}
	err := eachPacked(ctx, from, secret, func(name string, _ int64, content io.Reader) error {
		digest, size, err := digestReader(content)
		if err != nil {
			return damagedPack(err, from)
		}
		if member := wanted[name]; member.SHA256 != "" && (member.SHA256 != digest || member.Size != size) {
			return damagedPack(fmt.Errorf("%s is not as it was", name), from)
		}
		delete(wanted, name)
		return nil
	})
	if err == nil && len(wanted) > 0 {
		err = damagedPack(fmt.Errorf("%d files are missing", len(wanted)), from)
	}
	return err
}

// Unpack decrypts an encrypted backup into the folder into, which is made, and returns it as a plain one. A password that
// does not fit is CodeInvalid with the key error.passphrase_wrong. After an error the folder is removed.
func Unpack(ctx context.Context, from, secret, into string) (set Set, err error) {
	if err := os.Mkdir(into, 0o700); err != nil {
		return Set{}, folderError(err, into)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(into))
		}
	}()
	database := ""
	err = eachPacked(ctx, from, secret, func(name string, size int64, content io.Reader) error {
		if strings.HasSuffix(name, ".db") {
			database = name
		}
		return unpackFile(filepath.Join(into, filepath.FromSlash(name)), size, content, from)
	})
	if err != nil {
		return Set{}, err
	}
	if database == "" {
		return Set{}, damagedPack(errors.New("there is no database in it"), from)
	}
	return Find(ctx, filepath.Join(into, database))
}

func unpackFile(target string, size int64, content io.Reader, from string) (err error) {
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return folderError(err, target)
	}
	file, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return folderError(err, target)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if n, err := io.Copy(file, content); err != nil {
		if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
			return folderError(err, target)
		}
		return damagedPack(err, from)
	} else if n != size {
		return damagedPack(io.ErrUnexpectedEOF, from)
	}
	return nil
}

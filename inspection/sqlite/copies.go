package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"anxun/inspection"
)

// CopyInfo says what a closed database, such as a backup, holds. It is read without
// checking anything.
type CopyInfo struct {
	Device   string // id of the device that wrote it
	Sequence int64  // of the last journal entry
	Hash     string // and its hash
	Time     inspection.HybridTime
	Records  map[inspection.RecordKind]int64 // how many there are, by kind
}

// DescribeCopy reads what the closed database at path holds; nothing is written. A
// database of an older version has no records of kinds that came later.
//
// Errors: CodeDamaged (no Anxun database, or not readable), CodeUnwritable.
func DescribeCopy(ctx context.Context, path string) (info CopyInfo, err error) {
	err = withCopy(ctx, path, func(pool *sql.DB, present map[string]string) error {
		row := pool.QueryRowContext(ctx, "SELECT device, sequence, hash, time FROM meta WHERE id = 1")
		if err := row.Scan(&info.Device, &info.Sequence, &info.Hash, &info.Time); err != nil {
			return err
		}
		info.Records = map[inspection.RecordKind]int64{}
		for kind, t := range tables {
			if present[t.name] == "" {
				continue
			}
			var count int64
			if err := pool.QueryRowContext(ctx, "SELECT count(*) FROM "+t.name).Scan(&count); err != nil {
				return err
			}
			info.Records[kind] = count
		}
		return nil
	})
	return info, err
}

// EvidenceFile is a file that records of a database refer to.
type EvidenceFile struct {
	Name   string // below the folder of evidence, with slashes: ab/abcdef….jpg
	SHA256 string // in hexadecimal
	Size   int64  // bytes
}

// EvidenceOfCopy lists the photos and signatures that records of the closed database
// at path refer to, each once, by name; also those taken off a record, which are kept.
func EvidenceOfCopy(ctx context.Context, path string) (files []EvidenceFile, err error) {
	err = withCopy(ctx, path, func(pool *sql.DB, present map[string]string) error {
		for _, table := range []string{"evidence", "signatures"} {
			if present[table] == "" {
				continue
			}
			rows, err := pool.QueryContext(ctx, "SELECT DISTINCT sha256, format, coalesce(size, 0) FROM "+table+" WHERE sha256 <> ''")
			if err != nil {
				return err
			}
			for rows.Next() {
				var file EvidenceFile
				var format string
				if err := rows.Scan(&file.SHA256, &format, &file.Size); err != nil {
					return errors.Join(err, rows.Close())
				}
				if name := file.SHA256 + "." + format; soundName.MatchString(name) {
					file.Name = name[:2] + "/" + name
					files = append(files, file)
				}
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(files, func(a, b EvidenceFile) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(files, func(a, b EvidenceFile) bool { return a.Name == b.Name }), err
}

// CompareCopies compares two closed databases row by row, every table of them, and
// returns how many rows are the same in both. The first difference is a CodeDamaged
// error that names the table and the row. Memory does not grow with the data.
func CompareCopies(ctx context.Context, a, b string) (rows int64, err error) {
	err = withCopy(ctx, a, func(first *sql.DB, tablesOfA map[string]string) error {
		return withCopy(ctx, b, func(second *sql.DB, tablesOfB map[string]string) error {
			names := make([]string, 0, len(tablesOfA))
			for name := range tablesOfA {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				if tablesOfA[name] != tablesOfB[name] {
					return differs(b, name, 0)
				}
				same, err := compareTable(ctx, first, second, name)
				if rows += same; errors.Is(err, errDiffers) {
					return differs(b, name, same+1)
				} else if err != nil {
					return err
				}
			}
			if len(tablesOfA) != len(tablesOfB) {
				return differs(b, "", 0)
			}
			return nil
		})
	})
	return rows, err
}

func differs(path, table string, row int64) error {
	return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.copy_differs", Args: []any{"file", path, "table", table, "row", row}}
}

var errDiffers = errors.New("the rows differ")

func compareTable(ctx context.Context, a, b *sql.DB, table string) (same int64, err error) {
	text := "SELECT * FROM " + quote(table)
	first, err := a.QueryContext(ctx, text)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, first.Close()) }()
	second, err := b.QueryContext(ctx, text)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, second.Close()) }()
	columns, err := first.Columns()
	if err != nil {
		return 0, err
	}
	one, other := newRowScanner(len(columns)), newRowScanner(len(columns))
	for {
		more, also := first.Next(), second.Next()
		if err := errors.Join(first.Err(), second.Err()); err != nil {
			return same, err
		}
		if !more && !also {
			return same, nil
		}
		if more != also {
			return same, errDiffers
		}
		values, err := one.scan(first)
		if err != nil {
			return same, err
		}
		others, err := other.scan(second)
		if err != nil {
			return same, err
		}
		if !slices.Equal(values, others) {
			return same, errDiffers
		}
		same++
	}
}

// withCopy opens a closed database for reading only and finds the tables in it, with
// the text that made them.
func withCopy(ctx context.Context, path string, fn func(pool *sql.DB, present map[string]string) error) (err error) {
	dir := filepath.Dir(path)
	if there, err := exists(path); err != nil || !there {
		return errors.Join(inspection.NotFound("error.backup_missing", "path", path), err)
	}
	pool, err := openPool(path, accessImmutable, 2)
	if err != nil {
		return databaseError(err, dir, "opening the copy")
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var application int
	if err := pool.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
		return databaseError(err, dir, "reading the header of the copy")
	}
	if application != applicationID {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.backup_foreign", Args: []any{"path", path},
			Err: fmt.Errorf("application id %#x", application)}
	}
	if err := refuseViews(ctx, pool.QueryRowContext, dir); err != nil {
		return err
	}
	rows, err := pool.QueryContext(ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		return databaseError(err, dir, "reading the tables of the copy")
	}
	present := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return errors.Join(databaseError(err, dir, "reading the tables of the copy"), rows.Close())
		}
		present[name] = text
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return databaseError(err, dir, "reading the tables of the copy")
	}
	return databaseError(fn(pool, present), dir, "reading the copy")
}

// refuseViews refuses a foreign database with views or virtual tables. Anxun makes none; a view under the name of a table
// is how reading is made to run a program that never ends.
func refuseViews(ctx context.Context, query func(context.Context, string, ...any) *sql.Row, dir string) error {
	var views int
	err := query(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'view' OR rootpage = 0 AND type = 'table'").Scan(&views)
	if err != nil {
		return databaseError(err, dir, "reading the schema")
	}
	if views > 0 {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.data_damaged", Args: []any{"dir", dir}, Err: fmt.Errorf("%d views", views)}
	}
	return nil
}

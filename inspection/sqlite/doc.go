// Package sqlite keeps the records of Anxun in one SQLite file, anxun.db, in a
// data folder, through the pure Go driver modernc.org/sqlite. It is the only
// package that imports database/sql.
//
// The data folder holds
//
//	anxun.db         the database (with anxun.db-wal and anxun.db-shm while open)
//	anxun.lock       the lock that keeps a second Anxun out
//	anxun.lock.info  who holds the lock, for the message the second one shows
//	evidence/        photos, by SHA-256
//	backups/         verified copies made before a migration, and the backups of the
//	                 day with heads, manifest and evidence (cmd/internal/backup)
//	anxun.reserve    room for a full disk (cmd/internal/setup)
//
// All changes go through one path: Writer.Put compares the record with the
// stored row, writes the row and appends what changed to the journal, in one
// transaction with synchronous=FULL. The journal is append-only and chained by
// hashes, and Verify proves that replaying it gives exactly the tables.
//
// One connection writes and up to four read; they are held for the life of the
// store, each with its prepared statements. No code here ever opens the
// database file other than through SQLite while the store is open: on POSIX
// systems closing any descriptor of the file drops SQLite's locks on it.
package sqlite

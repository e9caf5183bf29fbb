// Package hub brings the work of an office's laptops together through a server, where the office has one. The server
// keeps the journal entries of all laptops in one row and never changes them; every laptop pushes what the server
// lacks and pulls what it lacks itself. Merging happens on the laptops (package inspection), so the server needs no
// program of ours.
//
// The package holds the rules; package hub/postgres speaks to servers of the PostgreSQL protocol, package hub/hubtest
// is a server in memory for tests. docs/exchange.md describes the format.
package hub

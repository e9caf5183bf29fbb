//go:build test

package password

// Tests check many passwords.
const (
	passes  = 3
	memory  = 64 // KB
	threads = 4
)

//go:build !test

package password

// The work of checking a password: RFC 9106, section 4, the recommendation for machines with little memory. It takes 64 MB
// and some tenths of a second.
const (
	passes  = 3
	memory  = 64 << 10 // KB
	threads = 4
)

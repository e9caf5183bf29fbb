//go:build test

package passphrase

// workFactor is little in tests, which make many keys.
const workFactor = 10

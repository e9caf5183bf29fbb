//go:build !test

package passphrase

// workFactor is the logarithm of the work of making the key. 2^17 takes 128 MB for some 0.4 s, what OWASP's Password
// Storage Cheat Sheet asks of scrypt at least.
const workFactor = 17

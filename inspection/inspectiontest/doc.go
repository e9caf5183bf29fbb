// Package inspectiontest helps to test what is built on package inspection: a
// store in memory that behaves like the one on disk, the conformance tests that
// bind both, a clock and ids that give the same values in every run, and
// builders that make valid records with as few words as possible.
package inspectiontest

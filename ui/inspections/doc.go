// Package inspections is the list of inspections and the page that begins a new one.
//
// The presenters hold what is on screen and know no toolkit; the views draw it.
package inspections

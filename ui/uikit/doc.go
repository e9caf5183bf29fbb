// Package uikit is the small set of controls that all screens are built from. Every control draws itself from the tokens
// of ui/theme, follows the text scale, can be reached and used by keyboard, and shows where the keyboard is. None does
// input or output; all methods are to be called on the goroutine of the user interface.
//
// Words come from the caller or from the catalog handed to a constructor, never from this package.
package uikit

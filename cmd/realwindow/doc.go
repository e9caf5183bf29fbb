// Package realwindow holds the tests that start the built program in a real window
// on a display of its own, and use it by keys and mouse as a person does. They
// are built with the tag "realwindow" and need Xvfb, openbox, xdotool and
// ImageMagick; `make test-window` sets all of that up.
package realwindow

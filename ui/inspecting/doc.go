// Package inspecting is the screen in which an inspection is filled in, finished and looked at afterwards.
//
// Presenter holds everything that is on screen and decides what each key and press does; it knows no toolkit. Queue
// brings every change to the disk in order. The view only draws State and passes on what people do.
package inspecting

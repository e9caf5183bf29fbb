// Package clock notes when the process began. It depends on nothing but time, so Go sets it up among the first packages
// of any program that imports it.
package clock

import "time"

// Began is the instant at which the process began to run Go code.
var Began = time.Now()

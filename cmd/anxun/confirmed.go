package main

import (
	"fmt"
	"io"

	"anxun/inspection"
)

// confirming is the variable that make torture sets to have every change printed once
// it is on the disk, so that it can kill the window and compare.
const confirming = "ANXUN_TRIAL_CONFIRM"

// confirm prints the journal entries of every change, one to a line: sequence, hash.
func confirm(wanted string, service *inspection.Service, out io.Writer) {
	if wanted == "" {
		return
	}
	service.Subscribe(func(changes []inspection.Change) {
		for _, change := range changes {
			fmt.Fprintf(out, "confirmed %d %s\n", change.Sequence, change.Hash) // nobody listens any more: no harm
		}
	})
}

// Command barewindow opens the smallest Fyne window there can be, prints the milliseconds from the start of the process
// to its first frame, and ends. make bench compares Anxun's own start with it: the difference is what Anxun adds.
package main

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/startup"
)

func main() {
	a := app.New()
	w := a.NewWindow("Anxun")
	w.SetMaster() // closing it ends the program
	w.SetContent(container.NewStack(widget.NewLabel("Anxun"), startup.Probe(func() {
		fmt.Println(startup.Elapsed().Milliseconds())
		w.Close()
	})))
	w.Resize(fyne.NewSize(1344, 690)) // as large as Anxun's first window, so that both paint as many pixels
	w.ShowAndRun()
}

//go:build !windows

package notice

import (
	"os"
	"os/exec"
)

// Show writes the text to the standard error output and, where there is a display, shows it with the first dialog
// program found: zenity (GNOME, UKUI, DDE), kdialog (KDE) or xmessage. It returns when that was closed.
func Show(title, text string) error {
	return desktop{getenv: os.Getenv, look: exec.LookPath, run: func(name string, arguments ...string) error {
		return exec.Command(name, arguments...).Run()
	}, terminal: os.Stderr}.show(title, text)
}

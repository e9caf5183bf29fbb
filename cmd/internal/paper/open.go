package paper

import (
	"os/exec"
	"path/filepath"

	"anxun/inspection"
)

// OpenCommand is the system's command that opens a file with the program that is set
// for its kind, or, where the system knows how, prints it. system is as runtime.GOOS.
func OpenCommand(system, path string) []string {
	switch system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", path}
	case "darwin":
		return []string{"open", path}
	}
	return []string{"xdg-open", path}
}

// Open hands a file to the system. It does not wait for the program that shows it.
func Open(system, path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.open_failed", "file", path)
	}
	line := OpenCommand(system, full)
	command := exec.Command(line[0], line[1:]...)
	if err := command.Start(); err != nil {
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.open_failed", "file", path)
	}
	return command.Process.Release()
}

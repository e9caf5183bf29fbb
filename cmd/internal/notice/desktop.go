package notice

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
)

// desktop is what a message needs of a free desktop.
type desktop struct {
	getenv   func(string) string
	look     func(program string) (string, error)
	run      func(program string, arguments ...string) error
	terminal io.Writer
}

func (d desktop) show(title, text string) error {
	_, err := fmt.Fprintf(d.terminal, "%s\n%s\n", title, text)
	if d.getenv("DISPLAY") == "" && d.getenv("WAYLAND_DISPLAY") == "" {
		return err
	}
	for _, dialog := range [][]string{
		{"zenity", "--error", "--no-markup", "--width=560", "--title=" + title, "--text=" + text},
		{"kdialog", "--title", title, "--error", text},
		{"xmessage", "-center", "-buttons", "OK:0", "-default", "OK", "-title", title, text},
	} {
		program, missing := d.look(dialog[0])
		if missing != nil {
			continue
		}
		var closed *exec.ExitError
		failed := d.run(program, dialog[1:]...)
		if failed == nil || errors.As(failed, &closed) && closed.ExitCode() == 1 { // 1: closed by its corner
			return err
		}
		err = errors.Join(err, fmt.Errorf("%s: %w", program, failed))
	}
	return err
}

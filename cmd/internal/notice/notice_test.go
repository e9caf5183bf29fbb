package notice

import (
	"errors"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/i18n"
)

// asked is what a test's desktop was asked for.
type asked struct {
	terminal strings.Builder
	dialogs  []string
}

// deskWith returns a desktop with a display and the named programs, each of which ends with the error.
func deskWith(ending error, programs ...string) (desktop, *asked) {
	a := &asked{}
	return desktop{
		getenv: func(name string) string { return map[string]string{"DISPLAY": ":1"}[name] },
		look: func(program string) (string, error) {
			if slices.Contains(programs, program) {
				return program, nil
			}
			return "", fs.ErrNotExist
		},
		run: func(program string, arguments ...string) error {
			a.dialogs = append(a.dialogs, program+" "+strings.Join(arguments, " "))
			return ending
		},
		terminal: &a.terminal,
	}, a
}

func TestMessageIsShownOnceAndWritten(t *testing.T) {
	d, a := deskWith(nil, "kdialog", "xmessage")
	if err := d.show("安巡", "没有启动"); err != nil {
		t.Fatal(err)
	}
	if a.terminal.String() != "安巡\n没有启动\n" || len(a.dialogs) != 1 || a.dialogs[0] != "kdialog --title 安巡 --error 没有启动" {
		t.Errorf("written %q, shown %q", a.terminal.String(), a.dialogs)
	}
}

func TestNextDialogIsTriedWhereOneFails(t *testing.T) {
	d, a := deskWith(errors.New("no such library"), "zenity", "xmessage")
	if err := d.show("安巡", "没有启动"); err == nil || len(a.dialogs) != 2 {
		t.Errorf("%v, shown %q", err, a.dialogs)
	}
	d, a = deskWith(&exec.ExitError{}, "zenity", "xmessage")
	if err := d.show("安巡", "没有启动"); err == nil || len(a.dialogs) != 2 {
		t.Errorf("%v, shown %q", err, a.dialogs)
	}
}

func TestWithoutADisplayNothingIsStarted(t *testing.T) {
	d, a := deskWith(nil, "zenity")
	d.getenv = func(string) string { return "" }
	if err := d.show("安巡", "没有启动"); err != nil || len(a.dialogs) != 0 || a.terminal.Len() == 0 {
		t.Errorf("%v, shown %q, written %q", err, a.dialogs, a.terminal.String())
	}
}

func TestWordsAreInBothLanguages(t *testing.T) {
	for _, system := range []string{"windows", "linux"} {
		title, text, err := words("notice.graphics.title", "notice.graphics."+system, func(*i18n.Catalog) []any { return []any{"cause", "WGL"} })
		if err != nil || title != "安巡打不开窗口 · Anxun cannot open its window" || !strings.Contains(text, "更新显卡驱动") && !strings.Contains(text, "libgl1-mesa-dri") || !strings.Contains(text, "The system said: WGL") {
			t.Errorf("%v %s\n%s", err, title, text)
		}
	}
	_, text, err := words("notice.failure.title", "notice.failure.text", func(c *i18n.Catalog) []any {
		return []any{"cause", c.Error(inspection.Wrap(nil, inspection.CodeUnwritable, "error.data_folder_unknown"))}
	})
	if err != nil || strings.ContainsAny(text, "‹{") {
		t.Errorf("%v %s", err, text)
	}
}

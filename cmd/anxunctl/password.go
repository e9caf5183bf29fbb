package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"anxun/cmd/internal/backup"
	"anxun/cmd/internal/password"
	"anxun/inspection"
	"anxun/inspection/passphrase"
	"anxun/inspection/sqlite"
)

// Where a password may come from besides a prompt. Arguments are not among them: other people of the computer can see
// those.
const (
	passwordVariable       = "ANXUN_PASSWORD"
	newPasswordVariable    = "ANXUN_NEW_PASSWORD"
	backupPasswordVariable = "ANXUN_BACKUP_PASSWORD"
)

// wrongDelay is how long a wrong password is answered late, so that trying many takes long.
const wrongDelay = time.Second

// secretFrom reads a password from the file, else the variable, else asks for it. given is false if there is nobody to ask.
func (c *call) secretFrom(file, variable, prompt string) (secret string, given bool, err error) {
	if file != "" {
		content, err := readLimited(file, passphrase.MaxLength+2)
		line, _, _ := bytes.Cut(content, []byte("\n"))
		return strings.TrimSuffix(string(line), "\r"), true, err
	}
	if secret := c.env.Getenv(variable); secret != "" {
		return secret, true, nil
	}
	if c.env.askSecret == nil {
		return "", false, nil
	}
	secret, given, err = c.env.askSecret(c.text.T(prompt))
	return secret, given, inspection.Wrap(err, inspection.CodeInvalid, "error.password_unread")
}

// unlock asks for the start password of a data folder, if it has one, and compares it.
func (c *call) unlock(folder string) error {
	if !password.IsSet(folder) {
		return nil
	}
	secret, given, err := c.secretFrom(c.passwordFile, passwordVariable, "cli.password.ask")
	if err != nil {
		return err
	}
	if !given {
		return wrongUsage("cli.usage.password", "folder", folder, "variable", passwordVariable)
	}
	if err := password.Check(folder, secret); err != nil {
		c.delay()
		return err
	}
	c.secret = secret
	return nil
}

func (c *call) delay() {
	if c.env.wait != nil {
		c.env.wait(wrongDelay)
	}
}

// newSecret reads a new password. One that is asked for is asked for twice.
func (c *call) newSecret(file, variable, flagName string) (string, error) {
	secret, given, err := c.secretFrom(file, variable, "cli.password.ask_new")
	if err != nil {
		return "", err
	}
	if !given {
		return "", wrongUsage("cli.usage.password_new", "flag", flagName, "variable", variable)
	}
	if file == "" && c.env.Getenv(variable) == "" {
		again, _, err := c.env.askSecret(c.text.T("cli.password.ask_again"))
		if err != nil || again != secret {
			return "", inspection.Wrap(errors.Join(errors.New("not the same"), err), inspection.CodeInvalid, "error.password_differs")
		}
	}
	return secret, passphrase.Check(secret)
}

// passwordSetCommand gives the data folder a start password, or another one.
func passwordSetCommand() command {
	file := ""
	return command{
		name: "password set", access: accessWrite, summary: "cli.password_set",
		flags: func(f *flag.FlagSet) { f.StringVar(&file, "new-password-file", "", "cli.flag.new_password_file") },
		run: func(_ context.Context, c *call) error {
			secret, err := c.newSecret(file, newPasswordVariable, "--new-password-file")
			if err != nil {
				return err
			}
			if err := password.Set(c.Dir, secret); err != nil {
				return err
			}
			return c.emit(passwordDocument{Set: true}, func() { c.say("cli.password.set"); c.say("cli.password.limits") })
		},
	}
}

// passwordRemoveCommand takes the start password away.
func passwordRemoveCommand() command {
	return command{name: "password remove", access: accessWrite, summary: "cli.password_remove", run: func(_ context.Context, c *call) error {
		if err := password.Remove(c.Dir); err != nil {
			return err
		}
		return c.emit(passwordDocument{}, func() { c.say("cli.password.removed") })
	}}
}

// passwordStatusCommand tells whether there is a start password, and what it does.
func passwordStatusCommand() command {
	return command{name: "password status", access: accessRead, summary: "cli.password_status", run: func(_ context.Context, c *call) error {
		d := passwordDocument{Set: password.IsSet(c.Dir)}
		return c.emit(d, func() {
			if d.Set {
				c.say("cli.password.is_set")
			} else {
				c.say("cli.password.is_not_set")
			}
			c.say("cli.password.limits")
		})
	}}
}

type passwordDocument struct {
	Set bool `json:"set"`
}

// backupSecret finds the password of an encrypted backup: what was given for it, else the start password that opened the
// data folder, else one that is asked for.
func (c *call) backupSecret(file string) (string, error) {
	if file == "" && c.env.Getenv(backupPasswordVariable) == "" && c.secret != "" {
		return c.secret, nil
	}
	secret, given, err := c.secretFrom(file, backupPasswordVariable, "cli.password.ask_backup")
	if err == nil && !given {
		err = wrongUsage("cli.usage.password_backup", "variable", backupPasswordVariable)
	}
	return secret, err
}

// newBackupSecret finds the password that a backup is encrypted with: one given for it, else the start password, else a new
// one.
func (c *call) newBackupSecret(file string) (string, error) {
	if file == "" && c.env.Getenv(backupPasswordVariable) == "" && c.secret != "" {
		return c.secret, nil
	}
	return c.newSecret(file, backupPasswordVariable, "--backup-password-file")
}

// verifyEncrypted unpacks an encrypted backup into a private temporary folder and looks at it there.
func (c *call) verifyEncrypted(ctx context.Context, path, file string, options sqlite.Options, progress func(done, total int64)) (report sqlite.VerifyReport, err error) {
	secret, err := c.backupSecret(file)
	if err != nil {
		return report, err
	}
	folder, err := os.MkdirTemp("", "anxun-verify-")
	if err != nil {
		return report, inspection.Wrap(err, inspection.CodeUnwritable, "error.folder_unwritable", "folder", os.TempDir())
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	set, err := backup.Unpack(ctx, path, secret, filepath.Join(folder, "backup"))
	if err != nil {
		return report, err
	}
	return sqlite.VerifyPath(ctx, set.Database, options, progress)
}

// readSecret reads a line that is not shown, from a terminal.
func readSecret(prompt string, out io.Writer, isTerminal func() bool, read func() ([]byte, error)) (string, bool, error) {
	if !isTerminal() {
		return "", false, nil
	}
	if _, err := io.WriteString(out, prompt); err != nil {
		return "", false, err
	}
	line, err := read()
	_, _ = io.WriteString(out, "\n") // the person's own was not shown
	return string(line), err == nil, err
}

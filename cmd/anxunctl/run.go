package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"io"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/ui/i18n"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitDamage = 3 // verify found damage
	exitLocked = 4 // the data folder is open elsewhere
)

// environment is everything outside of the arguments that a run depends on.
type environment struct {
	setup.Environment
	clock inspection.Clock
	// askSecret asks for a password that is not shown; given is false if there is nobody to ask. nil for never.
	askSecret func(prompt string) (secret string, given bool, err error)
	machine   func() inspection.Machine // which computer this is; nil if nobody cares
	wait      func(time.Duration)       // after a wrong password; nil for not at all
}

// access is what a command does with the data folder.
type access int

const (
	accessNone   access = iota // does not open it, or opens it itself
	accessRead                 // looks only, also beside other programs that look or write
	accessNote                 // changes it if that is possible, and looks only if it is open elsewhere or read-only
	accessWrite                // changes it; it must exist
	accessCreate               // changes it and makes it if it is not there
)

// command is one sub-command. Summary and the usage of its flags are translation
// keys.
type command struct {
	name    string   // one to three words
	args    []string // what the positional arguments are called in the usage
	free    int      // how many of them, from the end, may be left out
	many    bool     // the last one may be given several times
	access  access
	copied  bool  // may write although the data folder came from another computer
	noData  *bool // when set by a flag, the command does not open the data folder after all
	summary string
	flags   func(*flag.FlagSet)
	run     func(context.Context, *call) error
}

// call is one run of a command.
type call struct {
	*setup.Session // nil for accessNone
	env            environment
	text           *i18n.Catalog
	out            io.Writer // for the result
	log            io.Writer // for progress and remarks
	args           []string
	data           string // --data as given
	by             string
	json           bool
	help           bool
	lang           string
	passwordFile   string // with the start password
	secret         string // the start password that opened the folder
}

// usageError is a mistake in the command line itself.
type usageError struct {
	key  string
	args []any
}

func (e *usageError) Error() string { return e.key }

// MessageKey makes the error one that i18n can tell.
func (e *usageError) MessageKey() (string, []any) { return e.key, e.args }

func wrongUsage(key string, args ...any) error { return &usageError{key: key, args: args} }

// declare declares the flags that every command takes.
func (c *call) declare(flags *flag.FlagSet) {
	flags.StringVar(&c.data, "data", "", "cli.flag.data")
	flags.StringVar(&c.by, "by", "", "cli.flag.by")
	flags.StringVar(&c.passwordFile, "password-file", "", "cli.flag.password_file")
	flags.StringVar(&c.lang, "lang", c.lang, "cli.flag.lang")
	flags.BoolVar(&c.json, "json", false, "cli.flag.json")
	flags.BoolVar(&c.help, "help", false, "cli.flag.help")
	flags.BoolVar(&c.help, "h", false, "")
}

// errDamage says that verify did its work and found damage; what it found has been
// printed already.
var errDamage = errors.New("damage was found")

// run carries out one command line and returns the exit code. The result goes to
// stdout, progress and errors to stderr.
func run(ctx context.Context, args []string, env environment, stdout, stderr io.Writer) int {
	out := bufio.NewWriter(stdout)
	c := &call{env: env, out: out, log: stderr, lang: i18n.Chinese}
	var err error
	if c.text, err = i18n.New(i18n.Chinese); err == nil {
		err = c.dispatch(ctx, args)
	}
	if flushing := out.Flush(); err == nil && flushing != nil {
		err = inspection.Wrap(flushing, inspection.CodeUnwritable, "error.output")
	}
	if err != nil && !errors.Is(err, errDamage) {
		c.reportError(err)
	}
	return exitCode(err)
}

func exitCode(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errDamage):
		return exitDamage
	case errors.As(err, &usage):
		return exitUsage
	case inspection.CodeOf(err) == inspection.CodeLocked:
		return exitLocked
	}
	return exitFailed
}

// dispatch finds the command, reads its flags and runs it.
func (c *call) dispatch(ctx context.Context, args []string) error {
	line, err := splitCommand(args)
	if err != nil {
		c.presetOutput(args)
		return err
	}
	if line.help || len(line.words) == 0 {
		c.presetOutput(args)
		return c.printHelp(line.words)
	}
	chosen, rest, err := findCommand(commands(), line)
	if err != nil {
		c.presetOutput(args)
		return err
	}
	flags := flag.NewFlagSet(chosen.name, flag.ContinueOnError)
	c.declare(flags)
	if chosen.flags != nil {
		chosen.flags(flags)
	}
	c.presetOutput(args)
	if c.args, err = parseFlags(flags, rest); err != nil {
		return err
	}
	if c.text, err = i18n.New(c.lang); err != nil {
		c.text, _ = i18n.New(i18n.Chinese) // it was loaded before
		return wrongUsage("cli.usage.lang", "value", c.lang)
	}
	if c.help {
		return c.printCommand(chosen)
	}
	if len(c.args) > len(chosen.args) && !chosen.many || len(c.args) < len(chosen.args)-chosen.free {
		return wrongUsage("cli.usage.args", "command", chosen.name, "usage", c.synopsis(chosen))
	}
	return c.execute(ctx, chosen)
}

// execute opens the data folder as the command needs it, runs the command and
// closes it.
func (c *call) execute(ctx context.Context, chosen command) (err error) {
	if chosen.access == accessNone || chosen.noData != nil && *chosen.noData {
		return chosen.run(ctx, c)
	}
	folder, err := setup.DataFolder(c.data, c.env.Environment)
	if err != nil {
		return err
	}
	if err := c.unlock(folder); err != nil {
		return err
	}
	options := setup.Options{Dir: folder, Clock: c.env.clock, Create: chosen.access == accessCreate, ReadOnly: chosen.access == accessRead,
		Beside: true}
	c.Session, err = setup.Open(ctx, options)
	if code := inspection.CodeOf(err); chosen.access == accessNote && (code == inspection.CodeLocked || code == inspection.CodeUnwritable) {
		options.ReadOnly = true
		c.Session, err = setup.Open(ctx, options)
	}
	if err != nil {
		return err
	}
	defer func() {
		if closing := c.Session.Close(); err == nil {
			err = closing
		}
	}()
	if err := c.settleMachine(ctx, chosen); err != nil {
		return err
	}
	return chosen.run(ctx, c)
}

// actor is in whose name a change is made: --by, else the person of this laptop,
// else the account.
func (c *call) actor(ctx context.Context) (string, error) {
	if c.by != "" {
		return c.by, nil
	}
	person, err := c.Service.Setting(ctx, inspection.SettingOperator)
	if err != nil || person != "" {
		return person, err
	}
	for _, name := range []string{"USER", "USERNAME", "LOGNAME"} {
		if account := c.env.Getenv(name); account != "" {
			return account, nil
		}
	}
	return "anxunctl", nil
}

// commands lists every command, in the order of the help.
func commands() []command {
	list := []command{
		initCommand(),
		checklistsListCommand(), checklistsShowCommand(), checklistsExportCommand(),
		placesListCommand(), placesShowCommand(), placesImportCommand(), placesExportCommand(), placesTemplateCommand(),
		inspectCommand(),
		inspectionsListCommand(), inspectionsShowCommand(), inspectionsCorrectCommand(),
		hazardsListCommand(), hazardsShowCommand(), hazardsReportCommand(),
	}
	list = append(list, hazardActionCommands()...)
	list = append(list, assignCommands()...)
	list = append(list, formCommands()...)
	list = append(list, bundleCommands()...)
	list = append(list, hubInitCommand())
	list = append(list, hubExchangeCommands()...)
	list = append(list, hubStatusCommand(), hubForgetCommand())
	return append(list,
		reportCommand(), reportHistoryCommand(),
		reportCustomListCommand(), reportCustomShowCommand(), reportCustomSaveCommand(), reportCustomRemoveCommand(), reportCustomRunCommand(),
		deadlinesShowCommand(), deadlinesSetCommand(), planShowCommand(), planSetCommand(), planDueCommand(), holidaysListCommand(), holidaysImportCommand(),
		roleShowCommand(), roleSetCommand(),
		journalCommand(), binListCommand(), binRestoreCommand(), sampleRemoveCommand(),
		passwordSetCommand(), passwordRemoveCommand(), passwordStatusCommand(), verifyCommand(), backupCommand(), restoreCommand(), rescueCommand(),
		demoCommand(), generateCommand(),
		versionCommand(),
	)
}

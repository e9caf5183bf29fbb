package main

import (
	"flag"
	"strings"

	"anxun/inspection"
	"anxun/ui/i18n"
)

// commandLine is a command line taken apart as far as that is possible without
// knowing the command.
type commandLine struct {
	words []string // everything that is no flag, until "--"
	at    []int    // where the words stand in args
	args  []string
	help  bool
}

// splitCommand finds the words. Flags may stand before the command, so those that
// take a value are known here.
func splitCommand(args []string) (commandLine, error) {
	line := commandLine{args: args}
	for i := 0; i < len(args); i++ {
		name, isFlag := flagName(args[i])
		switch {
		case args[i] == "--":
			return line, nil
		case !isFlag:
			line.words, line.at = append(line.words, args[i]), append(line.at, i)
			if len(line.words) == 1 && args[i] == "help" {
				line.help = true
			}
		case len(line.words) > 0: // belongs to the command, which knows its flags
			if name == "help" || name == "h" {
				line.help = true
			}
		case strings.Contains(args[i], "="):
		case name == "data" || name == "lang" || name == "by" || name == "password-file":
			i++
		case name == "help" || name == "h":
			line.help = true
		case name != "json":
			return line, wrongUsage("cli.usage.flag_unknown", "flag", args[i])
		}
	}
	if len(line.words) > 0 && line.words[0] == "help" {
		line.words = line.words[1:]
	}
	return line, nil
}

// flagName returns the name of a flag such as --name, -name or --name=value.
func flagName(arg string) (string, bool) {
	name := strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-")
	if name == arg || name == "" {
		return "", false
	}
	name, _, _ = strings.Cut(name, "=")
	return name, true
}

// findCommand finds the command that the first words name and returns the
// arguments without these words.
func findCommand(all []command, line commandLine) (command, []string, error) {
	for n := min(3, len(line.words)); n > 0; n-- {
		name := strings.Join(line.words[:n], " ")
		for _, candidate := range all {
			if candidate.name == name && line.at[n-1] == line.at[0]+n-1 {
				rest := append([]string(nil), line.args[:line.at[0]]...)
				return candidate, append(rest, line.args[line.at[n-1]+1:]...), nil
			}
		}
	}
	for _, candidate := range all {
		if strings.HasPrefix(candidate.name, line.words[0]+" ") {
			return command{}, nil, wrongUsage("cli.usage.subcommand", "command", line.words[0], "list", strings.Join(subcommands(all, line.words[0]), "、"))
		}
	}
	return command{}, nil, wrongUsage("cli.usage.command_unknown", "command", line.words[0])
}

func subcommands(all []command, group string) []string {
	var names []string
	for _, candidate := range all {
		if name, found := strings.CutPrefix(candidate.name, group+" "); found {
			names = append(names, name)
		}
	}
	return names
}

// parseFlags reads flags and positional arguments in any order. Package flag alone
// stops at the first positional argument. After "--" everything is positional.
func parseFlags(flags *flag.FlagSet, args []string) ([]string, error) {
	positional := []string{}
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return append(positional, args[i+1:]...), nil
		}
		name, isFlag := flagName(args[i])
		if !isFlag {
			positional = append(positional, args[i])
			continue
		}
		known := flags.Lookup(name)
		if known == nil {
			return nil, wrongUsage("cli.usage.flag_unknown", "flag", "--"+name)
		}
		_, value, given := strings.Cut(args[i], "=")
		if boolean, ok := known.Value.(interface{ IsBoolFlag() bool }); !given && ok && boolean.IsBoolFlag() {
			value, given = "true", true
		}
		if !given {
			if i++; i == len(args) {
				return nil, wrongUsage("cli.usage.flag_value", "flag", "--"+name)
			}
			value = args[i]
		}
		if err := flags.Set(name, value); err != nil {
			return nil, wrongUsage("cli.usage.flag_wrong", "flag", "--"+name, "value", value)
		}
	}
	return positional, nil
}

// presetOutput looks for --json and --lang before the flags are read in earnest, so
// that a mistake in the command line is told in the form and language asked for.
func (c *call) presetOutput(args []string) {
	for i, arg := range args {
		name, isFlag := flagName(arg)
		if !isFlag {
			continue
		}
		_, value, given := strings.Cut(arg, "=")
		switch {
		case name == "json" && (!given || value == "true"):
			c.json = true
		case name == "lang":
			if !given && i+1 < len(args) {
				value = args[i+1]
			}
			if catalog, err := i18n.New(value); err == nil {
				c.text, c.lang = catalog, value
			}
		}
	}
}

// dayFlag is a flag that takes a day.
type dayFlag struct{ day *inspection.Day }

func (f dayFlag) String() string {
	if f.day == nil {
		return ""
	}
	return string(*f.day)
}

// Set implements flag.Value.
func (f dayFlag) Set(text string) (err error) {
	*f.day, err = inspection.ParseDay(text)
	return err
}

// listFlag is a flag that may be given several times.
type listFlag struct{ list *[]string }

func (f listFlag) String() string { return "" }

// Set implements flag.Value.
func (f listFlag) Set(text string) error {
	*f.list = append(*f.list, text)
	return nil
}

// need is the error for a flag that must be given.
func need(name string) error { return wrongUsage("cli.usage.flag_needed", "flag", "--"+name) }

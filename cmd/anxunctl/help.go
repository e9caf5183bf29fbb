package main

import (
	"flag"
	"fmt"
	"strings"

	"anxun/cmd/internal/setup"
)

// printHelp prints the list of commands, or the help of one or of a group.
func (c *call) printHelp(words []string) error {
	if len(words) == 0 {
		c.say("cli.help.title", "version", setup.Version)
		fmt.Fprintln(c.out)
		c.printList(commands())
		fmt.Fprintln(c.out)
		c.say("cli.help.flags")
		c.printFlags(func(*flag.FlagSet) {})
		fmt.Fprintln(c.out)
		c.say("cli.help.more")
		return nil
	}
	var group []command
	name := strings.Join(words[:min(2, len(words))], " ")
	for _, candidate := range commands() {
		if candidate.name == name || candidate.name == words[0] {
			return c.printCommand(candidate)
		}
		if strings.HasPrefix(candidate.name, words[0]+" ") {
			group = append(group, candidate)
		}
	}
	if len(group) == 0 {
		return wrongUsage("cli.usage.command_unknown", "command", words[0])
	}
	c.printList(group)
	return nil
}

func (c *call) printList(list []command) {
	lines := table{header: []string{c.text.T("cli.column.command"), c.text.T("cli.column.purpose")}}
	for _, one := range list {
		lines.add("  "+one.name, c.text.T(one.summary))
	}
	lines.indented(c)
}

// indented prints the rows of two columns without the header, keeping the
// indentation of the first.
func (t *table) indented(c *call) {
	wide := 0
	for _, row := range t.rows {
		wide = max(wide, textWidth(row[0]))
	}
	for _, row := range t.rows {
		fmt.Fprintf(c.out, "%s%s  %s\n", row[0], strings.Repeat(" ", wide-textWidth(row[0])), row[1])
	}
}

// printCommand prints the help of one command.
func (c *call) printCommand(chosen command) error {
	fmt.Fprintln(c.out, c.text.T(chosen.summary))
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, c.synopsis(chosen))
	fmt.Fprintln(c.out)
	flags := chosen.flags
	if flags == nil {
		flags = func(*flag.FlagSet) {}
	}
	c.printFlags(flags)
	return nil
}

// synopsis is the one line that shows how a command is written.
func (c *call) synopsis(chosen command) string {
	line := "anxunctl " + chosen.name
	for i, arg := range chosen.args {
		if chosen.many && i == len(chosen.args)-1 {
			arg += "…"
		}
		if i >= len(chosen.args)-chosen.free {
			arg = "[" + arg + "]"
		}
		line += " " + arg
	}
	return line + " [--…]"
}

func (c *call) printFlags(more func(*flag.FlagSet)) {
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	more(flags)
	lines := table{}
	describe := func(f *flag.Flag) {
		if f.Usage == "" {
			return
		}
		name := "  --" + f.Name
		if boolean, ok := f.Value.(interface{ IsBoolFlag() bool }); !ok || !boolean.IsBoolFlag() {
			name += " …"
		}
		lines.add(name, c.text.T(f.Usage))
	}
	flags.VisitAll(describe)
	global := flag.NewFlagSet("", flag.ContinueOnError)
	(&call{}).declare(global)
	global.VisitAll(describe)
	lines.indented(c)
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"anxun/cmd/internal/hublink"
	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/postgres"
)

// hubAddress are the flags that say where the hub is.
type hubAddress struct{ dsn, office string }

func (a *hubAddress) declare(f *flag.FlagSet) {
	f.StringVar(&a.dsn, "dsn", "", "cli.flag.hub_dsn")
	f.StringVar(&a.office, "office", "", "cli.flag.hub_office")
}

// hubInitCommand sets a server up. It needs no data folder, as whoever looks after the server need not use Anxun.
func hubInitCommand() command {
	var at hubAddress
	role, script := "anxun", false
	return command{
		name: "hub init", access: accessNone, summary: "cli.hub.init",
		flags: func(f *flag.FlagSet) {
			at.declare(f)
			f.StringVar(&role, "role", role, "cli.flag.hub_role")
			f.BoolVar(&script, "script", false, "cli.flag.hub_script")
		},
		run: func(ctx context.Context, c *call) error {
			wanted := postgres.SetUp{Office: at.office, Role: role, Clock: c.env.clock}
			if at.office == "" {
				return need("office")
			}
			if script {
				text, err := postgres.Script(wanted)
				if err == nil {
					err = c.emit(map[string]string{"sql": text}, func() { fmt.Fprint(c.out, text) })
				}
				return err
			}
			if at.dsn == "" {
				return need("dsn")
			}
			report, err := postgres.Init(ctx, postgres.Options{DSN: at.dsn, Password: c.env.Getenv(hublink.PasswordVariable)}, wanted)
			if err != nil {
				return err
			}
			return c.printHubInit(wanted, report)
		},
	}
}

func (c *call) printHubInit(wanted postgres.SetUp, report postgres.SetUpReport) error {
	type document struct {
		Office     string `json:"office"`
		NewOffice  bool   `json:"new_office"`
		Role       string `json:"role"`
		NewRole    bool   `json:"new_role"`
		TablesMade bool   `json:"tables_made"`
		Version    int    `json:"version"`
	}
	return c.emit(document{wanted.Office, report.NewOffice, wanted.Role, report.NewRole, report.Made, postgres.Version}, func() {
		for _, line := range []struct {
			fresh bool
			key   string
		}{{report.Made, "tables"}, {report.NewOffice, "office"}, {report.NewRole, "role"}} {
			key := "cli.hub.init." + line.key
			if !line.fresh {
				key += "_there"
			}
			c.say(key, "office", wanted.Office, "role", wanted.Role)
		}
		if report.NewRole {
			c.say("cli.hub.init.password", "role", wanted.Role)
		}
	})
}

// link joins the open data folder to its hub. A person is asked for the password only at a terminal.
func (c *call) link() *hublink.Link {
	link := &hublink.Link{Session: c.Session, Getenv: c.env.Getenv, Keyring: hublink.SystemKeyring{}}
	if term.IsTerminal(int(os.Stdin.Fd())) && !c.json {
		link.Ask = func(_ context.Context, address postgres.Address) (string, error) {
			fmt.Fprint(c.log, c.text.T("cli.hub.password", "user", address.User, "server", address.Server))
			secret, err := term.ReadPassword(int(os.Stdin.Fd()))
			fmt.Fprintln(c.log)
			return string(secret), err
		}
	}
	return link
}

// hubExchangeCommands are push, pull and sync.
func hubExchangeCommands() []command {
	var list []command
	for _, one := range []struct {
		name     string
		exchange func(*hub.Exchange, context.Context) (hub.Outcome, error)
	}{{"push", (*hub.Exchange).Push}, {"pull", (*hub.Exchange).Pull}, {"sync", (*hub.Exchange).Sync}} {
		var at hubAddress
		remember := false
		list = append(list, command{
			name: "hub " + one.name, access: accessWrite, summary: "cli.hub." + one.name,
			flags: func(f *flag.FlagSet) {
				at.declare(f)
				f.BoolVar(&remember, "remember", false, "cli.flag.hub_remember")
			},
			run: func(ctx context.Context, c *call) error { return c.hubExchange(ctx, at, remember, one.exchange) },
		})
	}
	return list
}

func (c *call) hubExchange(ctx context.Context, at hubAddress, remember bool, run func(*hub.Exchange, context.Context) (hub.Outcome, error)) error {
	by, err := c.actor(ctx)
	if err != nil {
		return err
	}
	link := c.link()
	place, err := link.Place(ctx, at.dsn, at.office)
	if err != nil {
		return err
	}
	if place.Weak != "" {
		fmt.Fprintln(c.log, c.text.T("cli.hub.weak", "mode", place.Weak))
	}
	connection, password, err := link.Open(ctx, place)
	if err != nil {
		link.Note(nil, hub.Outcome{}, err)
		return err
	}
	defer connection.Close() // what was committed is committed
	if remember {
		if err := c.rememberHub(ctx, link, by, place, password); err != nil {
			return err
		}
	}
	exchange := link.Exchange(connection, by)
	exchange.Progress = c.hubProgress()
	outcome, err := run(exchange, ctx)
	link.Note(exchange, outcome, err)
	if err != nil {
		return err
	}
	waiting, err := hub.CountWaiting(ctx, c.Service, exchange.OnHub())
	if err != nil {
		return err
	}
	return c.printHubOutcome(place, outcome, waiting)
}

func (c *call) rememberHub(ctx context.Context, link *hublink.Link, by string, place hublink.Place, password string) error {
	err := link.Remember(ctx, by, place, password)
	var known *inspection.Error
	if errors.As(err, &known) && known.Key == "error.hub_keyring" {
		fmt.Fprintln(c.log, c.text.Error(err))
		return nil
	}
	return err
}

// hubProgress tells how far a long exchange has come, now and then.
func (c *call) hubProgress() func(hub.Progress) {
	if c.json {
		return nil
	}
	var last hub.Progress
	return func(p hub.Progress) {
		step := int64(5000)
		if p.Stage == hub.StageFetchPhoto || p.Stage == hub.StageSendPhoto {
			step = 50
		}
		if p.Done == 0 || p.Stage == last.Stage && p.Done-last.Done < step {
			return
		}
		last = p
		key := "cli.hub.progress." + string(p.Stage)
		if p.Total > 0 {
			key += "_of"
		}
		fmt.Fprintln(c.log, c.text.T(key, "done", p.Done, "total", p.Total))
	}
}

// hubForgetCommand ends the use of the hub on this laptop.
func hubForgetCommand() command {
	return command{
		name: "hub forget", access: accessWrite, summary: "cli.hub.forget",
		run: func(ctx context.Context, c *call) error {
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			if err := c.link().Forget(ctx, by); err != nil {
				return err
			}
			return c.emit(map[string]bool{"forgotten": true}, func() { c.say("cli.hub.forgotten") })
		},
	}
}

func names(cards []inspection.DeviceCard) string {
	var list []string
	for _, card := range cards {
		list = append(list, strings.TrimSpace(card.Code+" "+card.Person))
	}
	return strings.Join(list, "、")
}

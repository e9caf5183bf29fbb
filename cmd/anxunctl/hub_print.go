package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"anxun/cmd/internal/hublink"
	"anxun/inspection"
	"anxun/inspection/hub"
)

type hubDeviceDocument struct {
	ID          string `json:"id"`
	Code        string `json:"code"`
	Person      string `json:"person"`
	Office      string `json:"office"`
	Fingerprint string `json:"fingerprint"`
}

func hubDevices(cards []inspection.DeviceCard) []hubDeviceDocument {
	documents := []hubDeviceDocument{}
	for _, card := range cards {
		documents = append(documents, hubDeviceDocument{card.ID, card.Code, card.Person, card.Office, card.Fingerprint()})
	}
	return documents
}

type hubWaitingDocument struct {
	Entries int `json:"entries"`
	Photos  int `json:"photos"`
}

// printHubOutcome tells what an exchange did.
func (c *call) printHubOutcome(place hublink.Place, o hub.Outcome, waiting hub.Waiting) error {
	type photos struct {
		Sent    int      `json:"sent"`
		Fetched int      `json:"fetched"`
		Awaited int      `json:"awaited"`
		Refused []string `json:"refused"`
	}
	type document struct {
		Server    string              `json:"server"`
		Office    string              `json:"office"`
		Weak      string              `json:"weak_sslmode,omitempty"`
		Notice    hub.Notice          `json:"notice,omitempty"`
		Pushed    int64               `json:"pushed"`
		Pulled    int64               `json:"pulled"`
		Changed   int                 `json:"changed"`
		Conflicts int                 `json:"conflicts"`
		Photos    photos              `json:"photos"`
		Waiting   hubWaitingDocument  `json:"waiting"`
		Accepted  []hubDeviceDocument `json:"accepted"`
		Strangers []string            `json:"strangers"`
		Blocked   []string            `json:"blocked"`
	}
	d := document{place.Server, place.Office, place.Weak, o.Notice, o.Pushed, o.Pulled, o.Changed, o.Conflicts,
		photos{o.PhotosSent, o.PhotosFetched, o.PhotosAwaited, list(o.PhotosRefused)}, hubWaitingDocument{waiting.Entries, waiting.Photos},
		hubDevices(o.Accepted), list(o.Strangers), list(o.Blocked)}
	return c.emit(d, func() {
		if o.Notice != hub.NoticeNone {
			c.say("cli.hub.notice." + string(o.Notice))
		}
		rows := table{header: c.columns("hub_what", "hub_sent", "hub_received", "hub_waiting")}
		rows.add(c.text.T("cli.hub.entries"), fmt.Sprint(o.Pushed), fmt.Sprint(o.Pulled), fmt.Sprint(waiting.Entries))
		rows.add(c.text.T("cli.hub.photos"), fmt.Sprint(o.PhotosSent), fmt.Sprint(o.PhotosFetched), fmt.Sprint(waiting.Photos))
		rows.write(c.out)
		c.say("cli.hub.changed", "n", o.Changed)
		for _, line := range []struct {
			key  string
			n    int
			text string
		}{
			{"conflicts", o.Conflicts, ""}, {"awaited", o.PhotosAwaited, ""}, {"refused", len(o.PhotosRefused), strings.Join(o.PhotosRefused, "、")},
			{"accepted", len(o.Accepted), names(o.Accepted)}, {"strangers", len(o.Strangers), strings.Join(o.Strangers, "、")},
			{"blocked", len(o.Blocked), strings.Join(o.Blocked, "、")},
		} {
			if line.n > 0 {
				c.say("cli.hub."+line.key, "n", line.n, "list", line.text)
			}
		}
	})
}

// hubStatusCommand tells how the exchange stands, and asks the server unless that is not wanted.
func hubStatusCommand() command {
	var at hubAddress
	offline := false
	return command{
		name: "hub status", access: accessRead, summary: "cli.hub.status",
		flags: func(f *flag.FlagSet) {
			at.declare(f)
			f.BoolVar(&offline, "offline", false, "cli.flag.hub_offline")
		},
		run: func(ctx context.Context, c *call) error {
			link := c.link()
			place, err := link.Place(ctx, at.dsn, at.office)
			if inspection.CodeOf(err) == inspection.CodeNotFound {
				return c.emit(map[string]bool{"in_use": false}, func() { c.say("cli.hub.none") })
			}
			if err != nil {
				return err
			}
			s := hubState{place: place, status: link.ReadStatus(), asked: !offline}
			if !offline {
				s.overview, s.failure = c.askHub(ctx, link, place)
				if s.failure == nil {
					s.status.OnHub = s.overview.Known
				}
			}
			if s.waiting, err = hub.CountWaiting(ctx, c.Service, s.status.OnHub); err != nil {
				return err
			}
			return errors.Join(c.printHubStatus(s), s.failure)
		},
	}
}

// hubState is what hub status tells.
type hubState struct {
	place    hublink.Place
	status   hublink.Status
	waiting  hub.Waiting
	asked    bool
	overview hub.Overview
	failure  error // of asking
}

func (c *call) askHub(ctx context.Context, link *hublink.Link, place hublink.Place) (hub.Overview, error) {
	connection, _, err := link.Open(ctx, place)
	if err != nil {
		return hub.Overview{}, err
	}
	defer connection.Close() // nothing was written
	return connection.Overview(ctx)
}

func (c *call) printHubStatus(s hubState) error {
	type failure struct {
		Code    inspection.Code `json:"code"`
		Message string          `json:"message"`
	}
	type document struct {
		InUse       bool                `json:"in_use"`
		Server      string              `json:"server"`
		Office      string              `json:"office"`
		Weak        string              `json:"weak_sslmode,omitempty"`
		Reachable   *bool               `json:"reachable"` // null if it was not asked
		Entries     int64               `json:"entries"`   // on the hub
		Devices     []hubDeviceDocument `json:"devices"`
		LastSuccess *string             `json:"last_success"`
		LastTry     *string             `json:"last_try"`
		LastError   *failure            `json:"last_error"`
		Waiting     hubWaitingDocument  `json:"waiting"`
		Awaited     int                 `json:"photos_awaited"`
	}
	reachable := s.failure == nil
	d := document{InUse: true, Server: s.place.Server, Office: s.place.Office, Weak: s.place.Weak, Entries: s.overview.Top, Devices: hubDevices(s.overview.Devices),
		LastSuccess: instant(s.status.LastSuccess), LastTry: instant(s.status.LastTry), Waiting: hubWaitingDocument{s.waiting.Entries, s.waiting.Photos}, Awaited: s.status.Awaited}
	if s.asked {
		d.Reachable = &reachable
	}
	if last := s.status.Failure; last != nil {
		d.LastError = &failure{last.Code, c.text.Error(last.Err())}
	}
	return c.emit(d, func() {
		rows := table{header: c.columns("hub_what", "hub_value")}
		add := func(key, value string) { rows.add(c.text.T("cli.hub.status."+key), value) }
		add("server", s.place.Server)
		add("office", s.place.Office)
		if s.place.Weak != "" {
			add("tls", c.text.T("cli.hub.weak", "mode", s.place.Weak))
		}
		add("last_success", clockTime(s.status.LastSuccess))
		add("waiting", c.text.T("cli.hub.status.waiting_value", "entries", s.waiting.Entries, "photos", s.waiting.Photos))
		add("awaited", fmt.Sprint(s.status.Awaited))
		if d.LastError != nil {
			add("last_error", clockTime(s.status.LastTry)+" "+d.LastError.Message)
		}
		if s.asked && reachable {
			add("entries", fmt.Sprint(s.overview.Top))
			for _, device := range d.Devices {
				add("device", strings.Join([]string{device.Code, orDash(device.Person), device.Fingerprint}, "  "))
			}
		}
		rows.write(c.out)
	})
}

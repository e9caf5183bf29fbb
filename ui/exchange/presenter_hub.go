package exchange

import (
	"context"
	"errors"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/preference"
	"anxun/ui/task"
)

func secondsOf(n int) time.Duration { return time.Duration(n) * time.Second }

// HubView shows a HubShown.
type HubView interface{ RenderHub(HubShown) }

// HubShown is everything the tab 办公室服务器 shows.
type HubShown struct {
	Loaded  bool
	Offered bool // this program can use a server
	Used    bool
	Place   HubPlace
	Minutes int // between exchanges; 0 for only by hand
	Problem string
	Field   HubField // that the problem is about
	Asked   bool     // for the password, which could not be kept
	Saved   int      // how often what was written has been taken over
	Notice  string
	Working bool
	Lines   []string // how the exchange stands
	Failure string
	Running bool
}

// HubField is a field of the tab.
type HubField string

// The fields.
const (
	HubAddress HubField = "address"
	HubOffice  HubField = "office"
	HubSecret  HubField = "secret"
)

// hubFieldOf finds the field that an error is about.
func hubFieldOf(err error) HubField {
	var known *inspection.Error
	if errors.As(err, &known) {
		switch known.Key {
		case "error.hub_denied", PasswordNeeded:
			return HubSecret
		case "error.hub_office_needed", "error.hub_office_unknown", "error.hub_not_member":
			return HubOffice
		}
	}
	return HubAddress
}

// passwordNeeded says whether the server wants a password and none is kept.
func passwordNeeded(err error) bool {
	var known *inspection.Error
	return errors.As(err, &known) && known.Key == PasswordNeeded
}

// The pauses between exchanges to choose from, in minutes; 0 means only by hand.
var pauses = []int{5, 15, 60, 0}

// Pause is how long the exchange with the server pauses by the preferences; 0 means only by hand.
func Pause(v preference.Values) time.Duration {
	switch {
	case v.HubPause < 0:
		return 0
	case v.HubPause == 0:
		return 5 * time.Minute
	}
	return time.Duration(v.HubPause) * time.Minute
}

// HubPresenter decides what the tab shows. Its methods belong to the goroutine of the user interface.
type HubPresenter struct {
	host  Host
	hub   Hub // nil if the program cannot use one
	view  HubView
	loads *task.Latest
	stop  func() // ends following; nil before it began
	state HubShown
}

// NewHubPresenter returns the presenter of view.
func NewHubPresenter(host Host, hub Hub, view HubView) *HubPresenter {
	p := &HubPresenter{host: host, hub: hub, view: view, loads: task.NewLatest(host.Run)}
	p.state.Offered = hub != nil
	return p
}

// Load reads where the server is and how the exchange stands, and follows it from now on.
func (p *HubPresenter) Load() {
	if p.hub == nil {
		p.state.Loaded = true
		p.view.RenderHub(p.state)
		return
	}
	if p.stop == nil {
		p.stop = p.hub.Watch(func(s HubState) { p.host.Post(func() { p.follow(s) }) })
	}
	var place HubPlace
	p.loads.Do("exchange.hub", func(ctx context.Context, _ task.Progress) (err error) {
		place, err = p.hub.Place(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.state.Loaded, p.state.Used, p.state.Place = true, place.Address != "", place
		if p.state.Place.Office == "" {
			p.state.Place.Office = p.host.Office()
		}
		p.state.Minutes = int(Pause(p.host.Preferences()) / time.Minute)
		p.follow(p.hub.State())
	})
}

// Close ends following.
func (p *HubPresenter) Close() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

func (p *HubPresenter) follow(s HubState) {
	t, words := p.host.T, p.host.Catalog()
	p.state.Running, p.state.Failure, p.state.Lines, p.state.Asked = s.Running, "", nil, passwordNeeded(s.Failure)
	if !p.state.Used {
		p.view.RenderHub(p.state)
		return
	}
	last := t("exchange.hub.never")
	if !s.LastSuccess.IsZero() {
		last = t("exchange.hub.last", "when", words.DayTime(s.LastSuccess.In(inspection.Zone)))
	}
	p.state.Lines = append(p.state.Lines, last)
	switch {
	case s.Entries+s.Photos > 0:
		p.state.Lines = append(p.state.Lines, t("exchange.hub.waiting", "entries", s.Entries, "photos", s.Photos))
	case !s.LastSuccess.IsZero():
		p.state.Lines = append(p.state.Lines, t("exchange.hub.nothing_waiting"))
	}
	if s.Awaited > 0 {
		p.state.Lines = append(p.state.Lines, t("exchange.hub.awaited", "n", s.Awaited))
	}
	switch {
	case s.Running && s.Total > 0:
		p.state.Lines = append(p.state.Lines, t("exchange.hub.running_of", "done", s.Done, "total", s.Total))
	case s.Running:
		p.state.Lines = append(p.state.Lines, t("exchange.hub.running"))
	case !s.NextTry.IsZero() && s.Failure != nil:
		p.state.Lines = append(p.state.Lines, t("exchange.hub.retry", "when", s.NextTry.In(inspection.Zone).Format("15:04:05")))
	case !s.NextTry.IsZero():
		p.state.Lines = append(p.state.Lines, t("exchange.hub.next", "when", s.NextTry.In(inspection.Zone).Format("15:04")))
	}
	if s.Failure != nil { // also while it is tried again, which may take half a minute
		p.state.Failure = p.host.ErrorText(s.Failure)
	}
	p.view.RenderHub(p.state)
}

// Test connects with what was written.
func (p *HubPresenter) Test(address, office, secret string) {
	p.act(address, office, func(ctx context.Context, place HubPlace) error { return p.hub.Test(ctx, place, secret) }, func() {
		p.state.Notice = p.host.T("exchange.hub.tested")
	})
}

// Use connects and, if that works, makes it the server of this laptop.
func (p *HubPresenter) Use(address, office, secret string) {
	by, kept := p.host.Person(), false
	p.act(address, office, func(ctx context.Context, place HubPlace) (err error) {
		if err = p.hub.Test(ctx, place, secret); err == nil {
			kept, err = p.hub.Use(ctx, by, place, secret)
		}
		return err
	}, func() {
		p.state.Saved++
		p.state.Notice = p.host.T("exchange.hub.used")
		if !kept {
			p.state.Notice = p.host.T("exchange.hub.used_unkept")
		}
		p.hub.Run(Pause(p.host.Preferences()))
		p.Load()
	})
}

func (p *HubPresenter) act(address, office string, work func(context.Context, HubPlace) error, done func()) {
	if p.hub == nil || p.state.Working || p.host.ReadOnly() {
		return
	}
	p.state.Place = HubPlace{Address: strings.TrimSpace(address), Office: strings.TrimSpace(office)}
	p.state.Working, p.state.Problem, p.state.Field, p.state.Notice = true, "", "", ""
	p.view.RenderHub(p.state)
	place := p.state.Place
	p.host.Run("hub", func(ctx context.Context, _ task.Progress) error { return work(ctx, place) }, func(err error) {
		p.state.Working = false
		if err != nil {
			p.state.Problem, p.state.Field = p.host.ErrorText(err), hubFieldOf(err)
		} else {
			done()
		}
		p.view.RenderHub(p.state)
	})
}

// Forget ends the use of the server.
func (p *HubPresenter) Forget() {
	if p.hub == nil || p.host.ReadOnly() {
		return
	}
	by := p.host.Person()
	p.hub.Run(0)
	p.host.Run("hub", func(ctx context.Context, _ task.Progress) error { return p.hub.Forget(ctx, by) }, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.state.Notice, p.state.Problem = "", ""
		p.Load()
	})
}

// SetMinutes chooses the pause between exchanges; 0 means only by hand.
func (p *HubPresenter) SetMinutes(n int) {
	p.host.ChangePreferences(func(v *preference.Values) {
		v.HubPause = n
		if n == 0 {
			v.HubPause = -1
		}
	})
	p.state.Minutes = n
	if p.hub != nil && p.state.Used {
		p.hub.Run(Pause(p.host.Preferences()))
	}
	p.view.RenderHub(p.state)
}

// Now exchanges at once.
func (p *HubPresenter) Now() {
	if p.hub != nil && p.state.Used {
		p.hub.Now()
	}
}

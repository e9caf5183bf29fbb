package carrying

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"anxun/cmd/internal/hublink"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/ui/exchange"
)

// Hub is the office's server as the window sees it.
type Hub struct {
	link *hublink.Link

	control sync.Mutex // of starting and stopping, which wait for what runs

	mutex    sync.Mutex
	syncer   *hub.Syncer
	watchers map[int]func(exchange.HubState)
	watched  int    // how many there were so far
	secret   string // given in this run, for where the system has no keyring
	closed   bool
}

// NewHub returns the server of a session, at rest. Getenv may hold the password, keyring keeps it.
func NewHub(session *setup.Session, getenv func(string) string, keyring hublink.Keyring) *Hub {
	h := &Hub{watchers: map[int]func(exchange.HubState){}}
	h.link = &hublink.Link{Session: session, Getenv: h.given(getenv), Keyring: keyring}
	h.syncer = h.newSyncer(0)
	session.Service.Subscribe(func([]inspection.Change) { h.current().Soon() })
	return h
}

func (h *Hub) newSyncer(every time.Duration) *hub.Syncer {
	h.link.Every = every
	return h.link.Syncer(func(work func()) { go work() }, h.person, h.tell)
}

// given finds the password that was entered since the program was started where it would be found if it were in the surroundings: a server
// is not to be asked with the wrong one first at every exchange.
func (h *Hub) given(getenv func(string) string) func(string) string {
	return func(name string) string {
		value := getenv(name)
		if value == "" && name == hublink.PasswordVariable {
			h.mutex.Lock()
			defer h.mutex.Unlock()
			value = h.secret
		}
		return value
	}
}

// person is who uses this laptop.
func (h *Hub) person() string {
	name, err := h.link.Session.Service.Setting(context.Background(), inspection.SettingOperator)
	if err != nil || name == "" {
		return "安巡"
	}
	return name
}

func (h *Hub) current() *hub.Syncer {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.syncer
}

// Place implements exchange.Hub.
func (h *Hub) Place(ctx context.Context) (exchange.HubPlace, error) {
	address, err := h.link.Session.Service.Setting(ctx, hub.SettingAddress)
	if err != nil {
		return exchange.HubPlace{}, err
	}
	office, err := h.link.Session.Service.Setting(ctx, hub.SettingOffice)
	return exchange.HubPlace{Address: address, Office: office}, err
}

// placed reads what a person wrote.
func (h *Hub) placed(ctx context.Context, place exchange.HubPlace, secret string) (hublink.Place, error) {
	if place.Address == "" {
		return hublink.Place{}, inspection.Invalid("error.hub_dsn_needed")
	}
	where, err := h.link.Place(ctx, place.Address, place.Office)
	if secret != "" {
		where.Password = secret
	}
	return where, err
}

// Test implements exchange.Hub.
func (h *Hub) Test(ctx context.Context, place exchange.HubPlace, secret string) error {
	where, err := h.placed(ctx, place, secret)
	if err != nil {
		return err
	}
	connection, _, err := h.link.Open(ctx, where)
	if err != nil {
		return err
	}
	_, err = connection.Overview(ctx)
	return errors.Join(err, connection.Close())
}

// Use implements exchange.Hub.
func (h *Hub) Use(ctx context.Context, by string, place exchange.HubPlace, secret string) (kept bool, err error) {
	where, err := h.placed(ctx, place, secret)
	if err != nil {
		return false, err
	}
	err = h.link.Remember(ctx, by, where, where.Password)
	var known *inspection.Error
	unkept := errors.As(err, &known) && known.Key == "error.hub_keyring"
	switch {
	case unkept:
		h.keep(where.Password)
		err = nil
	case err == nil && where.Password != "":
		h.keep("") // the keyring has it
	}
	return err == nil && !unkept, err
}

func (h *Hub) keep(secret string) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.secret = secret
}

// Forget implements exchange.Hub.
func (h *Hub) Forget(ctx context.Context, by string) error { return h.link.Forget(ctx, by) }

// Run implements exchange.Hub. Without a server nothing begins.
func (h *Hub) Run(every time.Duration) {
	go func() {
		h.control.Lock()
		defer h.control.Unlock()
		h.current().Stop()
		place, err := h.Place(context.Background())
		h.mutex.Lock()
		defer h.mutex.Unlock()
		if h.closed || every <= 0 || err != nil || place.Address == "" {
			return
		}
		h.syncer = h.newSyncer(every)
		go h.syncer.Start() // it tells the state, which takes the mutex
	}()
}

// Now implements exchange.Hub.
func (h *Hub) Now() { go h.current().Now() }

// State implements exchange.Hub.
func (h *Hub) State() exchange.HubState { return stateOf(h.current().State()) }

// Watch implements exchange.Hub.
func (h *Hub) Watch(changed func(exchange.HubState)) (stop func()) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.watched++
	n := h.watched
	h.watchers[n] = changed
	return func() {
		h.mutex.Lock()
		defer h.mutex.Unlock()
		delete(h.watchers, n)
	}
}

func (h *Hub) tell(state hub.State) {
	h.mutex.Lock()
	watchers := maps.Clone(h.watchers)
	h.mutex.Unlock()
	for _, changed := range watchers {
		changed(stateOf(state))
	}
}

// Close ends what runs and waits for it.
func (h *Hub) Close() {
	h.control.Lock()
	defer h.control.Unlock()
	h.mutex.Lock()
	h.closed = true
	clear(h.watchers)
	syncer := h.syncer
	h.mutex.Unlock()
	syncer.Stop()
}

func stateOf(s hub.State) exchange.HubState {
	return exchange.HubState{Running: s.Running, Stage: string(s.Progress.Stage), Done: s.Progress.Done, Total: s.Progress.Total, LastSuccess: s.LastSuccess,
		NextTry: s.NextTry, Failure: s.Failure, Entries: s.Waiting.Entries, Photos: s.Waiting.Photos, Awaited: s.Awaited}
}

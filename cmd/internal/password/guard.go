package password

import (
	"context"
	"sync"
)

// Guard is the start password of one data folder while the program runs. It remembers the password once it was right, to
// encrypt backups that leave the laptop. It is safe for concurrent use.
type Guard struct {
	dir string

	mutex  sync.Mutex
	secret string
}

// NewGuard returns the guard of the data folder dir.
func NewGuard(dir string) *Guard { return &Guard{dir: dir} }

// Locked reports whether the folder has a password.
func (g *Guard) Locked() bool { return IsSet(g.dir) }

// Unlock checks the password, see Check. It takes some tenths of a second.
func (g *Guard) Unlock(_ context.Context, password string) error {
	if err := Check(g.dir, password); err != nil {
		return err
	}
	g.remember(password)
	return nil
}

// Change gives the folder another password, or its first. old is the present one.
func (g *Guard) Change(_ context.Context, old, password string) error {
	if err := Check(g.dir, old); err != nil {
		return err
	}
	if err := Set(g.dir, password); err != nil {
		return err
	}
	g.remember(password)
	return nil
}

// Remove takes the password away. old is the present one.
func (g *Guard) Remove(_ context.Context, old string) error {
	if err := Check(g.dir, old); err != nil {
		return err
	}
	if err := Remove(g.dir); err != nil {
		return err
	}
	g.remember("")
	return nil
}

func (g *Guard) remember(password string) {
	g.mutex.Lock()
	g.secret = password
	g.mutex.Unlock()
}

// Secret is the password that was right, "" if there is none.
func (g *Guard) Secret() string {
	if !g.Locked() {
		return ""
	}
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.secret
}

// Package hublink joins an open data folder to the office's hub: it finds the address and the secret, opens the
// connection, and keeps what people are shown of it.
package hublink

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/postgres"
)

const (
	// PasswordVariable may hold the password of the hub's role, for scripts.
	PasswordVariable = "ANXUN_HUB_PASSWORD"
	// keyringService is what the secret is filed under in the system's keyring.
	keyringService = "Anxun hub"
	// keyringPatience is how long the keyring may take; one that waits for somebody at a window is passed over.
	keyringPatience = 20 * time.Second
)

// Keyring keeps secrets. An error means that it has none, or that there is no keyring.
type Keyring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

// SystemKeyring is the keyring of the desktop: Credential Manager on Windows, the Secret Service on Linux.
type SystemKeyring struct{}

// Get implements Keyring.
func (SystemKeyring) Get(service, user string) (string, error) { return keyring.Get(service, user) }

// Set implements Keyring.
func (SystemKeyring) Set(service, user, secret string) error {
	return keyring.Set(service, user, secret)
}

// Delete implements Keyring.
func (SystemKeyring) Delete(service, user string) error { return keyring.Delete(service, user) }

// Link knows how to reach the hub.
type Link struct {
	Session *setup.Session
	Getenv  func(string) string
	Keyring Keyring
	// Ask asks a person for the password, "" if none is given; nil where nobody can be asked.
	Ask func(ctx context.Context, address postgres.Address) (string, error)
	// Every is the pause between exchanges in the background; 0 means the usual one.
	Every time.Duration
}

// Place is where the hub of this laptop is.
type Place struct {
	postgres.Address
	Office string
}

// Place returns where the hub is: at dsn, or else where the settings say. CodeNotFound if no hub is in use.
func (l *Link) Place(ctx context.Context, dsn, office string) (Place, error) {
	var err error
	for _, setting := range []struct {
		target *string
		name   inspection.ID
	}{{&dsn, hub.SettingAddress}, {&office, hub.SettingOffice}, {&office, inspection.SettingOffice}} {
		if *setting.target == "" {
			if *setting.target, err = l.Session.Service.Setting(ctx, setting.name); err != nil {
				return Place{}, err
			}
		}
	}
	if dsn == "" {
		return Place{}, inspection.NotFound("error.hub_none")
	}
	if office == "" {
		return Place{}, inspection.Invalid("error.hub_office_needed")
	}
	address, err := postgres.ReadAddress(dsn)
	return Place{Address: address, Office: office}, err
}

// Open connects. It returns the password that served, if one was given, for Remember. The error with the key
// error.hub_password_needed says that the server wants one and none is kept.
func (l *Link) Open(ctx context.Context, place Place) (h *postgres.Hub, password string, err error) {
	password = place.Password
	if password == "" {
		password = l.Getenv(PasswordVariable)
	}
	if password == "" {
		password = l.stored(ctx, place.Address)
	}
	options := postgres.Options{DSN: place.WithoutPassword, Password: password, Office: place.Office}
	h, err = postgres.Open(ctx, options)
	var known *inspection.Error
	if !errors.As(err, &known) || known.Key != "error.hub_denied" {
		return h, password, err
	}
	if password == "" {
		err = inspection.Wrap(err, inspection.CodeInvalid, "error.hub_password_needed")
	}
	if l.Ask == nil {
		return h, password, err
	}
	given, asking := l.Ask(ctx, place.Address)
	switch {
	case asking != nil:
		return nil, "", asking
	case given == "":
		return nil, "", err // what the server said stands
	}
	password, options.Password = given, given
	h, err = postgres.Open(ctx, options)
	return h, password, err
}

// stored looks into the keyring. Where there is none, or it does not answer, there is no secret.
func (l *Link) stored(ctx context.Context, address postgres.Address) string {
	if l.Keyring == nil || strings.HasPrefix(address.Server, "/") {
		return ""
	}
	found := make(chan string, 1)
	go func() {
		secret, err := l.Keyring.Get(keyringService, address.WithoutPassword)
		if err != nil {
			secret = ""
		}
		found <- secret
	}()
	select {
	case secret := <-found:
		return secret
	case <-time.After(keyringPatience):
	case <-ctx.Done():
	}
	return ""
}

// Exchange makes the exchange over a connection.
func (l *Link) Exchange(h hub.Hub, by string) *hub.Exchange {
	return &hub.Exchange{Laptop: l.Session.Service, Hub: h, Photos: l.Session.Evidence, By: by, Clock: l.Session.Clock,
		Parts: hub.Parts{Dir: filepath.Join(l.Session.Dir, "cache", "hub")}}
}

// Remember makes the hub that of this laptop: the address becomes a setting, the secret goes into the keyring and
// nowhere else. An error with the key error.hub_keyring says that only the secret could not be kept.
func (l *Link) Remember(ctx context.Context, by string, place Place, password string) error {
	if err := l.Session.Service.SaveSetting(ctx, by, hub.SettingAddress, place.WithoutPassword); err != nil {
		return err
	}
	if err := l.Session.Service.SaveSetting(ctx, by, hub.SettingOffice, place.Office); err != nil {
		return err
	}
	if password == "" {
		return nil
	}
	err := l.Keyring.Set(keyringService, place.WithoutPassword, password)
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.hub_keyring")
}

// Forget ends the use of the hub on this laptop. What was exchanged stays on both sides.
func (l *Link) Forget(ctx context.Context, by string) error {
	address, err := l.Session.Service.Setting(ctx, hub.SettingAddress)
	if err != nil {
		return err
	}
	if address != "" {
		_ = l.Keyring.Delete(keyringService, address) // there may be none
	}
	return l.Session.Service.SaveSetting(ctx, by, hub.SettingAddress, "")
}

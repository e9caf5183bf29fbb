package settings

import (
	"testing"

	"anxun/inspection"
)

// What the laptop is mostly used for is saved when it is chosen.
func TestRole(t *testing.T) {
	p, view, host, service := newFixture(t)
	p.Load()
	if view.state.Role != "" {
		t.Errorf("%q", view.state.Role)
	}
	p.SetRole(inspection.RoleReviewer)
	if got := setting(t, service, inspection.SettingRole); got != string(inspection.RoleReviewer) || len(host.Errors) != 0 {
		t.Errorf("%q, errors %v", got, host.Errors)
	}
}

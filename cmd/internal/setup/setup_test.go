package setup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

func TestContentIsUsable(t *testing.T) {
	content, err := setup.LoadContent()
	if err != nil {
		t.Fatal(err)
	}
	if len(content.Checklists) != 9 {
		t.Errorf("%d checklists", len(content.Checklists))
	}
	for _, list := range content.Checklists {
		for _, item := range list.Items() {
			for _, department := range item.Departments {
				if _, known := content.Department(department); !known {
					t.Errorf("%s names the unknown department %s", item.Code, department)
				}
			}
			if err := item.Deadline.Validate(); !item.Deadline.IsZero() && err != nil {
				t.Errorf("%s: %v", item.Code, err)
			}
		}
	}
}

func TestSampleRegister(t *testing.T) {
	places, err := setup.SamplePlaces()
	if err != nil {
		t.Fatal(err)
	}
	content, err := setup.LoadContent()
	if err != nil {
		t.Fatal(err)
	}
	kinds, subKinds := map[inspection.PlaceKind]int{}, map[inspection.SubKind]bool{}
	for _, place := range places {
		kinds[place.PlaceKind]++
		subKinds[place.SubKind] = true
		if problems := place.Validate(); len(problems) > 0 {
			t.Errorf("%s: %v", place.Code, problems[0].Err)
		}
		if !place.Sample || !strings.Contains(place.Name, "示例") || !strings.HasPrefix(place.Phone, "0371-0000") {
			t.Errorf("%s can be taken for a real place", place.Code)
		}
		if len(inspection.ProposeChecklists(content.Checklists, place)) == 0 {
			t.Errorf("no checklist is meant for %s", place.Code)
		}
	}
	want := map[inspection.PlaceKind]int{inspection.PlaceCare: 12, inspection.PlaceRoad: 6, inspection.PlaceShop: 20, inspection.PlaceCourtyard: 4}
	for kind, n := range want {
		if kinds[kind] != n {
			t.Errorf("%d places of kind %s, want %d", kinds[kind], kind, n)
		}
		for _, sub := range inspection.SubKindsOf(kind) {
			if !subKinds[sub] {
				t.Errorf("no place is a %s", sub)
			}
		}
	}
}

func TestDataFolder(t *testing.T) {
	home := t.TempDir()
	program := filepath.Join(t.TempDir(), "anxun")
	if err := os.WriteFile(program, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{}
	env := setup.Environment{Getenv: func(name string) string { return variables[name] }, System: "linux",
		Executable: func() (string, error) { return program, nil }, Home: func() (string, error) { return home, nil }}
	check := func(wanted, want string) {
		t.Helper()
		got, err := setup.DataFolder(wanted, env)
		if err != nil || got != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
	check("there", "there")
	check("", filepath.Join(home, ".local", "share", "anxun"))
	variables["XDG_DATA_HOME"] = "relative"
	check("", filepath.Join(home, ".local", "share", "anxun"))
	variables["XDG_DATA_HOME"] = home
	check("", filepath.Join(home, "anxun"))
	env.System = "windows"
	check("", filepath.Join(home, "AppData", "Roaming", "Anxun"))
	variables["AppData"] = home
	check("", filepath.Join(home, "Anxun"))
	variables["AppData"] = ""
	env.Home = func() (string, error) { return "", errors.New("no home") }
	if _, err := setup.DataFolder("", env); inspection.CodeOf(err) != inspection.CodeUnwritable {
		t.Error(err)
	}
	portable := filepath.Join(filepath.Dir(program), "anxun-data")
	if err := os.Mkdir(portable, 0o700); err != nil {
		t.Fatal(err)
	}
	resolved, err := filepath.EvalSymlinks(portable)
	if err != nil {
		t.Fatal(err)
	}
	check("", resolved)
	check("there", "there")
}

func TestOpenInstallsTheChecklistsOnce(t *testing.T) {
	ctx := context.Background()
	options := setup.Options{Dir: t.TempDir(), Clock: time.Now, Create: true}
	entries := func() int {
		session, err := setup.Open(ctx, options)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		err = session.Service.View(ctx, func(r inspection.Reader) error {
			changes, err := r.Journal(ctx, "", 0)
			n = len(changes)
			return err
		})
		if err := errors.Join(err, session.Close()); err != nil {
			t.Fatal(err)
		}
		return n
	}
	first := entries()
	options.Create = false
	if second := entries(); second != first {
		t.Errorf("opening again wrote %d entries", second-first)
	}
	options.ReadOnly = true
	if third := entries(); third != first {
		t.Error("looking wrote something")
	}
}

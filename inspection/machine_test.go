package inspection_test

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

var laptopK7 = inspection.Machine{System: "win-1", Board: "board-1", Network: []string{"aa", "bb"}, Disks: []string{"disk-1"}}

// Nobody is asked after a repair; a copy on another computer is noticed, also a clone of the
// whole image.
func TestAnotherComputerIsNoticedAndARepairedOneIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		now  inspection.Machine
		want inspection.MachineStanding
	}{
		"the same":                        {laptopK7, inspection.MachineKnown},
		"a new disk and a new system":     {inspection.Machine{System: "win-9", Board: "board-1", Network: []string{"aa"}, Disks: []string{"disk-9"}}, inspection.MachineChanged},
		"a new network adapter":           {inspection.Machine{System: "win-1", Network: []string{"cc"}, Disks: []string{"disk-1"}}, inspection.MachineChanged},
		"nothing can be read":             {inspection.Machine{}, inspection.MachineKnown},
		"the folder on another computer":  {inspection.Machine{System: "win-2", Board: "board-2", Network: []string{"dd"}, Disks: []string{"disk-2"}}, inspection.MachineOther},
		"the image on another computer":   {inspection.Machine{System: "win-1", Board: "board-2", Network: []string{"dd"}, Disks: []string{"disk-2"}}, inspection.MachineOther},
		"only the system can be compared": {inspection.Machine{System: "win-2"}, inspection.MachineOther},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t)
			if standing, err := service.MachineStanding(t.Context(), laptopK7); err != nil || standing != inspection.MachineFirst {
				t.Fatalf("before the first use: %s, %v", standing, err)
			}
			must(t, service.UseMachine(t.Context(), "安巡", laptopK7))
			if standing, err := service.MachineStanding(t.Context(), c.now); err != nil || standing != c.want {
				t.Errorf("%s, %v; want %s", standing, err, c.want)
			}
		})
	}
}

// A folder that is carried on a stick is asked about once on each computer.
func TestComputersAreRemembered(t *testing.T) {
	service := newService(t)
	other := inspection.Machine{System: "win-2", Board: "board-2"}
	for _, machine := range []inspection.Machine{laptopK7, other} {
		must(t, service.UseMachine(t.Context(), "安巡", machine))
	}
	if standing, _ := service.MachineStanding(t.Context(), laptopK7); standing != inspection.MachineChanged {
		t.Errorf("back on the first computer: %s", standing)
	}
	if since, err := service.CopiedAt(t.Context(), other); err != nil || since == 0 {
		t.Errorf("where it came to the second one: %d, %v", since, err)
	}
	if since, err := service.CopiedAt(t.Context(), laptopK7); err != nil || since != 0 {
		t.Errorf("it began on the first one: %d, %v", since, err)
	}
}

func newService(t *testing.T) *inspection.Service {
	t.Helper()
	library, err := inspection.ParseLibrary([]byte(`[]`))
	must(t, err)
	return inspection.NewService(inspectiontest.NewMemory(nil), library, inspectiontest.FixedClock(inspectiontest.Noon), inspectiontest.SequentialIDs())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

package inspection

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
)

// SettingMachine remembers on which computers the data folder was used, see Machine. It is
// the folder's own matter and never handed on.
const SettingMachine ID = "device.machine"

// Machine is what tells one computer from another. Every value is kept only as a digest
// with salt of the folder's own, so neither the folder nor a backup says which computer it
// is. Empty values are not known.
type Machine struct {
	System  string   // id of the installed operating system; a cloned image has the same
	Board   string   // serial number of the mainboard
	Network []string // addresses of built-in network adapters
	Disks   []string // serial numbers of built-in disks
}

// MachineStanding says what the computer is to the data folder.
type MachineStanding string

// The standings.
const (
	MachineFirst   MachineStanding = "first"   // none was remembered yet
	MachineKnown   MachineStanding = "known"   // the folder was used on it
	MachineChanged MachineStanding = "changed" // the same, with other parts
	MachineOther   MachineStanding = "other"   // the folder came here from another computer
)

// machineDocument is the value of SettingMachine.
type machineDocument struct {
	Salt     string         `json:"salt"`
	Machines []machineParts `json:"machines"` // the newest first
}

// machineParts are digests by the kind of part.
type machineParts struct {
	Parts map[string][]string `json:"parts"`
	Since int64               `json:"since"` // the last entry of the journal when the folder came here; 0 if it began here
}

// maxMachines is how many computers a folder remembers: one that is carried on a stick is
// used on several.
const maxMachines = 20

func (m Machine) digests(salt string) map[string][]string {
	parts := map[string][]string{}
	for kind, values := range map[string][]string{"system": {m.System}, "board": {m.Board}, "network": m.Network, "disk": m.Disks} {
		for _, value := range values {
			if value != "" {
				digest := sha256.Sum256([]byte("anxun machine " + salt + " " + kind + " " + value))
				parts[kind] = append(parts[kind], hex.EncodeToString(digest[:8]))
			}
		}
		slices.Sort(parts[kind])
	}
	maps.DeleteFunc(parts, func(_ string, digests []string) bool { return len(digests) == 0 })
	return parts
}

// sameMachine compares what is known of two computers. A lasting part that both have decides:
// a computer whose disk, adapter or system was replaced is still the same, a clone of its
// image is not. Only where no part can be compared the system decides; where nothing can, nobody
// is asked.
func sameMachine(a, b map[string][]string) bool {
	compared := false
	for _, kind := range []string{"board", "network", "disk"} {
		if len(a[kind]) == 0 || len(b[kind]) == 0 {
			continue
		}
		compared = true
		if slices.ContainsFunc(a[kind], func(digest string) bool { return slices.Contains(b[kind], digest) }) {
			return true
		}
	}
	return !compared && (len(a["system"]) == 0 || len(b["system"]) == 0 || slices.Equal(a["system"], b["system"]))
}

// joined is what is known of a computer now; what could not be read this time stays.
func joined(before, now map[string][]string) map[string][]string {
	all := maps.Clone(before)
	maps.Copy(all, now)
	return all
}

// find returns where the computer is remembered, -1 if it is not.
func (d machineDocument) find(parts map[string][]string) int {
	return slices.IndexFunc(d.Machines, func(m machineParts) bool { return sameMachine(m.Parts, parts) })
}

func readMachines(ctx context.Context, r Reader) (d machineDocument, err error) {
	text, err := r.Setting(ctx, SettingMachine)
	if err != nil || text == "" {
		return d, err
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return d, Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(SettingMachine), "field", "value")
	}
	return d, nil
}

// MachineStanding tells what the computer is to the data folder.
func (s *Service) MachineStanding(ctx context.Context, machine Machine) (MachineStanding, error) {
	standing := MachineFirst
	err := s.store.View(ctx, func(r Reader) error {
		d, err := readMachines(ctx, r)
		if err != nil || len(d.Machines) == 0 {
			return err
		}
		parts := machine.digests(d.Salt)
		at := d.find(parts)
		switch {
		case at < 0:
			standing = MachineOther
		case at > 0 || !maps.EqualFunc(d.Machines[at].Parts, joined(d.Machines[at].Parts, parts), slices.Equal):
			standing = MachineChanged
		default:
			standing = MachineKnown
		}
		return nil
	})
	return standing, err
}

// UseMachine remembers that the data folder is used on this computer from now on, as the one
// laptop that it is: nobody goes on using it where it was before.
func (s *Service) UseMachine(ctx context.Context, by string, machine Machine) error {
	return s.update(ctx, by, func(w Writer) error {
		d, err := readMachines(ctx, w)
		if err != nil {
			return err
		}
		return d.use(ctx, w, machine)
	})
}

// use puts the computer first.
func (d machineDocument) use(ctx context.Context, w Writer, machine Machine) error {
	if d.Salt == "" {
		salt := make([]byte, 16)
		rand.Read(salt) // never fails
		d.Salt = hex.EncodeToString(salt)
	}
	now := machineParts{Parts: machine.digests(d.Salt)}
	if at := d.find(now.Parts); at >= 0 {
		now.Parts, now.Since = joined(d.Machines[at].Parts, now.Parts), d.Machines[at].Since
		d.Machines = slices.Delete(d.Machines, at, at+1)
	} else if len(d.Machines) > 0 {
		head, err := w.SignedHead(ctx, "")
		if err != nil {
			return err
		}
		now.Since = head.Sequence
	}
	d.Machines = slices.Insert(d.Machines, 0, now)
	d.Machines = d.Machines[:min(len(d.Machines), maxMachines)]
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return w.Put(ctx, Setting{Name: SettingMachine, Value: string(text)})
}

// CopiedAt is the last entry that the folder had when it came to this computer, 0 if it
// began here or that is not known: what the original has as well.
func (s *Service) CopiedAt(ctx context.Context, machine Machine) (int64, error) {
	var since int64
	err := s.store.View(ctx, func(r Reader) error {
		d, err := readMachines(ctx, r)
		if at := d.find(machine.digests(d.Salt)); err == nil && at >= 0 {
			since = d.Machines[at].Since
		}
		return err
	})
	return since, err
}

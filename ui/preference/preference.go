// Package preference keeps what belongs to one laptop and one pair of eyes: language, light or dark, text size, window
// size, where a person was last. It is a small file beside the data, not part of the journal: losing it loses no work.
package preference

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"

	"anxun/inspection/durable"
)

// FileName is the name of the file in the data folder.
const FileName = "preferences.json"

// The smallest and the largest window that is remembered, in the window's own units.
const (
	MinWidth, MinHeight = 1024, 640
	maxSide             = 16384
)

// The first window leaves room for a title bar and a task bar on a screen of
// 1366×768.
const (
	defaultWidth, defaultHeight = 1344, 690
)

// How many daily backups are kept unless something else was chosen, and at most.
const usualBackups, maxBackups = 14, 365

// Values are the preferences. The zero value of a field means "not chosen".
type Values struct {
	Language   string  `json:"language,omitempty"`   // zh-Hans or en
	Theme      string  `json:"theme,omitempty"`      // one of Themes
	TextScale  float32 `json:"text_scale,omitempty"` // one of TextScales
	Width      float32 `json:"width,omitempty"`      // of the window
	Height     float32 `json:"height,omitempty"`
	Page       string  `json:"page,omitempty"`        // where the person was last
	Arg        string  `json:"arg,omitempty"`         // of the route to it
	State      string  `json:"state,omitempty"`       // how it looked, see page.Keeper
	LastFolder string  `json:"last_folder,omitempty"` // where a file was last chosen
	// RecentFolders are where files were chosen, the last one first. UsedFolder replaces the slice, it never writes into it.
	RecentFolders []string `json:"recent_folders,omitempty"`
	// PhotoFolder is where the photos of a phone or camera arrive on this laptop; new ones are offered while filling.
	PhotoFolder string `json:"photo_folder,omitempty"`
	// BackupFolder is where backups go besides the data folder, on another drive; "" for nowhere.
	BackupFolder string `json:"backup_folder,omitempty"`
	BackupsKept  int    `json:"backups_kept,omitempty"` // daily backups that are kept in each place
	// LockMinutes is after how many minutes without use the program locks itself, if there is a start password: one of LockTimes.
	LockMinutes int `json:"lock_minutes,omitempty"`
	// HubPause is how many minutes lie between two exchanges with the office's server; 0 for the usual number, -1 for
	// exchanging only by hand.
	HubPause int `json:"hub_pause,omitempty"`
	// Filters are what the lists were narrowed to, saved under names. Change replaces the slice, it never writes into it.
	Filters []Filter `json:"filters,omitempty"`
}

// recentFolders is how many folders a dialog offers besides the usual ones.
const recentFolders = 4

// UsedFolder notes that a file was chosen in the folder.
func (v *Values) UsedFolder(folder string) {
	recent := []string{folder}
	for _, other := range v.RecentFolders {
		if other != folder && len(recent) < recentFolders {
			recent = append(recent, other)
		}
	}
	v.LastFolder, v.RecentFolders = folder, recent
}

// NeverLock is a LockMinutes that never comes.
const NeverLock = -1

// usualLock is after how many minutes the program locks itself unless something else was chosen.
const usualLock = 15

// LockTimes lists the times to choose from, in minutes.
func LockTimes() []int { return []int{5, 15, 30, 60, NeverLock} }

// Filter is what one list shows, saved under a name.
type Filter struct {
	Page  string `json:"page"` // of the list, as routes name it
	Name  string `json:"name"`
	State string `json:"state"` // as the page describes it
}

// TextScales lists the text sizes to choose from.
func TextScales() []float32 { return []float32{1, 1.25, 1.5, 2} }

// The window that text of 200 % needs, in the window's own units: a screen of 1600×900 with its bars. In a smaller one a
// list would show two rows.
const (
	LargestScaleWidth, LargestScaleHeight = 1560, 800
	largestScale                          = 2
)

// RoomFor reports whether text of the scale can be used in a window of that size.
func RoomFor(scale, width, height float32) bool {
	return scale < largestScale || width >= LargestScaleWidth && height >= LargestScaleHeight
}

// Themes lists the themes to choose from.
func Themes() []string { return []string{"system", "light", "dark", "sunlight"} }

// usable replaces what cannot be meant, such as a window larger than any screen, by the default.
func (v Values) usable() Values {
	if !slices.Contains(Themes(), v.Theme) {
		v.Theme = "light"
	}
	if !slices.Contains(TextScales(), v.TextScale) {
		v.TextScale = 1
	}
	if !slices.Contains(LockTimes(), v.LockMinutes) {
		v.LockMinutes = usualLock
	}
	if v.BackupsKept < 1 || v.BackupsKept > maxBackups {
		v.BackupsKept = usualBackups
	}
	if v.Width < MinWidth || v.Height < MinHeight || v.Width > maxSide || v.Height > maxSide {
		v.Width, v.Height = defaultWidth, defaultHeight
	}
	return v
}

// File is the stored preferences. It is safe for concurrent use.
type File struct {
	path string

	mu     sync.Mutex
	values Values
	held   bool
}

// Open reads the preferences in folder. It always returns a usable File: a missing file gives the defaults; a damaged
// one is put aside as preferences.json.bak and gives the defaults too, since a wrong window size must not keep anybody
// from their work. The error says what could not be read or put aside, for those who look for it.
func Open(folder string) (*File, error) {
	f := &File{path: filepath.Join(folder, FileName), values: Values{}.usable()}
	data, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("read preferences: %w", err)
	}
	var stored Values
	if err := json.Unmarshal(data, &stored); err != nil {
		if aside := os.Rename(f.path, f.path+".bak"); aside != nil {
			err = errors.Join(err, aside)
		}
		return f, fmt.Errorf("read preferences %s: %w", f.path, err)
	}
	f.values = stored.usable()
	return f, nil
}

// Values returns the present preferences.
func (f *File) Values() Values {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.values
}

// Hold keeps changes in memory as long as on: another program owns the file.
func (f *File) Hold(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held = on
}

// Change lets change alter the values and stores them at once, unless they are held, if they are different afterwards. The file is replaced as
// a whole, so it is never half written; its folder is made if it is missing.
func (f *File) Change(change func(*Values)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	changed := f.values
	change(&changed)
	if reflect.DeepEqual(changed, f.values) {
		return nil
	}
	f.values = changed
	if f.held {
		return nil
	}
	data, err := json.MarshalIndent(changed, "", "  ")
	if err != nil {
		return fmt.Errorf("write preferences: %w", err)
	}
	if err := replace(f.path, append(data, '\n')); err != nil {
		return fmt.Errorf("write preferences: %w", err)
	}
	return nil
}

func replace(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return durable.WriteFile(path, data)
}

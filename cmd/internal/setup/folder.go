package setup

import (
	"os"
	"path/filepath"

	"anxun/inspection"
)

// Environment is what the data folder depends on, so that tests can give their own.
type Environment struct {
	Getenv     func(string) string
	Executable func() (string, error)
	Home       func() (string, error)
	System     string // as runtime.GOOS
}

// portableFolder beside the executable holds the data when it exists: the program
// and its data can then be carried on a stick.
const portableFolder = "anxun-data"

// DataFolder decides where the data lie: the wanted folder if one is named, else the
// portable folder beside the executable if it exists, else %AppData%\Anxun on
// Windows and $XDG_DATA_HOME/anxun (~/.local/share/anxun) elsewhere. It makes
// nothing.
func DataFolder(wanted string, env Environment) (string, error) {
	if wanted != "" {
		return wanted, nil
	}
	if program, err := env.Executable(); err == nil {
		if resolved, err := filepath.EvalSymlinks(program); err == nil {
			program = resolved
		}
		portable := filepath.Join(filepath.Dir(program), portableFolder)
		if info, err := os.Stat(portable); err == nil && info.IsDir() {
			return portable, nil
		}
	}
	if env.System == "windows" {
		if folder := env.Getenv("AppData"); folder != "" {
			return filepath.Join(folder, "Anxun"), nil
		}
	} else if folder := env.Getenv("XDG_DATA_HOME"); filepath.IsAbs(folder) { // the XDG rules: a relative one is to be ignored
		return filepath.Join(folder, "anxun"), nil
	}
	home, err := env.Home()
	if err != nil {
		return "", inspection.Wrap(err, inspection.CodeUnwritable, "error.data_folder_unknown")
	}
	if env.System == "windows" {
		return filepath.Join(home, "AppData", "Roaming", "Anxun"), nil
	}
	return filepath.Join(home, ".local", "share", "anxun"), nil
}

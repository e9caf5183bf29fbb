package reports

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// extension is the ending of every workbook.
const extension = ".xlsx"

// maxName is the longest file name accepted, in characters. Windows allows a path of 260 in all.
const maxName = 120

// cleanName gives a file name its ending and takes away spaces at its ends.
func cleanName(name string) string {
	name = strings.TrimSpace(name)
	if strings.EqualFold(filepath.Ext(name), extension) {
		name = strings.TrimSpace(name[:len(name)-len(extension)])
	}
	if name == "" {
		return ""
	}
	return name + extension
}

// nameProblem returns the key of what is wrong with a file name, "" for nothing. Names must be possible on Windows too,
// since the file is sent on.
func nameProblem(name string) string {
	stem := strings.TrimSuffix(name, extension)
	switch {
	case stem == "":
		return "reports.problem.name_missing"
	case utf8.RuneCountInString(name) > maxName:
		return "reports.problem.name_long"
	case strings.ContainsAny(name, `\/:*?"<>|`), strings.ContainsFunc(name, unicode.IsControl), strings.HasSuffix(stem, "."), strings.HasPrefix(stem, "~$"):
		return "reports.problem.name_characters"
	case reserved(stem):
		return "reports.problem.name_reserved"
	default:
		return ""
	}
}

// reserved reports whether Windows keeps the name for a device.
func reserved(stem string) bool {
	first, _, _ := strings.Cut(strings.ToUpper(stem), ".")
	switch strings.TrimRight(first, "0123456789") {
	case "CON", "PRN", "AUX", "NUL":
		return len(first) == 3
	case "COM", "LPT":
		return len(first) == 4
	default:
		return false
	}
}

// numbered returns the name with a number behind its stem: 报表 (2).xlsx.
func numbered(name string, n int) string {
	return strings.TrimSuffix(name, extension) + " (" + strconv.Itoa(n) + ")" + extension
}

// startFolder returns the folder last used if it still exists, else the first of the named folders of the user's home that
// does, else the home itself; "" if there is none. It looks at the disk, so it belongs into the background.
func startFolder(last string, names ...string) string {
	candidates := []string{last}
	if home, err := os.UserHomeDir(); err == nil {
		for _, name := range names {
			candidates = append(candidates, filepath.Join(home, name))
		}
		candidates = append(candidates, home)
	}
	for _, folder := range candidates {
		if info, err := os.Stat(folder); folder != "" && err == nil && info.IsDir() {
			return folder
		}
	}
	return ""
}

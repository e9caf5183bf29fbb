package uikit

import "syscall"

// drives lists the letters that are in use, such as that of a camera card. Nothing is read from them: a network drive
// that does not answer would stop the window.
func drives() []string {
	used, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetLogicalDrives").Call() // 0 if it fails: none are offered
	var found []string
	for i := range 26 {
		if used&(1<<i) != 0 {
			found = append(found, string(rune('A'+i))+`:\`)
		}
	}
	return found
}

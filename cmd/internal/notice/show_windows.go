package notice

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Show shows the text in a message box of Windows and returns when it was closed.
func Show(title, text string) error {
	caption, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return fmt.Errorf("message title: %w", err)
	}
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return fmt.Errorf("message text: %w", err)
	}
	if _, err := windows.MessageBox(0, words, caption, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND); err != nil {
		return fmt.Errorf("message box: %w", err)
	}
	return nil
}

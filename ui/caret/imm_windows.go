package caret

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	imm32                 = windows.NewLazySystemDLL("imm32.dll")
	immGetContext         = imm32.NewProc("ImmGetContext")
	immReleaseContext     = imm32.NewProc("ImmReleaseContext")
	immSetComposition     = imm32.NewProc("ImmSetCompositionWindow")
	immSetCandidate       = imm32.NewProc("ImmSetCandidateWindow")
	user32                = windows.NewLazySystemDLL("user32.dll")
	createCaret           = user32.NewProc("CreateCaret")
	setCaretPos           = user32.NewProc("SetCaretPos")
	destroyCaret          = user32.NewProc("DestroyCaret")
	caretOwner, caretTall = uintptr(0), 0 // the window for which the system's caret was made, and its height
)

// The styles of Imm32 for the window of the composition and of the candidates.
const (
	cfsPoint   = 0x0002
	cfsExclude = 0x0080
)

type point struct{ x, y int32 }

type rectangle struct{ left, top, right, bottom int32 }

// compositionForm is COMPOSITIONFORM.
type compositionForm struct {
	style uint32
	at    point
	area  rectangle
}

// candidateForm is CANDIDATEFORM.
type candidateForm struct {
	index, style uint32
	at           point
	area         rectangle
}

// follow places composition and candidates of the input method, and the system's own caret, which stays invisible: some
// Chinese input methods look at that one only.
func follow(window uintptr, at Spot) error {
	if err := placeCaret(window, at); err != nil {
		return err
	}
	context, _, _ := immGetContext.Call(window)
	if context == 0 {
		return nil // no input method belongs to this window
	}
	defer immReleaseContext.Call(window, context)
	x, y := int32(at.X), int32(at.Y)
	line := rectangle{left: x, top: y, right: x + 1, bottom: y + int32(at.Height)}
	composition := compositionForm{style: cfsPoint, at: point{x, y}}
	if ok, _, err := immSetComposition.Call(context, uintptr(unsafe.Pointer(&composition))); ok == 0 {
		return fmt.Errorf("ImmSetCompositionWindow: %w", err)
	}
	candidate := candidateForm{style: cfsExclude, at: point{x, y}, area: line} // the list may not cover the line
	if ok, _, err := immSetCandidate.Call(context, uintptr(unsafe.Pointer(&candidate))); ok == 0 {
		return fmt.Errorf("ImmSetCandidateWindow: %w", err)
	}
	return nil
}

func placeCaret(window uintptr, at Spot) error {
	if caretOwner != window || caretTall != at.Height {
		if ok, _, err := createCaret.Call(window, 0, 1, uintptr(at.Height)); ok == 0 {
			return fmt.Errorf("CreateCaret: %w", err)
		}
		caretOwner, caretTall = window, at.Height
	}
	if ok, _, err := setCaretPos.Call(uintptr(at.X), uintptr(at.Y)); ok == 0 {
		return fmt.Errorf("SetCaretPos: %w", err)
	}
	return nil
}

// leave takes the system's caret away.
func leave(window uintptr) error {
	if caretOwner != window {
		return nil
	}
	caretOwner, caretTall = 0, 0
	if ok, _, err := destroyCaret.Call(); ok == 0 {
		return fmt.Errorf("DestroyCaret: %w", err)
	}
	return nil
}

package caret

import (
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// edit makes a plain window of Windows with the keyboard, without the toolkit.
func edit(t *testing.T) uintptr {
	t.Helper()
	runtime.LockOSThread()
	class, err := windows.UTF16PtrFromString("EDIT")
	if err != nil {
		t.Fatal(err)
	}
	const visible = 0x10000000
	window, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, visible, 40, 40, 600, 400, 0, 0, 0, 0)
	if window == 0 {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		user32.NewProc("DestroyWindow").Call(window)
		runtime.UnlockOSThread()
	})
	user32.NewProc("SetFocus").Call(window)
	return window
}

// TestInputMethodIsToldWhereTheCaretIs asks Windows back what it was told.
func TestInputMethodIsToldWhereTheCaretIs(t *testing.T) {
	window := edit(t)
	for _, at := range []Spot{{X: 120, Y: 80, Height: 20}, {X: 7, Y: 300, Height: 20}, {X: 0, Y: 0, Height: 31}} {
		if err := follow(window, at); err != nil {
			t.Fatal(err)
		}
		context, _, _ := immGetContext.Call(window)
		if context == 0 {
			t.Fatal("the window has no input context")
		}
		var composition compositionForm
		if ok, _, err := imm32.NewProc("ImmGetCompositionWindow").Call(context, uintptr(unsafe.Pointer(&composition))); ok == 0 {
			t.Fatal(err)
		}
		var candidate candidateForm
		if ok, _, err := imm32.NewProc("ImmGetCandidateWindow").Call(context, 0, uintptr(unsafe.Pointer(&candidate))); ok == 0 {
			t.Fatal(err)
		}
		immReleaseContext.Call(window, context)
		var caret point
		if ok, _, err := user32.NewProc("GetCaretPos").Call(uintptr(unsafe.Pointer(&caret))); ok == 0 {
			t.Fatal(err)
		}
		want := point{int32(at.X), int32(at.Y)}
		if composition.at != want || candidate.at != want || candidate.area.bottom != want.y+int32(at.Height) || caret != want {
			t.Errorf("%+v: composition %+v, candidates %+v, caret %+v", at, composition, candidate, caret)
		}
	}
	if err := leave(window); err != nil {
		t.Error(err)
	}
	if err := leave(window); err != nil {
		t.Error("leaving twice:", err)
	}
}

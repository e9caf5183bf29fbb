package uikit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// longForm is a form of twelve fields, far higher than the window of the tests.
func longForm() (form *fyne.Container, fields []*uikit.Field) {
	form = uikit.Form()
	for i := range 12 {
		field := uikit.NewField(fmt.Sprintf("第%d项", i+1), uikit.NewEntry())
		fields = append(fields, field)
		form.Add(field)
	}
	return form, fields
}

// seen reports whether all of o lies between the edges of the scroller.
func seen(scroll *container.Scroll, o fyne.CanvasObject) bool {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
	return top >= 0 && top+o.Size().Height <= scroll.Size().Height
}

func TestTabScrollsAFormToTheFieldThatHasTheKeyboard(t *testing.T) {
	form, fields := longForm()
	scroll := container.NewVScroll(uikit.Pad(8, 8, uikit.NewCard(form)))
	w, _ := window(t, container.NewBorder(uikit.NewButton("返回", uikit.Secondary, func() {}), nil, nil, nil, scroll))
	w.Canvas().Focus(fields[0].Control().(fyne.Focusable))
	for i, field := range fields {
		if w.Canvas().Focused() != field.Control().(fyne.Focusable) {
			t.Fatalf("the keyboard is not in field %d", i+1)
		}
		if !seen(scroll, field) {
			t.Errorf("field %d has the keyboard and is not seen, offset %v", i+1, scroll.Offset.Y)
		}
		w.Canvas().FocusNext()
	}
	for i := len(fields) - 1; i >= 0; i-- {
		w.Canvas().Focus(fields[i].Control().(fyne.Focusable))
		if !seen(scroll, fields[i]) {
			t.Errorf("back in field %d it is not seen, offset %v", i+1, scroll.Offset.Y)
		}
	}
	if scroll.Offset.Y != 0 {
		t.Errorf("at the first field the form stands at %v, not at its beginning", scroll.Offset.Y)
	}
}

func TestWhatIsSeenDoesNotMove(t *testing.T) {
	form, fields := longForm()
	scroll := container.NewVScroll(form)
	w, _ := window(t, scroll)
	for _, field := range fields[:3] {
		w.Canvas().Focus(field.Control().(fyne.Focusable))
	}
	if scroll.Offset.Y != 0 {
		t.Errorf("the form moved by %v though all was seen", scroll.Offset.Y)
	}
}

func TestThePointerMovesNothing(t *testing.T) {
	form, fields := longForm()
	scroll := container.NewVScroll(form)
	w, _ := window(t, scroll)
	scroll.ScrollToOffset(fyne.NewPos(0, 40))
	entry := fields[0].Control().(*uikit.Entry) // cut by the upper edge
	entry.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	if w.Canvas().Focused() != fyne.Focusable(entry) || scroll.Offset.Y != 40 {
		t.Errorf("the form moved to %v below the pointer", scroll.Offset.Y)
	}
}

func TestAScrollerInAScrollerShowsTheField(t *testing.T) {
	form, fields := longForm()
	inner := container.NewVScroll(form)
	inner.SetMinSize(fyne.NewSize(200, 300))
	above, below := uikit.NewHeading("上"), uikit.NewHeading("下")
	outer := container.NewVScroll(uikit.VStack(0, above, uikit.Pad(0, 200, inner), below))
	w, _ := window(t, outer)
	last := fields[len(fields)-1]
	w.Canvas().Focus(last.Control().(fyne.Focusable))
	if !seen(inner, last) || !seen(outer, last) {
		t.Errorf("the last field is not seen, offsets %v and %v", inner.Offset.Y, outer.Offset.Y)
	}
}

func TestTabScrollsASheetAndNotThePageBelow(t *testing.T) {
	form, _ := longForm()
	page := container.NewVScroll(form)
	w, _ := window(t, page)
	inSheet, rows := longForm()
	uikit.ShowSheet(w.Canvas(), uikit.Sheet{Title: "交办", Body: inSheet})
	uitest.Settle(w)
	last := rows[len(rows)-1]
	w.Canvas().Focus(last.Control().(fyne.Focusable))
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y
	if top < 0 || top+last.Size().Height > w.Canvas().Size().Height {
		t.Errorf("the last field of the sheet is at %v", top)
	}
	if page.Offset.Y != 0 {
		t.Errorf("the page below the sheet moved to %v", page.Offset.Y)
	}
}

package inspecting

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// fill is a rectangle in one colour of the theme.
type fill struct {
	widget.BaseWidget
	token  theme.Token
	radius float32
}

func newFill(token theme.Token) *fill {
	f := &fill{token: token}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer draws the rectangle.
func (f *fill) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(theme.Color(f.token))
	box.CornerRadius = f.radius
	return &fillRenderer{fill: f, box: box}
}

type fillRenderer struct {
	fill *fill
	box  *canvas.Rectangle
}

func (r *fillRenderer) Destroy()                     {}
func (r *fillRenderer) Layout(size fyne.Size)        { r.box.Resize(size) }
func (r *fillRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *fillRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }

// Refresh follows the theme.
func (r *fillRenderer) Refresh() {
	r.box.FillColor = theme.Color(r.fill.token)
	r.box.Refresh()
}

// place moves and resizes o.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func itoa(n int) string { return strconv.Itoa(n) }

package theme

// Distances in Fyne units. They do not grow with the text scale.
const (
	Space2  float32 = 2
	Space4  float32 = 4
	Space8  float32 = 8
	Space12 float32 = 12
	Space16 float32 = 16
	Space24 float32 = 24
)

// Corners and lines.
const (
	RadiusSmall float32 = 4
	Radius      float32 = 8
	RadiusLarge float32 = 10
	Hairline    float32 = 1
	FocusWidth  float32 = 2
)

// Text sizes at scale 1; draw with Scaled(size).
const (
	TextCaption float32 = 12.5
	TextBody    float32 = 14
	TextLead    float32 = 15
	TextHeading float32 = 17
	TextTitle   float32 = 20
	TextFigure  float32 = 30
)

// Heights and widths of controls at scale 1; use with Scaled(size).
const (
	ControlHeight float32 = 40 // buttons and entries
	TouchHeight   float32 = 46 // what is pressed while filling a checklist; never below 44
	RowHeight     float32 = 60 // a table row of two lines
	ChipHeight    float32 = 34
	NavHeight     float32 = 44
	HeaderHeight  float32 = 38 // head of a table
	IconSize      float32 = 20
	RailWidth     float32 = 176
	SidePanel     float32 = 352 // the panel at the right while filling
)

// innerPadding makes Fyne's entry as high as ControlHeight.
const innerPadding float32 = 9.8

// Widths of a scroll bar: a slim handle that does not divide, wider under the pointer to be caught.
const (
	scrollBarResting float32 = 3
	scrollBarHovered float32 = 10
)

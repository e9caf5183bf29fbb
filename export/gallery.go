package export

import (
	"fmt"

	"anxun/inspection"
)

// gallery is the sheet 照片: the photos of 隐患台账 once more, each as large as a page holds
// it. A click on the picture in the row goes there and one on the large picture goes back.
// Both are links within the workbook, the only kind that Excel, WPS and LibreOffice all
// follow from a picture, without a network, a second file or a warning. The picture itself
// is stored once and drawn twice.
type gallery struct {
	book   *book
	title  string
	after  string // name of the sheet that it stands behind
	parts  []*sheet
	photos int
}

const (
	galleryName  = "照片"
	galleryWidth = 120.0 // characters: what fits across a page
	// galleryHeight is the most points that a picture takes; a row can have 409.
	galleryHeight = 400.0
	// emuPerPixel96 is the size of a pixel where a picture is not scaled.
	emuPerPixel96 = 9525
)

// add draws a picture large, under words, and returns where. back is where a click on it
// goes.
func (g *gallery) add(image *image, words, alt, back string) (place string, err error) {
	if err := g.makeRoom(); err != nil {
		return "", err
	}
	s := g.parts[len(g.parts)-1]
	if s.photos != nil {
		s.breakPage()
	}
	if err := s.spanRow(0, []float64{galleryWidth}, span{columns: 1, look: lookPlain, value: words}); err != nil {
		return "", err
	}
	room := photoLayout{column: galleryWidth, height: galleryHeight}
	width, height := image.width*emuPerPixel96, image.height*emuPerPixel96
	roomWidth, roomHeight := room.space()
	if width > roomWidth || height > roomHeight { // a small picture is not blown up
		_, height = fit(width, height, roomWidth, roomHeight)
	}
	room.height = float64(height+2*photoMargin)/emuPerPoint + 1
	if err := s.endRow(room.height); err != nil {
		return "", err
	}
	g.photos++
	err = s.picture(0, room, photoCell{image: image}, pictureText{alt: alt, link: back, tip: "点击返回隐患台账"})
	return linkTo(s.name, 1, s.next-1), err
}

// makeRoom begins the sheet, and a next one where two more rows do not fit
// or the breaks between the photos are used up.
func (g *gallery) makeRoom() error {
	if n := len(g.parts); n > 0 && g.parts[n-1].next+1 <= g.book.limit && len(g.parts[n-1].breaks) < maxBreaks {
		return nil
	}
	name, after := galleryName, g.after
	if n := len(g.parts); n > 0 {
		name, after = partName(galleryName, n+1), g.parts[n-1].name
	}
	s, err := g.book.addPaged(name, []float64{galleryWidth}, 1, after)
	if err != nil {
		return err
	}
	g.parts = append(g.parts, s)
	return s.banner(g.title, lookTitle, titleHeight)
}

// counts lists the sheets with their photos.
func (g *gallery) counts() []SheetCount {
	counts := make([]SheetCount, len(g.parts))
	for i, part := range g.parts {
		counts[i] = SheetCount{Name: part.name, Rows: part.photos.count}
	}
	return counts
}

// partName names the sheet on which a table goes on.
func partName(name string, number int) string { return fmt.Sprintf("%s(%d)", name, number) }

// linkTo is a link to a cell of the workbook, as pictures have it.
func linkTo(sheet string, column, row int) string {
	return "#" + quoteSheet(sheet) + "!" + cellName(column, row)
}

// photoWords stand above a large photo.
func photoWords(hazard *inspection.HazardRow, title string) string {
	return hazard.No + "　" + title + "\n" + hazard.Description
}

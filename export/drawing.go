package export

import (
	"fmt"

	"anxun/inspection"
)

// drawing are the pictures that lie over one sheet.
type drawing struct {
	anchors part
	links   part
	linked  map[int]bool // pictures by number
	count   int
	clicks  int // links to where a click goes
}

// pictureText is what a picture says and where a click on it goes.
type pictureText struct {
	alt  string
	link string // see linkTo; empty for none
	tip  string // shown while the pointer is over it
}

// maxLinks is how many links Excel allows on a sheet.
const maxLinks = 65530

const (
	nsDrawing      = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
	nsDrawingML    = "http://schemas.openxmlformats.org/drawingml/2006/main"
	emuPerPoint    = 12700
	emuPerPixel    = 9525
	pixelsPerDigit = 6 // a digit of the body font is 6 or 7 pixels wide, depending on the program
	photoMargin    = 2 * emuPerPoint
	captionHeight  = 10 * emuPerPoint
)

func newDrawing() *drawing {
	d := &drawing{linked: map[int]bool{}}
	d.anchors.text = []byte(xmlHead + `<xdr:wsDr xmlns:xdr="` + nsDrawing + `" xmlns:a="` + nsDrawingML + `" xmlns:r="` + nsReferences + `">`)
	d.links.text = []byte(xmlHead + `<Relationships xmlns="` + nsPackageRels + `">`)
	return d
}

// space is the room within the margins, in EMU.
func (l photoLayout) space() (width, height int) {
	return int(l.column)*pixelsPerDigit*emuPerPixel - 2*photoMargin, int(l.height*emuPerPoint) - 2*photoMargin
}

// picture lays a picture over a cell of the row written last, as large as it fits with
// its aspect kept. Both corners are tied to that one cell, so that sorting moves the
// picture with its row and filtering hides it.
func (s *sheet) picture(column int, room photoLayout, cell photoCell, text pictureText) error {
	if s.photos == nil {
		s.photos = newDrawing()
	}
	width, height := room.space()
	if cell.value != nil {
		height -= captionHeight
	}
	w, h := fit(cell.image.width, cell.image.height, width, height)
	left, top := photoMargin+(width-w)/2, photoMargin+(height-h)/2
	d := s.photos
	d.count++
	if err := d.link(cell.image); err != nil {
		return err
	}
	out := fmt.Appendf(d.anchors.text, `<xdr:twoCellAnchor editAs="twoCell"><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>%d</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>%d</xdr:rowOff></xdr:from>`+
		`<xdr:to><xdr:col>%[1]d</xdr:col><xdr:colOff>%[5]d</xdr:colOff><xdr:row>%[3]d</xdr:row><xdr:rowOff>%[6]d</xdr:rowOff></xdr:to>`,
		column, left, s.next-2, top, left+w, top+h)
	out = fmt.Appendf(out, `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="%d" name="照片 %d" descr="`, d.count+1, d.count)
	out = append(appendEscaped(out, text.alt), '"')
	if text.link != "" && d.clicks < s.book.links {
		d.clicks++
		out = fmt.Appendf(out, `><a:hlinkClick r:id="click%d" tooltip="%s"/></xdr:cNvPr>`, d.clicks, text.tip)
		if err := d.click(text.link); err != nil {
			return err
		}
	} else {
		out = append(out, `/>`...)
		if text.link != "" {
			s.book.unlinked++
		}
	}
	out = fmt.Appendf(out, `<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId%d"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`+
		`<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>`,
		cell.image.number, w, h)
	return d.anchors.wrote(out)
}

// click leads to where a click goes.
func (d *drawing) click(target string) error {
	out := fmt.Appendf(d.links.text, `<Relationship Id="click%d" Type="`+relatedTo+`hyperlink" Target="`, d.clicks)
	return d.links.wrote(append(appendEscaped(out, target), `"/>`...))
}

// link leads to the file of a picture, once.
func (d *drawing) link(image *image) error {
	if d.linked[image.number] {
		return nil
	}
	d.linked[image.number] = true
	return d.links.wrote(fmt.Appendf(d.links.text, `<Relationship Id="rId%d" Type="`+relatedTo+`image" Target="/%s"/>`, image.number, image.name))
}

// fit scales a picture into a room, whatever the unit of the room.
func fit(width, height, roomWidth, roomHeight int) (w, h int) {
	scale := min(float64(roomWidth)/float64(width), float64(roomHeight)/float64(height))
	return max(1, int(float64(width)*scale)), max(1, int(float64(height)*scale))
}

// save ends the drawing and puts it into the workbook under the name.
func (d *drawing) save(a *archive, name string) error {
	d.anchors.name, d.links.name = name, relsOf(name)
	d.anchors.text = append(d.anchors.text, `</xdr:wsDr>`...)
	d.links.text = append(d.links.text, `</Relationships>`...)
	for _, p := range []*part{&d.anchors, &d.links} {
		if err := p.end(); err != nil {
			return err
		}
		if err := a.addPart(p); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) discard() {
	d.anchors.discard()
	d.links.discard()
}

// altText describes a photo to those who cannot see it. Cells hold 32,767 characters,
// descriptions of pictures far fewer.
func altText(no, description string) string {
	const limit = 255
	text, _ := cleanText(inspection.MaskPersonal(no + " " + description)) // nobody looks here for a number
	if letters := []rune(text); len(letters) > limit {
		text = string(letters[:limit])
	}
	return text
}

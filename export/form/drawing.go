package form

import (
	"bytes"
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"
)

const (
	emuPerPixel    = 9525
	relationTypes  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	drawingNS      = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
	mainDrawingNS  = "http://schemas.openxmlformats.org/drawingml/2006/main"
	relationsNS    = "http://schemas.openxmlformats.org/package/2006/relationships"
	drawingType    = "application/vnd.openxmlformats-officedocument.drawing+xml"
	contentTypes   = "[Content_Types].xml"
	pictureMargin  = 4.0 // pixels left free around a picture
	drawingsFolder = "xl/drawings"
)

// anchor is a picture's place: the cell of its upper left corner, the offset into it
// and its size, in EMU.
type anchor struct {
	column, row  int // from 0
	dx, dy, w, h int
}

// anchorFor fits a picture into its cells, aspect kept, in the middle.
func (p *plan) anchorFor(at placed) anchor {
	width, height := 0.0, 0.0
	for column := at.area.column1; column <= at.area.column2; column++ {
		width += pixels(p.columnWidth(column))
	}
	for row := at.area.row1; row <= at.area.row2; row++ {
		height += p.outHeight(row) * pixelsPerPoint
	}
	w, h := float64(max(1, at.picture.Width)), float64(max(1, at.picture.Height))
	scale := min(max(width-2*pictureMargin, 1)/w, max(height-2*pictureMargin, 1)/h)
	w, h = w*scale, h*scale
	x, y := (width-w)/2, (height-h)/2
	a := anchor{column: at.area.column1 - 1, row: at.area.row1 - 1, w: emu(w), h: emu(h)}
	for a.column < at.area.column2-1 && x >= pixels(p.columnWidth(a.column+1)) {
		x -= pixels(p.columnWidth(a.column + 1))
		a.column++
	}
	for a.row < at.area.row2-1 && y >= p.outHeight(a.row+1)*pixelsPerPoint {
		y -= p.outHeight(a.row+1) * pixelsPerPoint
		a.row++
	}
	a.dx, a.dy = emu(x), emu(y)
	return a
}

// outHeight is the height in points of a row that comes out.
func (p *plan) outHeight(row int) float64 {
	if height, set := p.heights[row]; set {
		return height
	}
	return p.height
}

func emu(pixels float64) int { return max(0, int(math.Round(pixels*emuPerPixel))) }

// addPictures puts the pictures of a sheet into the package: into the drawing the
// sheet has, or into a new one, whose element for the sheet is returned.
func (f *filling) addPictures(p *plan) (element string, err error) {
	related, err := f.template.relations(p.part)
	if err != nil {
		return "", err
	}
	if p.drawing.end > 0 {
		if drawing := related[p.drawing.of(p.data)].target; f.part(drawing) != nil {
			return "", f.fillDrawing(drawing, p)
		}
		return "", f.template.damaged(errSheet)
	}
	drawing := f.freshName(drawingsFolder+"/drawing", ".xml")
	f.add(drawing, fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+
		`<xdr:wsDr xmlns:xdr="%s" xmlns:a="%s"></xdr:wsDr>`, drawingNS, mainDrawingNS))
	f.addType(fmt.Sprintf(`<Override PartName="/%s" ContentType="%s"/>`, drawing, drawingType), `PartName="/`+drawing+`"`)
	id := f.relate(p.part, "/drawing", "../drawings/"+path.Base(drawing))
	return fmt.Sprintf(`<%sdrawing xmlns:r="%s" r:id="%s"/>`, p.prefix, relationTypes, id), f.fillDrawing(drawing, p)
}

// fillDrawing appends the pictures to a drawing part.
func (f *filling) fillDrawing(drawing string, p *plan) error {
	data := f.part(drawing)
	end := bytes.LastIndex(data, []byte("</"))
	if end < 0 { // <xdr:wsDr …/> without content
		open := bytes.LastIndex(data, []byte("/>"))
		name := rootName(data)
		if open < 0 || name == "" {
			return f.template.damaged(errSheet)
		}
		data = append(append(append([]byte{}, data[:open]...), '>'), "</"+name+">"...)
		end = bytes.LastIndex(data, []byte("</"))
	}
	var out bytes.Buffer
	out.Write(data[:end])
	for _, at := range p.pictures {
		id := f.relate(drawing, "/image", "../media/"+path.Base(f.media(at.picture)))
		writeAnchor(&out, p.anchorFor(at), id, f.nextShape())
	}
	out.Write(data[end:])
	f.set(drawing, out.Bytes())
	return nil
}

func rootName(data []byte) string {
	name := ""
	_ = scanTags(data, func(t tag) error { // only the first tag matters
		if t.kind == '<' && name == "" {
			name = strings.Fields(strings.Trim(t.of(data), "</>"))[0]
		}
		return nil
	})
	return name
}

// shapeBase keeps the ids of our shapes away from those of the template.
const shapeBase = 5000

func writeAnchor(out *bytes.Buffer, a anchor, relation string, id int) {
	fmt.Fprintf(out, `<xdr:oneCellAnchor xmlns:xdr="%s" xmlns:a="%s"><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>%d</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>%d</xdr:rowOff></xdr:from>`,
		drawingNS, mainDrawingNS, a.column, a.dx, a.row, a.dy)
	fmt.Fprintf(out, `<xdr:ext cx="%[1]d" cy="%[2]d"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="%[3]d" name="Picture %[3]d"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>`+
		`<xdr:blipFill><a:blip xmlns:r="%[4]s" r:embed="%[5]s"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`+
		`<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`,
		a.w, a.h, id, relationTypes, relation)
}

// media adds a picture's file once, however often it is shown.
func (f *filling) media(picture *Picture) string {
	if name, known := f.pictures[picture]; known {
		return name
	}
	ending := ".jpeg"
	if picture.Format == "png" {
		ending = ".png"
	}
	name := f.freshName("xl/media/form", ending)
	f.add(name, picture.Data)
	f.pictures[picture] = name
	f.addType(fmt.Sprintf(`<Default Extension="%s" ContentType="image/%s"/>`, ending[1:], ending[1:]), `Extension="`+ending[1:]+`"`)
	return name
}

// addType adds an entry to the content types unless one with the key is there.
func (f *filling) addType(entry, key string) {
	data := string(f.part(contentTypes))
	if strings.Contains(strings.ToLower(data), strings.ToLower(key)) {
		return
	}
	end := strings.LastIndex(data, "</")
	start := end
	if strings.HasPrefix(entry, "<Default") { // defaults come before overrides
		start = strings.Index(data, "<Override")
		if start < 0 {
			start = end
		}
	}
	f.set(contentTypes, []byte(data[:start]+entry+data[start:]))
}

// relate adds a relation to a part and returns its id.
func (f *filling) relate(part, kind, target string) string {
	name := relationsPart(part)
	data := f.part(name)
	if data == nil {
		data = fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<Relationships xmlns="%s"></Relationships>`, relationsNS)
		f.add(name, data)
	}
	text := string(data)
	if !strings.Contains(text, "</") {
		text = strings.TrimSuffix(strings.TrimSpace(text), "/>") + "></Relationships>"
	}
	n := 1
	for strings.Contains(text, `"rIdForm`+strconv.Itoa(n)+`"`) {
		n++
	}
	id := "rIdForm" + strconv.Itoa(n)
	end := strings.LastIndex(text, "</")
	entry := fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relationTypes, kind, target)
	f.set(name, []byte(text[:end]+entry+text[end:]))
	return id
}

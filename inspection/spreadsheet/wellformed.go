package spreadsheet

import (
	"encoding/xml"
	"errors"
	"io"
)

// The limits within a part. They bound what excelize makes of it: it keeps a whole cell, a whole row and, of the styles,
// everything.
const (
	maxToken    = 1 << 20 // bytes of a tag or a text. A cell holds 32,767 characters at most
	maxDepth    = 256     // elements that lie in each other; those of a workbook lie some ten deep
	maxElements = 100_000 // of a part other than sheets and texts. Excel allows 65,490 formats
	maxTexts    = 200_000 // texts that cells share: 10 in each of 20,000 rows
	maxRuns     = 4096    // elements within one cell or text
	maxRowCells = 16_384  // cells of a row, what Excel allows
)

// checkXML reads a part to its end. Declarations such as DOCTYPE have no place in a
// workbook and are how entities are smuggled in. What is beyond the limits gives errTooLarge.
func checkXML(reader io.Reader, large bool) error {
	portions := &portionReader{reader: reader}
	decoder, count := xml.NewDecoder(portions), counter{large: large}
	for {
		portions.left = maxToken
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch element := token.(type) {
		case xml.Directive:
			return errors.New("the part contains a declaration")
		case xml.StartElement:
			err = count.begin(element.Name.Local)
		case xml.EndElement:
			count.end()
		}
		if err != nil {
			return err
		}
	}
}

// counter counts the elements of a part.
type counter struct {
	large bool // a sheet or the texts, which may have any number of them
	depth int
	total int
	cell  int // depth of the cell or text that is being read; 0 outside of one
	runs  int // elements in it
	cells int // of the row
	texts int // that cells share
}

func (c *counter) begin(name string) error {
	c.depth++
	c.total++
	switch {
	case c.cell > 0:
		c.runs++
	case name == "row":
		c.cells = 0
	case name == "c":
		c.cell, c.runs = c.depth, 0
		c.cells++
	case name == "si":
		c.cell, c.runs = c.depth, 0
		c.texts++
	}
	if c.depth > maxDepth || !c.large && c.total > maxElements || c.runs > maxRuns || c.texts > maxTexts || c.cells > maxRowCells {
		return errTooLarge
	}
	return nil
}

func (c *counter) end() {
	if c.depth == c.cell {
		c.cell = 0
	}
	c.depth--
}

// portionReader gives out a limited number of bytes until left is set again, because the decoder keeps all of a tag or a
// text before it shows it.
type portionReader struct {
	reader io.Reader
	left   int
}

// Read implements io.Reader.
func (r *portionReader) Read(buffer []byte) (int, error) {
	if r.left <= 0 {
		return 0, errTooLarge
	}
	n, err := r.reader.Read(buffer[:min(len(buffer), r.left)])
	r.left -= n
	return n, err
}

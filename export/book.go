package export

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"
)

// maxRows is how many rows a sheet can hold.
const maxRows = excelize.TotalRows

// book is a workbook that is being written. Excelize makes what is small: styles,
// charts, names, properties. The sheets and pictures, which can be large, are written
// here while the rows come; assemble.go puts all together.
type book struct {
	file    *excelize.File
	archive *archive
	styles  map[styleKey]int
	sheets  []*sheet // in the order in which they are to stand
	limit   int      // rows a sheet may hold
	links   int      // links a sheet may hold
	cuts    []cut    // texts that did not fit
	media   *media

	personal bool // telephone and identity numbers are shown in full

	unlinked int // pictures that got no link
}

// cut is a text that was too long for its cell.
type cut struct{ sheet, cell string }

// properties are what a file manager shows about a workbook.
type properties struct {
	title, office, program string
	now                    time.Time
}

// newBook starts an empty workbook that goes to w until ctx ends.
func newBook(ctx context.Context, w io.Writer, about properties) (*book, error) {
	b := &book{file: excelize.NewFile(), archive: newArchive(ctx, w, about.now), styles: map[styleKey]int{}, limit: maxRows, links: maxLinks}
	b.media = newMedia(b.archive)
	created := about.now.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Title: about.title, Creator: about.office, LastModifiedBy: about.office,
		Description: about.program, Created: created, Modified: created, Language: "zh-CN"})
	if err != nil {
		return nil, err
	}
	return b, b.setDefaultFont()
}

// setDefaultFont makes the body font the default: the widths of columns are counted
// in its digits.
func (b *book) setDefaultFont() error {
	if err := b.file.SetDefaultFont(fontBody); err != nil {
		return err
	}
	*b.file.Styles.Fonts.Font[0].Sz.Val = bodySize
	return nil
}

// close frees temporary files.
func (b *book) close() {
	b.media.close()
	for _, sheet := range b.sheets {
		sheet.discard()
	}
	_ = b.file.Close() // nothing of the workbook is in there
}

// addSheet appends a sheet with the given column widths, after the named sheet or,
// for "", at the end. frozen is the number of rows that stay when scrolling.
func (b *book) addSheet(name string, widths []float64, frozen int, after string) (*sheet, error) {
	return b.add(newSheet(b, name, widths, frozen, false), after)
}

// addPaged is addSheet for a sheet that is cut into pages, see paging.go.
func (b *book) addPaged(name string, widths []float64, frozen int, after string) (*sheet, error) {
	return b.add(newSheet(b, name, widths, frozen, true), after)
}

func (b *book) add(s *sheet, after string) (*sheet, error) {
	if len(b.sheets) == 0 {
		if err := b.file.SetSheetName("Sheet1", s.name); err != nil {
			return nil, err
		}
	} else if _, err := b.file.NewSheet(s.name); err != nil {
		return nil, err
	}
	return b.place(s, after)
}

// place puts the sheet into its order.
func (b *book) place(s *sheet, after string) (*sheet, error) {
	at := slices.IndexFunc(b.sheets, func(other *sheet) bool { return other.name == after }) + 1
	if after == "" || at == len(b.sheets) {
		b.sheets = append(b.sheets, s)
		return s, nil
	}
	if err := b.file.MoveSheet(s.name, b.sheets[at].name); err != nil {
		return nil, err
	}
	b.sheets = slices.Insert(b.sheets, at, s)
	return s, nil
}

package export

import (
	"fmt"
	"strconv"
)

// What stands before and after the rows of a sheet, in the order that the file format
// prescribes (ECMA-376 part 1, 18.3.1.99). Every sheet is laid out alike:
// landscape, A4 and one page wide where that can be read, with name and page numbers; see paging.go
// and paper.go.

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsSheet      = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsReferences = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// appendSheetHead writes what comes before the rows.
func appendSheetHead(out []byte, widths []float64, frozen int, fitted bool) []byte {
	out = append(out, xmlHead+`<worksheet xmlns="`+nsSheet+`" xmlns:r="`+nsReferences+`">`...)
	if fitted {
		out = append(out, `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`...)
	}
	out = append(out, `<sheetViews><sheetView workbookViewId="0">`...)
	if frozen > 0 {
		first := cellName(1, frozen+1)
		out = fmt.Appendf(out, `<pane ySplit="%d" topLeftCell="%s" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="%[2]s" sqref="%[2]s"/>`, frozen, first)
	}
	out = append(out, `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`...)
	for i, width := range widths {
		out = fmt.Appendf(out, `<col min="%d" max="%[1]d" width="%s" customWidth="1"/>`, i+1, strconv.FormatFloat(width, 'f', -1, 64))
	}
	return append(out, `</cols><sheetData>`...)
}

// appendSheetTail writes what comes after the rows.
func appendSheetTail(out []byte, s *sheet, drawing string) []byte {
	out = append(out, `</sheetData>`...)
	if s.filter != "" {
		out = fmt.Appendf(out, `<autoFilter ref="%s"/>`, s.filter)
	}
	if len(s.merges) > 0 {
		out = fmt.Appendf(out, `<mergeCells count="%d">`, len(s.merges))
		for _, merge := range s.merges {
			out = fmt.Appendf(out, `<mergeCell ref="%s"/>`, merge)
		}
		out = append(out, `</mergeCells>`...)
	}
	out = append(out, `<printOptions horizontalCentered="1"/><pageMargins left="0.35" right="0.35" top="0.4" bottom="0.5" header="0.2" footer="0.2"/>`...) // inches
	if s.scale > 0 {
		out = fmt.Appendf(out, `<pageSetup paperSize="9" scale="%d" orientation="landscape"/>`, s.scale) // 9 is A4
	} else {
		out = s.paper.setup(out)
	}
	out = append(out, `<headerFooter><oddFooter>&amp;L&amp;9&amp;A&amp;C&amp;9第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>`...)
	if len(s.breaks) > 0 {
		out = fmt.Appendf(out, `<rowBreaks count="%d" manualBreakCount="%[1]d">`, len(s.breaks))
		for _, row := range s.breaks {
			out = fmt.Appendf(out, `<brk id="%d" max="16383" man="1"/>`, row)
		}
		out = append(out, `</rowBreaks>`...)
	}
	if drawing != "" {
		out = fmt.Appendf(out, `<drawing r:id="%s"/>`, drawing)
	}
	return append(out, `</worksheet>`...)
}

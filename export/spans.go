package export

// span is a cell that may reach over several columns of the sheet's grid.
type span struct {
	columns int
	look    look
	tone    tone
	value   any
	formula string // with value as its result; empty for a plain value
}

// label, count, rate and title make the spans that tables of the summary consist of.
func labelSpan(columns int, text string) span {
	return span{columns: columns, look: lookText, value: text}
}

func headSpan(columns int, text string) span {
	return span{columns: columns, look: lookHeader, value: text}
}

func countSpan(columns int, formula string, value int) span {
	return span{columns: columns, look: lookInteger, formula: formula, value: value}
}

func rateSpan(columns int, formula string, value any) span {
	return span{columns: columns, look: lookRate, formula: formula, value: value}
}

// spanRow writes one row of spans. A height of 0 is estimated from the texts.
func (s *sheet) spanRow(height float64, widths []float64, spans ...span) error {
	at, lines := 0, 1
	for _, span := range spans {
		width := 0.0
		for i := range span.columns {
			if err := s.put(at+i, span.look, span.tone, nil); err != nil {
				return err
			}
			width += widths[at+i]
		}
		if err := s.formula(at, span.look, span.tone, span.formula, span.value); err != nil {
			return err
		}
		if text, ok := span.value.(string); ok && text != "" {
			lines = max(lines, lineCount(text, room(width)))
		}
		s.merge(at, at+span.columns-1)
		at += span.columns
	}
	if height == 0 {
		height = float64(lines)*lineHeight + cellPadding
	}
	return s.endRow(height)
}

// gap leaves a row empty.
func (s *sheet) gap(height float64) error { return s.endRow(height) }

package table

import "testing"

func TestTable(t *testing.T) {
	text := New("编号", "隐患")
	text.Add("Y2026-K7-0001", "=HYPERLINK(\"http://x\")")
	text.Add("007", " -1+1\t第二列\r\n第二行")
	want := "编号\t隐患\r\nY2026-K7-0001\t'=HYPERLINK(\"http://x\")\r\n007\t' -1+1 第二列 第二行\r\n"
	if got := text.String(); got != want || text.Len() != 2 {
		t.Errorf("%d rows: %q", text.Len(), got)
	}
}

package pinyin

import (
	"strconv"
	"testing"
)

func TestMatch(t *testing.T) {
	tests := []struct {
		text, query string
		want        bool
	}{
		{"重庆路", "cql", true}, {"重庆路", "zql", true}, {"重庆路", "chongqinglu", true}, {"重庆路", "zhongqing", true},
		{"西安东社区养老服务中心", "xiandong", true}, {"西安东社区养老服务中心", "xi'an", true}, {"西安东社区养老服务中心", "xadsq", true},
		{"西安东社区养老服务中心", "养老", true}, {"西安东社区养老服务中心", "ylzx", false}, {"西安东社区养老服务中心", "yl fw", true},
		{"嵩山路", "ss", true}, {"嵩山路", "songs", true}, {"嵩山路", "嵩s", true}, {"嵩山路", "song路", false}, {"嵩山路", "SSL", true},
		{"金水西路82号院", "jsxl82", true}, {"金水西路82号院", "８２", true}, {"金水西路82号院", "82hy", true},
		{"绿城广场", "lv", true}, {"绿城广场", "lc", true}, {"YL-003", "yl-0", true}, {"YL-003", "yl3", false},
		{"长乐路", "changle", true}, {"长乐路", "zhangyue", true}, {"长乐路", "", true}, {"", "a", false}, {"", "", true},
		{"朝阳", "aoyang", false},
	}
	for _, test := range tests {
		if got := Match(test.text, test.query); got != test.want {
			t.Errorf("Match(%q, %q) = %v", test.text, test.query, got)
		}
	}
}

func TestTextsStayApart(t *testing.T) {
	key := NewKey("嵩山路", "金水区")
	if !key.Match("ssl") || !key.Match("jinshui") || !key.Match("ssl jsq") {
		t.Error("a query within one text was not found")
	}
	if key.Match("ljin") {
		t.Error("a query matched across two texts")
	}
}

func BenchmarkMatchTenThousand(b *testing.B) {
	keys := make([]Key, 10_000)
	for i := range keys {
		keys[i] = NewKey("YL-"+strconv.Itoa(i), "西安东社区养老服务中心", "郑州市中原区建设西路甲"+strconv.Itoa(i)+"号", "晚晴养老")
	}
	for b.Loop() {
		for _, key := range keys {
			if key.Match("jsxlz") {
				b.Fatal("found what is not there")
			}
		}
	}
}

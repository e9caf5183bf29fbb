package pinyin

import (
	"strconv"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"anxun/assets"
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
		{"朝阳", "aoyang", false}, {"祭城路", "zhacheng", true}, {"祭城路", "jicheng", true}, {"祭祀", "zhaosi", false},
		{"西流湖日间照料中心", "xlh日间", true}, {"西流湖", "xiliuhu", true}, {"中原西路", "zyxl", true}, {"中原西路", "zhongyuan", true},
		{"重阳街", "chongyang", true}, {"重阳街", "cyj", true}, {"单国强", "shangq", true}, {"单位", "danwei", true},
		{"解建军", "xiejj", true}, {"解放路", "jiefang", true}, {"任长霞", "renchangxia", true}, {"张建国", "zhangjg", true},
		{"仇院长", "qiuyz", true}, {"黑主任", "he主任", true}, {"万俟店长", "moqi", true}, {"古荥", "guxing", true},
		{"女贞路", "nvzhen", true}, {"Y2026-K7-0117", "y2026k7", false}, {"Y2026-K7-0117", "0117", true}, {"CF-09", "cf-09", true},
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

func TestRank(t *testing.T) {
	for key, want := range map[string]int{"嵩山路": 3, "嵩山路北段": 2, "北嵩山路": 1, "中原路": 0} {
		for _, query := range []string{"嵩山路", "ssl", "songshanlu"} {
			if got := Compile(query).Rank(NewKey("金水区", key)); got != want {
				t.Errorf("%s in %s ranks %d, want %d", query, key, got, want)
			}
		}
	}
}

// slow is what Match must agree with: every way to read the text, one after the other.
func slow(text []rune, extra []string, word []rune) bool {
	var from func(at, read int) bool
	from = func(at, read int) bool {
		if read == len(word) {
			return true
		}
		if at == len(text) {
			return false
		}
		if text[at] == word[read] && from(at+1, read+1) {
			return true
		}
		if text[at] <= unicode.MaxLatin1 {
			return false
		}
		l := letter{char: text[at]}
		if extra != nil {
			l.extra = extra[at]
		}
		for _, syllable := range readings(l) {
			for n := 1; n <= len(syllable) && read+n <= len(word) && string(word[read:read+n]) == syllable[:n]; n++ {
				if from(at+1, read+n) {
					return true
				}
			}
		}
		return false
	}
	for at := range text {
		if from(at, 0) {
			return true
		}
	}
	return false
}

func TestMatchAgreesWithTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chars := rapid.SampledFrom([]rune("祭城单解任重庆长安西流湖乐绿二嗯a120-xi"))
		text := rapid.SliceOfN(chars, 0, 8).Draw(t, "text")
		word := rapid.SliceOfN(rapid.SampledFrom([]rune("祭城单重a120-xilhuzcenganjyvrmgo")), 1, 6).Draw(t, "word")
		want := slow(text, extras(text), word)
		if got := Match(string(text), string(word)); got != want {
			t.Fatalf("Match(%q, %q) = %v", string(text), string(word), got)
		}
		if want && !Compile(string(word)).Words[0].May(SignatureOf(NewKey("x", string(text)))) {
			t.Fatalf("the signature of %q hides %q", string(text), string(word))
		}
	})
}

func TestReadingsTableIsWhole(t *testing.T) {
	if _, err := parseReadings(assets.PinyinReadings); err != nil {
		t.Error(err)
	}
	if _, err := parseReadings([]byte(`{"祭城": "zha"}`)); err == nil {
		t.Error("a word with too few syllables was taken")
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

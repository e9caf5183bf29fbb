package guide

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"anxun/assets"
	"anxun/ui/i18n"
	"anxun/ui/uitest/fakehost"
)

type shown struct{ state State }

func (v *shown) Render(s State) { v.state = s }

func TestRead(t *testing.T) {
	const source = "# 标题\n\n前言 `F1`。\n\n## 一章\n\n1. 第一步\n2. 第二步 **要紧**\n\n![图](home.png)\n\n- 一点\n\n**问？** 答。\n"
	chapters, err := Read(fstest.MapFS{"guide/zh-Hans.md": {Data: []byte(source)}}, i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	want := []Chapter{
		{Title: "标题", Blocks: []Block{{Text: "前言 F1。"}}},
		{Title: "一章", Blocks: []Block{
			{BlockKind: BlockStep, Mark: "1", Text: "第一步"}, {BlockKind: BlockStep, Mark: "2", Text: "第二步 要紧"},
			{BlockKind: BlockPoint, Text: "一点"}, {BlockKind: BlockQuestion, Mark: "问？", Text: "答。"}}},
	}
	if len(chapters) != len(want) {
		t.Fatalf("%d chapters, want %d", len(chapters), len(want))
	}
	for i := range want {
		if chapters[i].Title != want[i].Title || len(chapters[i].Blocks) != len(want[i].Blocks) {
			t.Fatalf("chapter %d is %+v", i, chapters[i])
		}
		for n, block := range want[i].Blocks {
			if chapters[i].Blocks[n] != block {
				t.Errorf("block %d of %s is %+v, want %+v", n, want[i].Title, chapters[i].Blocks[n], block)
			}
		}
	}
	for _, bad := range []string{"没有标题", ""} {
		if chapters, err := Read(fstest.MapFS{"guide/zh-Hans.md": {Data: []byte(bad)}}, i18n.Chinese); err == nil && len(chapters) > 0 {
			t.Errorf("%q was read as %+v", bad, chapters)
		}
	}
}

// Both languages tell the same: as many chapters, steps, points and questions.
func TestLanguagesMatch(t *testing.T) {
	chinese, err := Read(assets.Guide, i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	english, err := Read(assets.Guide, i18n.English)
	if err != nil {
		t.Fatal(err)
	}
	if len(chinese) != len(english) || len(chinese) < 8 {
		t.Fatalf("%d chapters in Chinese, %d in English", len(chinese), len(english))
	}
	for i := range chinese {
		kinds := func(c Chapter) (all string) {
			for _, b := range c.Blocks {
				all += string(rune('a' + int(b.BlockKind)))
			}
			return all
		}
		if kinds(chinese[i]) != kinds(english[i]) {
			t.Errorf("%s and %s differ in their parts: %s, %s", chinese[i].Title, english[i].Title, kinds(chinese[i]), kinds(english[i]))
		}
	}
}

var picture = regexp.MustCompile(`\]\(([a-z0-9-]+\.png)\)`)

// The guide on paper is the guide of the window with the paths of its pictures.
func TestPrintedGuide(t *testing.T) {
	source, err := assets.Guide.ReadFile("guide/zh-Hans.md")
	if err != nil {
		t.Fatal(err)
	}
	printed, err := os.ReadFile("../../docs/guide.zh.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := picture.ReplaceAllString(string(source), "](screens/$1)"); string(printed) != want {
		t.Error("docs/guide.zh.md differs; make it with: sed -E 's#\\]\\(([a-z0-9-]+\\.png)\\)#](screens/\\1)#' assets/guide/zh-Hans.md > docs/guide.zh.md")
	}
	for _, match := range picture.FindAllStringSubmatch(string(source), -1) {
		if _, err := os.Stat(filepath.Join("../../docs/screens", match[1])); err != nil {
			t.Error(err)
		}
	}
}

func TestChapters(t *testing.T) {
	v, host := &shown{}, fakehost.New(t)
	p := NewPresenter(host, assets.Guide, v)
	p.Enter("")
	if v.state.Selected != 0 || len(v.state.Chapters) == 0 {
		t.Fatalf("%+v", v.state)
	}
	last := len(v.state.Chapters) - 1
	for _, step := range []struct {
		do   func()
		want int
	}{
		{func() { p.Move(-1) }, 0}, {func() { p.Move(1) }, 1}, {func() { p.Enter("") }, 1}, {func() { p.Enter("3") }, 3},
		{func() { p.Select(99) }, last}, {func() { p.Move(1) }, last},
	} {
		if step.do(); v.state.Selected != step.want {
			t.Errorf("chapter %d is shown, want %d", v.state.Selected, step.want)
		}
	}
	NewPresenter(host, fstest.MapFS{}, v).Enter("")
	if len(host.Errors) != 1 || !strings.Contains(host.Errors[0].Error(), "guide") {
		t.Errorf("a missing guide gives %v", host.Errors)
	}
}

package i18n

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func mustLoad(t *testing.T, lang string) *Catalog {
	t.Helper()
	c, err := New(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestT(t *testing.T) {
	c := &Catalog{messages: map[string]string{"places.count": "共 {n} 处", "pair": "{a}{b}"}}
	for _, test := range []struct {
		key  string
		args []any
		want string
	}{
		{"places.count", []any{"n", 12}, "共 12 处"},
		{"places.count", nil, "共 {n} 处"},
		{"pair", []any{"a", "{b}", "b", "x"}, "{b}x"}, // a value is never read as a placeholder
		{"pair", []any{"a", 1, "b"}, "1{b}"},
		{"gone", []any{"n", 1}, "‹gone›"},
	} {
		if got := c.T(test.key, test.args...); got != test.want {
			t.Errorf("T(%q, %v) = %q, want %q", test.key, test.args, got, test.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	if _, err := New("fr"); err == nil {
		t.Error("an unknown language was accepted")
	}
	twice := fstest.MapFS{"l/a.json": {Data: []byte(`{"k":"1"}`)}, "l/b.json": {Data: []byte(`{"k":"2"}`)}}
	if _, err := load(twice, "l", "l"); err == nil || !strings.Contains(err.Error(), `"k"`) {
		t.Errorf("a key in two areas: %v", err)
	}
	if _, err := load(fstest.MapFS{"l/a.json": {Data: []byte(`{`)}}, "l", "l"); err == nil {
		t.Error("a damaged file was accepted")
	}
}

type told struct{ key string }

func (e told) Error() string               { return "technical" }
func (e told) MessageKey() (string, []any) { return e.key, []any{"path", "盘"} }

func TestError(t *testing.T) {
	c := mustLoad(t, Chinese)
	if got := c.Error(nil); got != "" {
		t.Errorf("nil gives %q", got)
	}
	if got := c.Error(fmt.Errorf("saving: %w", told{"shell.error.open_path"})); got != "打不开“盘”，请在文件管理器中查看" {
		t.Errorf("a wrapped message gives %q", got)
	}
	for _, err := range []error{errors.New("disk"), told{"no.such.key"}} {
		if got := c.Error(err); !strings.HasPrefix(got, "出现意外错误：") {
			t.Errorf("%v gives %q", err, got)
		}
	}
}

func TestDates(t *testing.T) {
	c := mustLoad(t, Chinese)
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 11, 20, 9, 31, 7, 0, zone)
	for got, want := range map[string]string{
		c.Day(now): "11月20日 星期五", c.YearDay(now): "2026年11月20日", c.Month(now): "2026年11月",
		c.DayTime(now): "2026-11-20 09:31", c.Clock(now): "09:31:07", c.ShortWeekday(time.Sunday): "日",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for back, want := range map[time.Duration]string{
		30 * time.Second: "刚刚", 5 * time.Minute: "5 分钟前", 3 * time.Hour: "3 小时前", 10 * time.Hour: "昨天 23:31",
		4 * 24 * time.Hour: "4 天前", 40 * 24 * time.Hour: "2026-10-11 09:31", -time.Hour: "2026-11-20 10:31",
	} {
		if got := c.Ago(now.Add(-back).UTC(), now); got != want {
			t.Errorf("Ago(%v) = %q, want %q", back, got, want)
		}
	}
}

func TestLanguagesAgree(t *testing.T) {
	base := mustLoad(t, Chinese)
	for _, lang := range Languages() {
		c := mustLoad(t, lang)
		for _, key := range base.Keys() {
			if !c.Has(key) {
				t.Errorf("%s: %q is missing", lang, key)
				continue
			}
			if strings.TrimSpace(c.messages[key]) == "" {
				t.Errorf("%s: %q is empty", lang, key)
			}
			if a, b := placeholders(base.messages[key]), placeholders(c.messages[key]); !slices.Equal(a, b) {
				t.Errorf("%s: %q has placeholders %v, Chinese has %v", lang, key, b, a)
			}
		}
		for _, key := range c.Keys() {
			if !base.Has(key) {
				t.Errorf("%q is in %s only", key, lang)
			}
		}
	}
}

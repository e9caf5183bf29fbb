package export

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
)

var clicks = regexp.MustCompile(`Id="(click\d+)" Type="[^"]*/hyperlink" Target="([^"]*)"`)

// TestAClickShowsThePhotoLarge follows the links from each row to 照片 and back.
func TestAClickShowsThePhotoLarge(t *testing.T) {
	store, a := withPhotos(t)
	path, summary := writeFixture(t, store, photoRequest(a))
	file := open(t, path)
	if sheets := file.GetSheetList(); slices.Index(sheets, "照片") != len(sheets)-2 {
		t.Fatalf("sheets %v", sheets)
	}
	if !slices.Contains(summary.Sheets, SheetCount{Name: "照片", Rows: 3}) {
		t.Errorf("summary %v", summary.Sheets)
	}
	links := map[string]string{}
	for name, content := range readParts(t, path) {
		if strings.HasPrefix(name, "xl/drawings/_rels/") {
			for _, match := range clicks.FindAllSubmatch(content, -1) {
				links[name+string(match[1])] = string(match[2])
			}
		}
	}
	got := slices.Sorted(func(yield func(string) bool) {
		for _, target := range links {
			if !yield(target) {
				return
			}
		}
	})
	want := "[#'照片'!A3 #'照片'!A5 #'照片'!A7 #'隐患台账'!Q4 #'隐患台账'!R4 #'隐患台账'!R6]"
	if fmt.Sprint(got) != want {
		t.Errorf("links %v, want %s", got, want)
	}
	for _, row := range []int{3, 5, 7} {
		pictures, err := file.GetPictures("照片", fmt.Sprint("A", row))
		if err != nil || len(pictures) != 1 {
			t.Errorf("row %d: %d pictures, %v", row, len(pictures), err)
		}
		words, err := file.GetCellValue("照片", fmt.Sprint("A", row-1))
		if err != nil || !strings.HasPrefix(words, "Y2026-K7-") || !strings.Contains(words, "照片\n") {
			t.Errorf("row %d: %q, %v", row-1, words, err)
		}
	}
}

// TestEqualPicturesAreStoredOnce even where they come under different names.
func TestEqualPicturesAreStoredOnce(t *testing.T) {
	const photos = 6
	a := &album{photos: map[string][]byte{}}
	for i := range photos {
		a.photos[fmt.Sprint(i)] = photo(t, i%2, 40, 30, "jpg")
	}
	path := writeMany(t, a, photos, func(*book) {})
	stored := 0
	for name := range readParts(t, path) {
		if strings.HasPrefix(name, "xl/media/") {
			stored++
		}
	}
	if stored != 2 {
		t.Errorf("%d pictures stored, want 2", stored)
	}
}

// writeMany writes a report of so many hazards with a photo each, with other limits.
func writeMany(t *testing.T, a *album, photos int, limits func(*book)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "many.xlsx")
	err := fixture(t).View(context.Background(), func(reader inspection.Reader) error {
		_, err := write(context.Background(), path, photoRequest(a), manyHazards{reader, photos}, nil, fixtureDepartments, Noop{}, limits)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, path)
	return path
}

// TestLinksEndAtTheLimit of a sheet, and 数据说明 says so.
func TestLinksEndAtTheLimit(t *testing.T) {
	a := &album{photos: map[string][]byte{}}
	for i := range 5 {
		a.photos[fmt.Sprint(i)] = photo(t, i, 40, 30, "jpg")
	}
	path := writeMany(t, a, 5, func(b *book) { b.links = 3 })
	links := 0
	for name, content := range readParts(t, path) {
		if strings.HasPrefix(name, "xl/drawings/_rels/") {
			links += len(clicks.FindAll(content, -1))
		}
	}
	if links != 2*3 {
		t.Errorf("%d links, want 3 in each of two sheets", links)
	}
	if notes := dump(t, path); !strings.Contains(notes, "每张工作表的链接数有上限（3 个），超出的 4 处") {
		t.Error("数据说明 does not say which photos lead nowhere")
	}
}

// TestLargePhotosGoOn in a second sheet when the rows of one end.
func TestLargePhotosGoOn(t *testing.T) {
	a := &album{photos: map[string][]byte{}}
	for i := range 7 {
		a.photos[fmt.Sprint(i)] = photo(t, i, 40, 30, "jpg")
	}
	path := writeMany(t, a, 7, func(b *book) { b.limit = 8 })
	sheets := open(t, path).GetSheetList()
	if !slices.Contains(sheets, "照片(2)") || !slices.Contains(sheets, "照片(3)") || slices.Contains(sheets, "照片(4)") {
		t.Errorf("sheets %v", sheets) // a title and three photos fill seven of eight rows
	}
}

// TestStylesStayFew: a cell has a look and a tone, so that no data can make more formats
// than Excel has room for.
func TestStylesStayFew(t *testing.T) {
	b, err := newBook(context.Background(), discard{}, properties{now: at("2026-11-20", "09:00")})
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	for look := lookText; look <= lookCaption; look++ {
		for tone := toneNone; tone <= toneTotal; tone++ {
			if _, err := b.style(look, tone); err != nil {
				t.Fatal(err)
			}
		}
	}
	if most := int(lookCaption+1) * int(toneTotal+1); len(b.styles) > most || most > 65_490 {
		t.Errorf("%d formats of at most %d", len(b.styles), most)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

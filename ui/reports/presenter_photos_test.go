package reports

import (
	"errors"
	"strings"
	"testing"
)

func TestPhotosDecideTheSizeOfTheFile(t *testing.T) {
	exporter := &fakeExporter{counts: someCounts()}
	p, view := present(t, newHost(t), exporter)
	for size, want := range map[string]string{
		"none":      "表中不附照片；文件约 245 KB",
		"thumbnail": "长边 480 像素，适合打印和发送；照片 64 张，文件约 2.3 MB",
		"report":    "长边 1024 像素，放大后能看清细部；照片 64 张，文件约 9.3 MB",
		"original":  "按拍摄原样，文件最大；照片 60 张，文件约 181.2 MB",
	} {
		if p.ChoosePhotos(size); view.state.FileText != want || view.state.PhotoSize != size {
			t.Errorf("%s: %q, want %q", view.state.PhotoSize, view.state.FileText, want)
		}
		p.Export()
		if view.state.Done == nil || exporter.photoSizes[len(exporter.photoSizes)-1] != size {
			t.Errorf("%s: exported with photos %v", size, exporter.photoSizes)
		}
	}
	if counted := len(exporter.counted); counted != 1 {
		t.Errorf("counted %d times for another size of photos", counted)
	}
}

func TestWithoutCountsTheChoiceIsExplained(t *testing.T) {
	p, view := present(t, newHost(t), &fakeExporter{countErr: errors.New("broken")})
	if p.ChoosePhotos("report"); !strings.HasPrefix(view.state.FileText, "长边 1024") || strings.Contains(view.state.FileText, "约") {
		t.Errorf("%q", view.state.FileText)
	}
}

package inspecting

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// maxSince bounds the lines of one group: what nobody reads costs time to draw.
const maxSince = 20

// sinceBlock lists what changed since the last visit. Pressing a line leads to the item.
func sinceBlock(s *screen, groups []SinceGroup) fyne.CanvasObject {
	t := s.shell.T
	block := uikit.VStack(theme.Space8, uikit.NewText(t("inspecting.since.title"), uikit.StyleStrong))
	for _, group := range groups {
		column := uikit.VStack(theme.Space4, uikit.HStack(theme.Space8, uikit.NewBadge(group.Title, sinceTone(group.Kind)),
			uikit.NewText(t("inspecting.since.count", "n", group.Count), uikit.StyleMuted)))
		for _, line := range group.Lines[:min(len(group.Lines), maxSince)] {
			column.Add(uikit.NewPhrase(joinDot(string(line.Item)+"  "+line.Text, line.Change), func() {
				s.presenter.CloseSummary()
				s.presenter.SelectItem(line.Item)
			}))
		}
		if rest := len(group.Lines) - maxSince; rest > 0 {
			column.Add(uikit.NewCaption(t("inspecting.more", "n", rest)))
		}
		block.Add(column)
	}
	return block
}

func sinceTone(kind inspection.ItemChangeKind) uikit.Tone {
	switch kind {
	case inspection.ChangeFailed, inspection.ChangeStill:
		return uikit.ToneFail
	case inspection.ChangePutRight:
		return uikit.TonePass
	}
	return uikit.ToneNeutral
}

package settings

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// binCard leads to the bin, and takes the sample data off while there are any.
func (v *view) binCard() fyne.CanvasObject {
	t, p := v.shell.T, v.presenter
	open := uikit.NewButton(t("settings.bin.open"), uikit.Secondary, p.OpenBin).Icon(theme.IconUndo)
	remove := uikit.NewButton(t("sample.remove"), uikit.Secondary, p.RemoveSample).Writes()
	v.sampleText = uikit.NewParagraph("", uikit.StyleBody, 0)
	v.sample = uikit.VStack(theme.Space8, uikit.NewText(t("settings.sample.title"), uikit.StyleStrong), v.sampleText,
		uikit.HStack(theme.Space8, remove))
	return card(t("settings.bin"), uikit.NewParagraph(t("settings.bin.text"), uikit.StyleCaption, 0), uikit.HStack(theme.Space8, open), v.sample)
}

package hazards

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

func (s *screen) noDetail() fyne.CanvasObject {
	return uikit.NewEmptyState(theme.IconHazard, s.shell.T("hazards.empty.detail"), nil)
}

// showDetail builds the right half anew: a hazard has few enough texts for that to be cheaper than to keep them in step.
func (s *screen) showDetail() {
	d := s.detail
	if d == nil {
		s.gallery.show(nil, nil)
		s.card.SetContent(s.noDetail())
		return
	}
	parts := []fyne.CanvasObject{s.detailHead(d)}
	if d.Complete {
		s.gallery.show(d.Before, d.After)
		parts = append(parts, s.gallery.object)
		if again := s.repeatList(d); again != nil {
			parts = append(parts, again)
		}
		parts = append(parts, s.taskHead(d), factTable(d.Task),
			uikit.NewText(s.shell.T("hazards.timeline"), uikit.StyleStrong), stepList(d.Steps),
			uikit.NewText(s.shell.T("hazards.origin"), uikit.StyleStrong), factTable(d.Facts), s.links(d))
	}
	body := container.NewVScroll(uikit.Pad(theme.Space16+theme.Space4, theme.Space16, uikit.VStack(theme.Space16, parts...)))
	content := []fyne.CanvasObject{body}
	if bar := s.actionBar(d); bar != nil {
		content = append(content, bar)
	}
	s.card.SetContent(uikit.VFill(0, 0, content...))
}

func (s *screen) detailHead(d *Detail) fyne.CanvasObject {
	title := uikit.NewParagraph(d.Description, uikit.StyleHeading, 4)
	number := uikit.NewText(d.No, uikit.StyleCaption)
	marks := uikit.HFill(theme.Space8, 3, uikit.NewBadge(d.Severity, tone(d.SeverityTone)), uikit.NewBadge(d.Status, tone(d.StatusTone)),
		dueMark(d), container.NewStack(), number)
	place := uikit.NewText(d.Place, uikit.StyleMuted)
	ways := []fyne.CanvasObject{uikit.NewButton(s.shell.T("history.title"), uikit.Quiet, s.presenter.OpenChanges).Hint("F12")}
	if d.Complete {
		ways = append(ways, uikit.NewButton(s.shell.T("hazards.documents"), uikit.Quiet, s.presenter.OpenDocuments).Icon(theme.IconFile).Hint(string(keyDocuments)))
	}
	if theme.Scaled(1) > theme.ScaleLarge { // no room beside each other
		return uikit.VStack(theme.Space8, title, marks, place, uikit.Flow(theme.Space8, ways...))
	}
	return uikit.VStack(theme.Space8, title, marks, uikit.HFill(theme.Space8, 1, append([]fyne.CanvasObject{place, container.NewStack()}, ways...)...))
}

// dueMark is the deadline with its mark.
func dueMark(d *Detail) fyne.CanvasObject {
	words := uikit.NewText(d.Due, uikit.Style{Size: theme.TextBody, Bold: true, Token: dueToken(d.DueTone)})
	icon := dueIcon(d.DueKind)
	if icon == "" {
		return words
	}
	return uikit.HStack(theme.Space4, uikit.NewIcon(icon, dueToken(d.DueTone), 16), words)
}

func dueToken(t Tone) theme.Token {
	if t == ToneNeutral {
		return theme.Ink
	}
	return tone(t).Text()
}

// taskHead stands over what is to be done; it can be changed until the hazard is closed.
func (s *screen) taskHead(d *Detail) fyne.CanvasObject {
	title := uikit.NewText(s.shell.T("hazards.task"), uikit.StyleStrong)
	give := uikit.NewButton(s.shell.T("assign.change"), uikit.Quiet, func() { s.assign.Open([]inspection.ID{d.ID}) }).Writes()
	if !d.MayEdit {
		return uikit.HFill(theme.Space8, 1, title, container.NewStack(), give)
	}
	edit := uikit.NewButton(s.shell.T("hazards.edit"), uikit.Quiet, s.presenter.BeginEdit).Writes().Hint(string(keyEdit))
	return uikit.HFill(theme.Space8, 1, title, container.NewStack(), give, edit)
}

// repeatList tells that the same was found here before; nil if it was not.
func (s *screen) repeatList(d *Detail) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	add := func(title string, repeats []Repeat) {
		if len(repeats) == 0 {
			return
		}
		parts = append(parts, uikit.HStack(theme.Space8, uikit.NewIcon(theme.IconWarning, theme.Warn, 18), uikit.NewText(title, uikit.StyleStrong)))
		for _, repeat := range repeats {
			see := uikit.NewButton(s.shell.T("hazards.repeat.see"), uikit.Quiet, func() { s.presenter.OpenHazard(repeat.ID) })
			parts = append(parts, uikit.HFill(theme.Space8, 0, uikit.NewParagraph(repeat.Text, uikit.StyleBody, 2), see))
			if repeat.Note != "" {
				parts = append(parts, uikit.NewParagraph(repeat.Note, uikit.StyleCaption, 2))
			}
		}
	}
	add(s.shell.T("hazards.repeat.title", "n", d.Times), d.Same)
	add(s.shell.T("hazards.alike.title"), d.Alike)
	if len(parts) == 0 {
		return nil
	}
	return uikit.NewCardPadded(uikit.VStack(theme.Space4, parts...), theme.Space12)
}

// links lead to the inspection and the place; both are ordinary buttons, so Tab reaches them.
func (s *screen) links(d *Detail) fyne.CanvasObject {
	place := uikit.NewButton(d.Place, uikit.Secondary, s.presenter.OpenPlace).Icon(theme.IconPlace)
	if d.Inspection == "" {
		return uikit.VStack(theme.Space8, uikit.NewCaption(s.shell.T("hazards.ad_hoc")), uikit.Flow(theme.Space8, place))
	}
	source := uikit.NewButton(s.shell.T("hazards.open_inspection", "no", d.Inspection), uikit.Secondary, s.presenter.OpenInspection).
		Icon(theme.IconInspect)
	return uikit.Flow(theme.Space8, source, place)
}

// leastLabel is the width of four characters; English labels need more.
const leastLabel float32 = 72

func factTable(facts []Fact) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	width := leastLabel
	for _, fact := range facts {
		label := uikit.NewText(fact.Label, uikit.StyleMuted)
		width = max(width, (label.Natural()+1)/theme.Scaled(1))
		objects = append(objects, label, uikit.NewParagraph(fact.Text, uikit.StyleBody, 0))
	}
	return container.New(&pairs{label: width, gap: theme.Space8}, objects...)
}

// stepList is the history with a line along its left side.
func stepList(steps []Step) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	moment := float32(92) // 11-20 15:04
	for _, step := range steps {
		if len(step.When) > len("11-20 15:04") {
			moment = 132 // with the year
		}
		style := uikit.StyleBody
		if step.Tone != ToneNeutral {
			style.Token = tone(step.Tone).Text()
		}
		text := uikit.NewParagraph(step.Text, style, 0)
		if step.Void != "" {
			text.SetToken(theme.Muted)
			text.Strike()
		}
		objects = append(objects, uikit.NewText(step.When, uikit.StyleStrong), text)
		if step.Void != "" {
			warn := uikit.Style{Size: theme.TextBody, Token: theme.Warn}
			objects = append(objects, uikit.NewText("", uikit.StyleBody), uikit.NewParagraph(step.Void, warn, 0))
		}
		if step.Note != "" {
			objects = append(objects, uikit.NewText("", uikit.StyleBody), uikit.NewParagraph(step.Note, uikit.StyleMuted, 0))
		}
	}
	line := canvas.NewRectangle(theme.Color(theme.Line))
	line.SetMinSize(fyne.NewSize(theme.Space2, 0))
	list := container.New(&pairs{label: moment, gap: theme.Space4}, objects...)
	return container.NewBorder(nil, nil, line, nil, uikit.Pad(theme.Space12, 0, list))
}

// actionBar holds the actions, the expected one at the right end, or says why there is none; nil if nothing is to be said.
func (s *screen) actionBar(d *Detail) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	switch advice := uikit.NewParagraph(d.Advice, uikit.StyleMuted, 0); {
	case d.Unfinished:
		open := uikit.NewButton(s.shell.T("hazards.go_on"), uikit.Secondary, s.presenter.OpenInspection).Icon(theme.IconInspect)
		lines = append(lines, uikit.HFill(theme.Space12, 0, advice, open))
	case d.Advice != "":
		lines = append(lines, advice)
	}
	switch {
	case d.NoPerson:
		lines = append(lines, uikit.HFill(theme.Space8, 0, uikit.NewParagraph(s.shell.T("hazards.no_person"), uikit.StyleMuted, 2),
			uikit.NewButton(s.shell.T("hazards.to_settings"), uikit.Secondary, s.presenter.OpenSettings)))
	case len(d.Choices) > 0:
		lines = append(lines, s.choiceBar(d.Choices))
	}
	if len(lines) == 0 {
		return nil
	}
	edge := canvas.NewRectangle(theme.Color(theme.Line))
	edge.SetMinSize(fyne.NewSize(0, theme.Hairline))
	return uikit.VStack(0, edge, uikit.Pad(theme.Space16, theme.Space12, uikit.VStack(theme.Space8, lines...)))
}

func (s *screen) choiceBar(choices []Choice) fyne.CanvasObject {
	var left, right []fyne.CanvasObject
	for _, choice := range choices {
		button := uikit.NewButton(choice.Label, buttonRank(choice.Rank), func() { s.presenter.Begin(choice.Action) }).Writes().Hint(string(choice.Key))
		if choice.Rank == RankOther {
			left = append(left, button)
		} else {
			right = append(right, button)
		}
	}
	return container.New(&bar{left: len(left)}, append(left, right...)...)
}

func buttonRank(rank Rank) uikit.Rank {
	switch rank {
	case RankMain:
		return uikit.Primary
	case RankBack:
		return uikit.Danger
	default:
		return uikit.Secondary
	}
}

package uikit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

func TestWhatScreenReadersHear(t *testing.T) {
	uitest.NewApp(t)
	chip := uikit.NewChip("逾期", 9, nil)
	chip.SetSelected(true)
	item := uikit.NewNavItem(theme.IconHazard, "隐患整改", nil)
	item.SetCount(3)
	name := uikit.NewEntry()
	field := uikit.NewField("责任人", name)
	name.SetText("王院长")
	field.SetError("请填写责任人。")
	for _, test := range []struct {
		control fyne.Accessible
		want    string
		role    fyne.AccessibleRole
	}{
		{uikit.NewButton("完成检查", uikit.Primary, nil).Hint("Ctrl+Enter"), "完成检查，Ctrl+Enter", fyne.AccessibleRoleButton},
		{uikit.NewButton("取消", uikit.Secondary, nil), "取消", fyne.AccessibleRoleButton},
		{chip, "逾期 9，✓", fyne.AccessibleRoleButton}, {uikit.NewChip("全部", -1, nil), "全部", fyne.AccessibleRoleButton},
		{item, "隐患整改，3", fyne.AccessibleRoleLink}, {uikit.NewText("已保存", uikit.StyleBody), "已保存", fyne.AccessibleRoleText},
		{uikit.NewPhrase("灭火器压力不足。", nil), "灭火器压力不足。", fyne.AccessibleRoleButton},
		{uikit.NewToggleGroup([]uikit.Option{{ID: "a", Text: "一般"}, {ID: "b", Text: "较大"}}, nil), "一般，✓", fyne.AccessibleRoleButton},
		{field, "责任人，王院长，请填写责任人。", fyne.AccessibleRoleText},
	} {
		if got := test.control.AccessibilityLabel(); got != test.want || test.control.AccessibilityRole() != test.role {
			t.Errorf("%T says %q as %s, want %q as %s", test.control, got, test.control.AccessibilityRole(), test.want, test.role)
		}
	}
}

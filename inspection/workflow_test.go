package inspection_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/inspection"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite generated documents")

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, inspection.Zone)

func hazard(change func(*inspection.Hazard)) inspection.Hazard {
	h := inspection.Hazard{ID: "h", No: "Y2026-0001", Severity: inspection.SeverityGeneral, Status: inspection.HazardOpen, Due: "2026-11-20"}
	if change != nil {
		change(&h)
	}
	return h
}

func TestApply(t *testing.T) {
	tests := []struct {
		name   string
		hazard inspection.Hazard
		input  inspection.ActionInput
		want   inspection.HazardStatus
		code   inspection.Code
		check  func(t *testing.T, h inspection.Hazard)
	}{
		{
			name: "a rectification is submitted", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"},
			want:  inspection.HazardSubmitted,
			check: func(t *testing.T, h inspection.Hazard) {
				if h.SubmittedBy != "王院长" {
					t.Errorf("SubmittedBy = %q", h.SubmittedBy)
				}
			},
		},
		{
			name: "a rectification needs a report", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长"}, code: inspection.CodeInvalid,
		},
		{
			name: "every action names a person", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionSubmit, Note: "已清理"}, code: inspection.CodeInvalid,
		},
		{
			name:   "a general hazard may be closed by who reported it",
			hazard: hazard(func(h *inspection.Hazard) { h.Status, h.SubmittedBy = inspection.HazardSubmitted, "张建国" }),
			input:  inspection.ActionInput{Action: inspection.ActionPass, By: "张建国"}, want: inspection.HazardClosed,
		},
		{
			name: "a serious hazard needs a second person",
			hazard: hazard(func(h *inspection.Hazard) {
				h.Status, h.SubmittedBy, h.Severity = inspection.HazardSubmitted, "张建国", inspection.SeveritySerious
			}),
			input: inspection.ActionInput{Action: inspection.ActionPass, By: "张建国"}, code: inspection.CodeConflict,
		},
		{
			name: "a suspected major hazard needs a second person",
			hazard: hazard(func(h *inspection.Hazard) {
				h.Status, h.SubmittedBy, h.Suspected = inspection.HazardSubmitted, "张建国", true
			}),
			input: inspection.ActionInput{Action: inspection.ActionPass, By: "张建国"}, code: inspection.CodeConflict,
		},
		{
			name: "a failed review sends it back and counts",
			hazard: hazard(func(h *inspection.Hazard) {
				h.Status, h.SubmittedBy, h.Rework = inspection.HazardSubmitted, "王院长", 1
			}),
			input: inspection.ActionInput{Action: inspection.ActionFail, By: "李敏", Note: "仍有堆放", Until: "2026-11-21"},
			want:  inspection.HazardOpen,
			check: func(t *testing.T, h inspection.Hazard) {
				if h.Rework != 2 || h.Due != "2026-11-21" {
					t.Errorf("rework %d, due %s", h.Rework, h.Due)
				}
			},
		},
		{
			name:   "a new deadline is not in the past",
			hazard: hazard(func(h *inspection.Hazard) { h.Status = inspection.HazardSubmitted }),
			input:  inspection.ActionInput{Action: inspection.ActionFail, By: "李敏", Note: "仍有堆放", Until: "2026-11-19"},
			code:   inspection.CodeInvalid,
		},
		{
			name: "fixed on the spot needs both photos", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionFixed, By: "张建国", HasBefore: true}, code: inspection.CodeInvalid,
		},
		{
			name: "fixed on the spot with both photos", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionFixed, By: "张建国", HasBefore: true, HasAfter: true},
			want:  inspection.HazardClosed,
		},
		{
			name:   "a serious hazard fixed on the spot names who fixed it",
			hazard: hazard(func(h *inspection.Hazard) { h.Severity = inspection.SeveritySerious }),
			input:  inspection.ActionInput{Action: inspection.ActionFixed, By: "张建国", HasBefore: true, HasAfter: true},
			code:   inspection.CodeInvalid,
		},
		{
			name:   "a major hazard is never closed on the spot",
			hazard: hazard(func(h *inspection.Hazard) { h.Severity = inspection.SeverityMajor }),
			input:  inspection.ActionInput{Action: inspection.ActionFixed, By: "张建国", FixedBy: "王院长", HasBefore: true, HasAfter: true},
			code:   inspection.CodeConflict,
		},
		{
			name: "an extension waits for approval", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionExtend, By: "王院长", Note: "配件未到", Until: "2026-11-25"},
			want:  inspection.HazardOpen,
			check: func(t *testing.T, h inspection.Hazard) {
				if h.Due != "2026-11-20" || h.Request != inspection.RequestExtend {
					t.Errorf("due %s, request %q", h.Due, h.Request)
				}
			},
		},
		{
			name: "an extension must be later than the deadline", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionExtend, By: "王院长", Note: "配件未到", Until: "2026-11-20"},
			code:  inspection.CodeInvalid,
		},
		{
			name: "nobody approves their own request",
			hazard: hazard(func(h *inspection.Hazard) {
				h.Request, h.RequestUntil, h.RequestedBy = inspection.RequestExtend, "2026-11-25", "王院长"
			}),
			input: inspection.ActionInput{Action: inspection.ActionApprove, By: "王院长"}, code: inspection.CodeConflict,
		},
		{
			name: "an approved extension moves the deadline",
			hazard: hazard(func(h *inspection.Hazard) {
				h.Request, h.RequestUntil, h.RequestedBy = inspection.RequestExtend, "2026-11-25", "王院长"
			}),
			input: inspection.ActionInput{Action: inspection.ActionApprove, By: "李主任"}, want: inspection.HazardOpen,
			check: func(t *testing.T, h inspection.Hazard) {
				if h.Due != "2026-11-25" || h.Request != inspection.RequestNone {
					t.Errorf("due %s, request %q", h.Due, h.Request)
				}
			},
		},
		{
			name: "approved shelving shelves",
			hazard: hazard(func(h *inspection.Hazard) {
				h.Request, h.RequestUntil, h.RequestedBy = inspection.RequestShelve, "2027-03-01", "王院长"
			}),
			input: inspection.ActionInput{Action: inspection.ActionApprove, By: "李主任"}, want: inspection.HazardShelved,
		},
		{
			name: "nothing to approve", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionApprove, By: "李主任"}, code: inspection.CodeConflict,
		},
		{
			name: "a transfer says to whom", hazard: hazard(nil),
			input: inspection.ActionInput{Action: inspection.ActionTransfer, By: "张建国", Note: "属燃气管理部门职责"}, code: inspection.CodeInvalid,
		},
		{
			name: "a withdrawn hazard is left alone", hazard: hazard(func(h *inspection.Hazard) { h.Withdrawn = true }),
			input: inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "已清理"}, code: inspection.CodeConflict,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.input.At = noon
			after, step, err := inspection.Apply(test.hazard, test.input, "a1")
			if got := inspection.CodeOf(err); got != test.code {
				t.Fatalf("code %q (%v), want %q", got, err, test.code)
			}
			if err != nil {
				if !reflect.DeepEqual(after, test.hazard) {
					t.Errorf("a refused action changed the hazard: %+v", after)
				}
				return
			}
			if after.Status != test.want || step.To != test.want || step.From != test.hazard.Status {
				t.Errorf("status %s, step %s → %s; want %s", after.Status, step.From, step.To, test.want)
			}
			if test.check != nil {
				test.check(t, after)
			}
		})
	}
}

// TestNoWayAroundReview walks at random through the table, with random people and
// inputs. However it goes, a hazard is closed only by a passed review or by proof
// taken on the spot, and a grave one only by a second person.
func TestNoWayAroundReview(t *testing.T) {
	people := []string{"张建国", "李敏", "王院长"}
	kinds := []inspection.ActionKind{inspection.ActionSubmit, inspection.ActionPass, inspection.ActionFail, inspection.ActionFixed,
		inspection.ActionExtend, inspection.ActionShelve, inspection.ActionApprove, inspection.ActionDecline, inspection.ActionTransfer,
		inspection.ActionTakeBack, inspection.ActionResume, inspection.ActionReopen}
	rapid.Check(t, func(t *rapid.T) {
		h := hazard(func(h *inspection.Hazard) {
			h.Severity = rapid.SampledFrom(inspection.Severities()).Draw(t, "severity")
			h.Suspected = rapid.Bool().Draw(t, "suspected")
		})
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			input := inspection.ActionInput{
				Action: rapid.SampledFrom(kinds).Draw(t, "action"), By: rapid.SampledFrom(people).Draw(t, "by"), At: noon,
				Note: rapid.SampledFrom([]string{"", "说明"}).Draw(t, "note"), Until: inspection.DayOf(noon).Add(rapid.IntRange(-1, 9).Draw(t, "days")),
				Target: rapid.SampledFrom([]string{"", "fire"}).Draw(t, "target"), FixedBy: rapid.SampledFrom(people).Draw(t, "fixer"),
				HasBefore: rapid.Bool().Draw(t, "before"), HasAfter: rapid.Bool().Draw(t, "after"),
			}
			offered := inspection.AllowedActions(h, input.By)
			after, step, err := inspection.Apply(h, input, "a")
			if err == nil && !slices.Contains(offered, input.Action) {
				t.Fatalf("%s was not offered in %s but allowed", input.Action, h.Status)
			}
			if err != nil {
				continue
			}
			if after.Status == inspection.HazardClosed && h.Status != inspection.HazardClosed {
				reviewed := step.ActionKind == inspection.ActionPass && h.Status == inspection.HazardSubmitted
				proven := step.ActionKind == inspection.ActionFixed && input.HasBefore && input.HasAfter && h.Severity != inspection.SeverityMajor
				if !reviewed && !proven {
					t.Fatalf("closed by %s from %s", step.ActionKind, h.Status)
				}
				grave := h.Severity != inspection.SeverityGeneral || h.Suspected
				if grave && after.SubmittedBy == after.ClosedBy {
					t.Fatalf("%s both put right and closed a grave hazard", after.ClosedBy)
				}
			}
			if !slices.Contains(inspection.HazardStatuses(), after.Status) {
				t.Fatalf("unknown state %q", after.Status)
			}
			h = after
		}
	})
}

// TestTransitionDocument keeps docs/transitions.md equal to the table.
func TestTransitionDocument(t *testing.T) {
	var text strings.Builder
	text.WriteString("# 隐患状态流转表\n\n由 `inspection` 中的流转表生成（`go test ./inspection -run TransitionDocument -update`），程序只按此表办事。\n\n")
	text.WriteString("| 当前状态 | 操作 | 办理后 | 须有待批申请 | 须提供 |\n|---|---|---|---|---|\n")
	for _, row := range inspection.Transitions() {
		pending := string(row.Pending)
		if row.AnyPending {
			pending = "不限"
		} else if pending == "" {
			pending = "无"
		}
		needs := make([]string, len(row.Needs))
		for i, need := range row.Needs {
			needs[i] = string(need)
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %s |\n", row.From, row.Action, row.To, pending, strings.Join(needs, ", "))
	}
	const path = "../docs/transitions.md"
	if *update {
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(stored) != text.String() {
		t.Errorf("%s differs from the table; run with -update", path)
	}
}

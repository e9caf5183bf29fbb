package export

import (
	"encoding/json"
	"os"
	"testing"

	"anxun/inspection"
)

// TestTermsAgreeWithTheWindow compares the words of the documents with those that the
// window shows in Chinese.
func TestTermsAgreeWithTheWindow(t *testing.T) {
	content, err := os.ReadFile("../assets/translations/zh-Hans/terms.json")
	if err != nil {
		t.Fatal(err)
	}
	var window map[string]string
	if err := json.Unmarshal(content, &window); err != nil {
		t.Fatal(err)
	}
	checkTerms(t, window, "answer.", resultTerms)
	checkTerms(t, window, "severity.", severityTerms)
	checkTerms(t, window, "hazard.status.", statusTerms)
	checkTerms(t, window, "kind.", placeKindTerms)
	checkTerms(t, window, "subkind.", subKindTerms)
	checkTerms(t, window, "feature.", featureTerms)
	checkTerms(t, window, "plan.period.", planPeriodTerms)
	if window["severity.suspected_major"] != suspectedMajor {
		t.Errorf("severity.suspected_major is %q, here %q", window["severity.suspected_major"], suspectedMajor)
	}
}

func checkTerms[K ~string](t *testing.T, window map[string]string, prefix string, terms map[K]string) {
	t.Helper()
	for key, term := range terms {
		if shown := window[prefix+string(key)]; shown != term {
			t.Errorf("%s%s is %q in the window, %q in documents", prefix, key, shown, term)
		}
	}
}

func TestEveryValueHasATerm(t *testing.T) {
	for _, severity := range inspection.Severities() {
		if severityTerms[severity] == "" {
			t.Error(severity)
		}
	}
	for _, status := range inspection.HazardStatuses() {
		if statusTerms[status] == "" {
			t.Error(status)
		}
	}
	for _, kind := range inspection.PlaceKinds() {
		if placeKindTerms[kind] == "" {
			t.Error(kind)
		}
		for _, sub := range inspection.SubKindsOf(kind) {
			if subKindTerms[sub] == "" {
				t.Error(sub)
			}
		}
	}
	for _, feature := range inspection.Features() {
		if featureTerms[feature] == "" {
			t.Error(feature)
		}
	}
}

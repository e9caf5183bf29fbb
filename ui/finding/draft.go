package finding

import (
	"encoding/json"
	"strings"

	"anxun/inspection"
)

// draft is the form as it is kept until the hazard is registered.
type draft struct {
	Place       inspection.ID             `json:"place,omitempty"`
	Inspection  inspection.ID             `json:"inspection,omitempty"`
	Visit       string                    `json:"visit,omitempty"` // number of the inspection
	Description string                    `json:"description,omitempty"`
	Severity    string                    `json:"severity,omitempty"`
	Departments []inspection.DepartmentID `json:"departments,omitempty"`
	Responsible string                    `json:"responsible,omitempty"`
	Remedy      string                    `json:"remedy,omitempty"`
	Due         inspection.Day            `json:"due,omitempty"` // only where a person named it
	Photos      []inspection.Fields       `json:"photos,omitempty"`
}

// parseDraft reads a stored draft. One that cannot be read, from another version for example, is an empty form.
func parseDraft(text string) draft {
	var d draft
	if text == "" || json.Unmarshal([]byte(text), &d) != nil {
		return draft{}
	}
	return d
}

// worthKeeping reports whether a person has given anything that would be missed.
func (d draft) worthKeeping() bool {
	return d.Description != "" || d.Remedy != "" || len(d.Photos) > 0
}

func (d draft) String() string {
	if !d.worthKeeping() {
		return ""
	}
	text, err := json.Marshal(d)
	if err != nil {
		panic("finding: a draft of texts cannot fail to be written: " + err.Error())
	}
	return string(text)
}

func (d draft) evidence() []inspection.Evidence {
	photos := make([]inspection.Evidence, 0, len(d.Photos))
	for _, fields := range d.Photos {
		if photo, err := inspection.DecodeEvidence(inspection.ID(fields["sha256"]), fields); err == nil {
			photos = append(photos, photo)
		}
	}
	return photos
}

func idIn(arg, prefix string) (inspection.ID, bool) {
	id, found := strings.CutPrefix(arg, prefix)
	return inspection.ID(id), found
}

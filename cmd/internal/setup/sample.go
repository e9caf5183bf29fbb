package setup

import (
	"context"

	"anxun/assets"
	"anxun/inspection"
)

// LoadSample puts the sample register into the data folder. It refuses, with
// CodeConflict, to touch a real place that happens to have the code of a made-up one.
func LoadSample(ctx context.Context, service *inspection.Service, by string) error {
	places, err := SamplePlaces()
	if err != nil {
		return err
	}
	err = service.View(ctx, func(r inspection.Reader) error {
		for _, place := range places {
			present, err := r.PlaceByCode(ctx, place.Code)
			if err == nil && !present.Sample {
				return inspection.Conflict("error.sample_conflict", "code", place.Code, "name", present.Name)
			}
			if err != nil && inspection.CodeOf(err) != inspection.CodeNotFound {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = service.ImportPlaces(ctx, by, places)
	return err
}

// SamplePlaces reads the made-up register; every place in it is marked as sample.
func SamplePlaces() ([]inspection.Place, error) {
	var read []struct {
		Code      string               `json:"code"`
		Name      string               `json:"name"`
		Kind      inspection.PlaceKind `json:"kind"`
		SubKind   inspection.SubKind   `json:"subkind"`
		Address   string               `json:"address"`
		Community string               `json:"community"`
		Operator  string               `json:"operator"`
		Manager   string               `json:"manager"`
		Phone     string               `json:"phone"`
		Area      float64              `json:"area"`
		Beds      int                  `json:"beds"`
		Elders    int                  `json:"elders"`
		Features  []inspection.Feature `json:"features"`
		Note      string               `json:"note"`
	}
	if err := decode(assets.SamplePlaces, &read); err != nil {
		return nil, err
	}
	places := make([]inspection.Place, len(read))
	for i, p := range read {
		places[i] = inspection.Place{Code: p.Code, Name: p.Name, PlaceKind: p.Kind, SubKind: p.SubKind, Address: p.Address,
			Community: p.Community, Operator: p.Operator, Manager: p.Manager, Phone: p.Phone, Area: p.Area, Beds: p.Beds,
			Elders: p.Elders, Features: p.Features, Note: p.Note, Sample: true}
	}
	return places, nil
}

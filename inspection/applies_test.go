package inspection_test

import (
	"testing"

	"anxun/inspection"
)

func TestAppliesToPlacesWithoutSubKind(t *testing.T) {
	shopsOnly := &inspection.Applies{SubKinds: inspection.SubKindsOf(inspection.PlaceShop)}
	for _, test := range []struct {
		name  string
		place inspection.Place
		want  bool
	}{
		{"restaurant", inspection.Place{PlaceKind: inspection.PlaceShop, SubKind: inspection.SubKindRestaurant}, true},
		{"shop whose sub-kind is not recorded", inspection.Place{PlaceKind: inspection.PlaceShop}, true},
		{"courtyard, a kind without sub-kinds", inspection.Place{PlaceKind: inspection.PlaceCourtyard}, false},
		{"care centre of another sub-kind", inspection.Place{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare}, false},
	} {
		if got := shopsOnly.To(test.place); got != test.want {
			t.Errorf("%s: applies %v, want %v", test.name, got, test.want)
		}
	}
}

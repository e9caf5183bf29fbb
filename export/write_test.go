package export

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestWriteMakesTheSheetsInOrder(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		path, summary := writeFixture(t, store, fixtureRequest(department.ID))
		file, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(department.ID, file.GetSheetList(), summary)
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

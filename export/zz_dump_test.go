package export

import (
	"io"
	"os"
	"testing"
)

func TestZZDump(t *testing.T) {
	if os.Getenv("DUMP") == "" {
		return
	}
	store := fixture(t)
	for _, d := range fixtureDepartments[:4] {
		p, _ := writeFixture(t, store, fixtureRequest(d.ID))
		in, _ := os.Open(p)
		out, _ := os.Create(os.Getenv("DUMP") + "/" + string(d.ID) + ".xlsx")
		io.Copy(out, in)
		out.Close()
	}
}

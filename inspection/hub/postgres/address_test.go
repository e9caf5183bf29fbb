package postgres_test

import (
	"testing"

	"anxun/inspection/hub/postgres"
)

func TestAddresses(t *testing.T) {
	t.Setenv("PGSSLMODE", "disable") // the surroundings must not weaken the connection
	for _, test := range []struct{ dsn, without, password, weak, strict string }{
		{"postgres://anxun@hub.example/office", "postgres://anxun@hub.example/office", "", "", "postgres://anxun@hub.example/office?sslmode=verify-full"},
		{"postgres://anxun:pa%20ss@hub.example/office?connect_timeout=3", "postgres://anxun@hub.example/office?connect_timeout=3", "pa ss", "",
			"postgres://anxun:pa%20ss@hub.example/office?connect_timeout=3&sslmode=verify-full"},
		{"postgres://anxun@hub.example/office?sslmode=require", "postgres://anxun@hub.example/office?sslmode=require", "", "require",
			"postgres://anxun@hub.example/office?sslmode=require"},
		{"host=hub.example user=anxun password='it''s' sslmode=disable", "", "", "disable", "host=hub.example user=anxun password='it''s' sslmode=disable"},
		{`host=hub.example user=anxun password='a\'b c' dbname=office`, "host=hub.example user=anxun  dbname=office", "a'b c", "",
			`host=hub.example user=anxun password='a\'b c' dbname=office sslmode=verify-full`},
		{"host=/run/postgresql user=anxun sslmode=disable", "host=/run/postgresql user=anxun sslmode=disable", "", "", "host=/run/postgresql user=anxun sslmode=disable"},
	} {
		if strict := postgres.Strict(test.dsn); strict != test.strict {
			t.Errorf("%s: strict is %s", test.dsn, strict)
		}
		address, err := postgres.ReadAddress(test.dsn)
		if test.without == "" { // libpq's words do not double quotes
			if err == nil {
				t.Errorf("%s was taken: %+v", test.dsn, address)
			}
			continue
		}
		if err != nil || address.WithoutPassword != test.without || address.Password != test.password || address.Weak != test.weak {
			t.Errorf("%s: %+v, %v", test.dsn, address, err)
		}
	}
	for _, dsn := range []string{"", "postgres://[", "host=a port=x", "sslmode=verify-everything host=a"} {
		if _, err := postgres.ReadAddress(dsn); err == nil {
			t.Errorf("%q was taken", dsn)
		}
	}
}

package assets

import _ "embed"

// SamplePlaces is a made-up register for trying the product: a JSON array of places
// (code, name, kind, subkind, address, community, operator, manager, phone, area,
// beds, elders, features, note). The streets exist; every place, firm, person and
// telephone number is invented and marked 示例.
//
//go:embed sample/places.json
var SamplePlaces []byte

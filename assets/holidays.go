package assets

import _ "embed"

// Holidays is the official table of days off and of weekend days that are worked
// (调休), by year, as inspection.ParseCalendar reads it. Every year names the notice of
// the General Office of the State Council it was taken from and where it was read.
//
//go:embed holidays/holidays.json
var Holidays []byte

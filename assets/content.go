package assets

import "embed"

// Checklists holds the built-in checklists, one JSON file per list
// (checklists/CR.json … checklists/RI.json), each an inspection.Checklist.
//
//go:embed checklists/*.json
var Checklists embed.FS

// BasisLibrary holds the basis library. Every file basis/*.json is an array of
// inspection.Document, except basis/departments.json, which is an array of
// departments (id, name, short, has_report).
//
//go:embed basis/*.json
var BasisLibrary embed.FS

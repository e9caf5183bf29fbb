// Package setup wires the programs: it reads the built-in content, finds the data
// folder and opens it. Both programs use it, so they behave the same.
package setup

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"

	"anxun/assets"
	"anxun/inspection"
)

// Version is the version of the program. It is set when it is built:
// -ldflags "-X anxun/cmd/internal/setup.Version=1.2.3".
var Version = "0.1.0-dev"

// Program is the name and version as printed in reports.
func Program() string { return "安巡 " + Version }

// Content is what is built into the program.
type Content struct {
	Checklists  []inspection.Checklist // by code
	Library     *inspection.Library
	Departments []inspection.Department
	Calendar    *inspection.Calendar // the official working days, by year
}

// LoadContent reads the built-in content.
func LoadContent() (Content, error) {
	var content Content
	files, err := readAll(assets.Checklists, "checklists")
	if err != nil {
		return Content{}, err
	}
	for _, file := range files {
		checklist, err := inspection.ParseChecklist(file)
		if err != nil {
			return Content{}, err
		}
		content.Checklists = append(content.Checklists, checklist)
	}
	if content.Library, content.Departments, err = loadLibrary(); err != nil {
		return Content{}, err
	}
	if content.Calendar, err = inspection.ParseCalendar(assets.Holidays); err != nil {
		return Content{}, unreadable(err)
	}
	return content, nil
}

const departmentsFile = "basis/departments.json"

func loadLibrary() (*inspection.Library, []inspection.Department, error) {
	files, err := readAll(assets.BasisLibrary, "basis", departmentsFile)
	if err != nil {
		return nil, nil, err
	}
	library, err := inspection.ParseLibrary(files...)
	if err != nil {
		return nil, nil, err
	}
	data, err := assets.BasisLibrary.ReadFile(departmentsFile)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	var departments []inspection.Department
	if err := decode(data, &departments); err != nil {
		return nil, nil, err
	}
	return library, departments, nil
}

// readAll reads the JSON files of an embedded folder, by name.
func readAll(files fs.FS, folder string, without ...string) ([][]byte, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.json"))
	if err != nil {
		return nil, unreadable(err)
	}
	var contents [][]byte
	for _, name := range names {
		if len(without) > 0 && name == without[0] {
			continue
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, unreadable(err)
		}
		contents = append(contents, content)
	}
	return contents, nil
}

func decode(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	return unreadable(decoder.Decode(into))
}

func unreadable(err error) error {
	return inspection.Wrap(err, inspection.CodeInvalid, "error.content_unreadable")
}

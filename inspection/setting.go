package inspection

// Setting is one value of the office's settings. Settings are records, so that a
// change of the office's name or a counter is in the journal like any other.
type Setting struct {
	Name  ID
	Value string
}

// The names of settings.
const (
	SettingOffice     ID = "office.name"       // name of the street office, as printed
	SettingDepartment ID = "office.department" // department preset for new inspections
	SettingOperator   ID = "office.person"     // the person who uses this laptop
	SettingDeviceCode ID = "device.code"       // two characters that keep numbers of laptops apart
)

// Kind implements Record.
func (s Setting) Kind() RecordKind { return KindSetting }

// Key implements Record.
func (s Setting) Key() ID { return s.Name }

// Fields implements Record.
func (s Setting) Fields() Fields { return Fields{"value": s.Value} }

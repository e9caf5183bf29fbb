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
	SettingRole       ID = "device.role"       // the Role of this laptop; empty: none was chosen

	SettingDeviceKey ID = "device.key" // public key of this laptop, Ed25519 in hexadecimal; signs seals and heads of the journal

	SettingOfficePhone       ID = "office.phone"              // telephone number printed on documents
	SettingOfficeMark        ID = "office.mark"               // 机关代字 before the number of a document, e.g. 桐街
	SettingIssuingDepartment ID = "office.issuing_department" // department in whose name its forms are issued; empty: none
	SettingIssuingName       ID = "office.issuing_name"       // that department's full name, as printed
	SettingFindingDraft      ID = "draft.finding"             // JSON: the unfinished form of a hazard found ad hoc
	SettingDeadlines         ID = "office.deadlines"          // JSON: the office's DeadlinePolicy; empty: DefaultDeadlinePolicy
	SettingHolidays          ID = "office.holidays"           // JSON: years of the official calendar that were imported, see ParseCalendar
	SettingPlan              ID = "office.plan"               // JSON: how often places are to be inspected, see Plan; empty: no plan
)

// Kind implements Record.
func (s Setting) Kind() RecordKind { return KindSetting }

// Key implements Record.
func (s Setting) Key() ID { return s.Name }

// Fields implements Record.
func (s Setting) Fields() Fields { return Fields{"value": s.Value} }

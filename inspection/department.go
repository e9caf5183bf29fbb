package inspection

// DepartmentID names a department in the list of departments. The list is data,
// not an enumeration: an office may work with departments of its own.
type DepartmentID string

// The departments that have a report of their own.
const (
	DepartmentEmergency DepartmentID = "emergency" // 应急管理
	DepartmentMarket    DepartmentID = "market"    // 市场监管
	DepartmentCivil     DepartmentID = "civil"     // 民政
	DepartmentUrban     DepartmentID = "urban"     // 城市管理
)

// Department 部门 takes part in inspections, receives reports or transfers.
type Department struct {
	ID        DepartmentID `json:"id"`
	Name      string       `json:"name"`       // full name as printed, e.g. 应急管理部门
	Short     string       `json:"short"`      // short name as shown, e.g. 应急
	HasReport bool         `json:"has_report"` // whether a report of its own is made for it
}

package inspection

// HazardOrder is the column by which a list of hazards is sorted. Within equal
// values the order is by due day, then number; of those found at the same moment, by number.
type HazardOrder string

// The orders of hazards.
const (
	HazardsByDue         HazardOrder = ""
	HazardsByNo          HazardOrder = "no"
	HazardsBySeverity    HazardOrder = "severity" // 一般, 较大, 疑似重大, 重大
	HazardsByPlace       HazardOrder = "place"    // by code; places that share one stay apart
	HazardsByStatus      HazardOrder = "status"   // in the order of a hazard's life
	HazardsByFound       HazardOrder = "found"
	HazardsByResponsible HazardOrder = "responsible"
)

// HazardOrders lists the orders.
func HazardOrders() []HazardOrder {
	return []HazardOrder{HazardsByDue, HazardsByNo, HazardsBySeverity, HazardsByPlace, HazardsByStatus, HazardsByFound, HazardsByResponsible}
}

// InspectionOrder is the column by which a list of inspections is sorted. Within
// equal values the newest comes first.
type InspectionOrder string

// The orders of inspections.
const (
	InspectionsNewest   InspectionOrder = ""
	InspectionsByNo     InspectionOrder = "no"
	InspectionsByPlace  InspectionOrder = "place"  // by code
	InspectionsByStatus InspectionOrder = "status" // 进行中, 已完成, 已作废
)

// InspectionOrders lists the orders.
func InspectionOrders() []InspectionOrder {
	return []InspectionOrder{InspectionsNewest, InspectionsByNo, InspectionsByPlace, InspectionsByStatus}
}

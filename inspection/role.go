package inspection

import (
	"context"
	"slices"
)

// Role 用途 says what a laptop is mostly used for. It decides what is offered first,
// never what is forbidden.
type Role string

// The roles. A laptop without one is treated as an inspector's.
const (
	RoleInspector Role = "inspector" // 检查员: carries out inspections
	RoleManager   Role = "manager"   // 管理人员: looks over everything, makes reports
	RoleReviewer  Role = "reviewer"  // 复查人员: follows hazards until they are closed
)

// Roles lists the roles in the order shown.
func Roles() []Role { return []Role{RoleInspector, RoleManager, RoleReviewer} }

// ReadRole returns the role of this laptop, "" if none was chosen.
func ReadRole(ctx context.Context, r Reader) (Role, error) {
	value, err := r.Setting(ctx, SettingRole)
	if role := Role(value); slices.Contains(Roles(), role) {
		return role, err
	}
	return "", err
}

// SaveRole chooses the role of this laptop. It is not handed to other laptops. A role
// that is not known gives CodeInvalid.
func (s *Service) SaveRole(ctx context.Context, by string, role Role) error {
	if !slices.Contains(Roles(), role) {
		return Invalid("error.role_unknown", "role", string(role))
	}
	return s.SaveSetting(ctx, by, SettingRole, string(role))
}

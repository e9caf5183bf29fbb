package sqlite

import (
	"context"

	"anxun/inspection"
)

// awaited reports whether a file is missing because another laptop has not handed it over yet: the hub sends records
// first. Nothing is lost then.
func (v *verification) awaited(ctx context.Context, record, digest string) (bool, error) {
	var setting string
	if _, err := v.queryRow(ctx, "SELECT value FROM settings WHERE name = ?", []any{string(inspection.SettingHubCursor)}, &setting); err != nil {
		return false, err
	}
	var device string
	var sequence int64
	found, err := v.queryRow(ctx, "SELECT device, sequence FROM received WHERE kind IN ('evidence', 'signature') AND record = ? ORDER BY sequence LIMIT 1", []any{record}, &device, &sequence)
	return err == nil && found && inspection.ReadHubPhotos(setting).Awaits(device, sequence, digest), err
}

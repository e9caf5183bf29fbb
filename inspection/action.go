package inspection

import "time"

// ActionKind is what is done to a hazard.
type ActionKind string

// The kinds of actions.
const (
	ActionFind     ActionKind = "find"      // 发现
	ActionSubmit   ActionKind = "submit"    // 提交整改
	ActionPass     ActionKind = "pass"      // 复查合格，销号
	ActionFail     ActionKind = "fail"      // 复查不合格，退回
	ActionFixed    ActionKind = "fixed"     // 即查即改: put right on the spot
	ActionExtend   ActionKind = "extend"    // 申请延期
	ActionShelve   ActionKind = "shelve"    // 申请挂账
	ActionApprove  ActionKind = "approve"   // 批准
	ActionDecline  ActionKind = "decline"   // 不批准
	ActionTransfer ActionKind = "transfer"  // 移交
	ActionTakeBack ActionKind = "take_back" // 收回
	ActionResume   ActionKind = "resume"    // 恢复整改
	ActionReopen   ActionKind = "reopen"    // 重新打开
)

// Action 整改过程 is one step in the life of a hazard. Actions are only ever added.
type Action struct {
	ID         ID
	HazardID   ID
	ActionKind ActionKind
	From       HazardStatus // empty for ActionFind
	To         HazardStatus
	By         string
	At         time.Time
	Note       string
	Until      Day    // the new deadline or date, where the action gives one
	Target     string // to whom, for a transfer
	// SetAside says that the step had no effect: somebody else had decided otherwise on
	// another laptop. Only merging sets it; a MergeConflict tells of it.
	SetAside bool
}

// Kind implements Record.
func (a Action) Kind() RecordKind { return KindAction }

// Key implements Record.
func (a Action) Key() ID { return a.ID }

// Fields implements Record.
func (a Action) Fields() Fields {
	return Fields{"hazard": string(a.HazardID), "kind": string(a.ActionKind), "from_status": string(a.From), "to_status": string(a.To),
		"by": a.By, "at": FormatInstant(a.At), "note": a.Note, "until": string(a.Until), "target": a.Target,
		"set_aside": fieldBool(a.SetAside)}
}

// DecodeAction builds an Action from its stored fields.
func DecodeAction(key ID, fields Fields) (Action, error) {
	r := fieldReader{kind: KindAction, key: key, fields: fields}
	return Action{ID: key, HazardID: ID(fields["hazard"]), ActionKind: ActionKind(fields["kind"]),
		From: HazardStatus(fields["from_status"]), To: HazardStatus(fields["to_status"]), By: fields["by"], At: r.instant("at"),
		Note: fields["note"], Until: Day(fields["until"]), Target: fields["target"], SetAside: r.bool("set_aside")}, r.err
}

// EvidenceRole says what a photo shows.
type EvidenceRole string

// The roles.
const (
	EvidenceBefore EvidenceRole = "before" // 整改前
	EvidenceAfter  EvidenceRole = "after"  // 整改后
)

// Evidence 证据 refers to a file that is stored once under its SHA-256. The file is
// durable before the record exists.
type Evidence struct {
	ID       ID
	HazardID ID
	ActionID ID // the step it belongs to
	Role     EvidenceRole
	SHA256   string // lower-case hexadecimal
	Format   string // file name ending without dot: jpg, png, webp, heic
	Name     string // the file's name when it was added
	Size     int    // bytes
	Width    int    // pixels, as they lie in the file: before Orientation is applied
	Height   int
	Added    time.Time
	AddedBy  string
	Removed  bool // taken off the record; the file stays

	// What the camera wrote into the file. It is proof of nothing by itself: a
	// camera's clock may be wrong and the fields can be edited.
	Taken        time.Time // when it was taken; zero if the file does not say
	TakenAssumed bool      // the file names no time zone; Zone was assumed
	Latitude     string    // decimal degrees of WGS 84, north positive, e.g. 34.747251; empty if unknown
	Longitude    string    // east positive
	Orientation  int       // EXIF orientation 1 to 8; 0 if the file does not say
}

// Kind implements Record.
func (e Evidence) Kind() RecordKind { return KindEvidence }

// Key implements Record.
func (e Evidence) Key() ID { return e.ID }

// Fields implements Record.
func (e Evidence) Fields() Fields {
	return Fields{"hazard": string(e.HazardID), "action": string(e.ActionID), "role": string(e.Role), "sha256": e.SHA256,
		"format": e.Format, "name": e.Name, "size": fieldInt(e.Size), "width": fieldInt(e.Width), "height": fieldInt(e.Height),
		"added": FormatInstant(e.Added), "added_by": e.AddedBy, "removed": fieldBool(e.Removed),
		"taken": FormatInstant(e.Taken), "taken_assumed": fieldBool(e.TakenAssumed), "latitude": e.Latitude, "longitude": e.Longitude,
		"orientation": fieldInt(e.Orientation)}
}

// DecodeEvidence builds an Evidence from its stored fields.
func DecodeEvidence(key ID, fields Fields) (Evidence, error) {
	r := fieldReader{kind: KindEvidence, key: key, fields: fields}
	return Evidence{ID: key, HazardID: ID(fields["hazard"]), ActionID: ID(fields["action"]), Role: EvidenceRole(fields["role"]),
		SHA256: fields["sha256"], Format: fields["format"], Name: fields["name"], Size: r.int("size"), Width: r.int("width"),
		Height: r.int("height"), Added: r.instant("added"), AddedBy: fields["added_by"], Removed: r.bool("removed"),
		Taken: r.instant("taken"), TakenAssumed: r.bool("taken_assumed"), Latitude: fields["latitude"], Longitude: fields["longitude"],
		Orientation: r.int("orientation")}, r.err
}

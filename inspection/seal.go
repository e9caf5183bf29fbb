package inspection

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// SealCause says why an inspection was sealed.
type SealCause string

// The causes. Every way in which the content of a finished inspection may change has
// one, so a content that differs from the newest seal was changed behind the
// program's back.
const (
	SealFinish   SealCause = "finish"   // it was finished
	SealSign     SealCause = "sign"     // a signature was given or taken off
	SealDescribe SealCause = "describe" // a hazard that is still open was described anew
	SealPhoto    SealCause = "photo"    // a photo was taken off an open hazard
	SealCorrect  SealCause = "correct"  // an answer was corrected
	SealVoid     SealCause = "void"     // it was set aside
	SealRemove   SealCause = "remove"   // it was taken off with the sample data
	SealRestore  SealCause = "restore"  // something of it was brought back from the bin
	SealMerge    SealCause = "merge"    // another laptop had written of it too
)

// SealCauses lists every cause.
func SealCauses() []SealCause {
	return []SealCause{SealFinish, SealSign, SealDescribe, SealPhoto, SealCorrect, SealVoid, SealRemove, SealRestore, SealMerge}
}

// Seal 封存记录 fixes what a finished inspection says: a hash over the inspection, its
// answers, its hazards as they were found, its photos, signatures and corrections,
// signed by the device together with the end of the journal at that moment. Seals are
// only ever added; the one with the highest Round counts.
type Seal struct {
	ID           ID
	InspectionID ID
	Round        int // 1, 2, 3 …
	Cause        SealCause
	Made         time.Time // by the clock of the computer, which the journal's time is compared with
	By           string
	Content      string // SHA-256 of the content, in hexadecimal
	Answers      int    // how many answers were sealed
	Hazards      int
	Evidence     []ID // the photos that were sealed
	Signatures   []ID
	Corrections  []ID
	Head         SignedHead // Statement is SealStatement
}

// SealID returns the id of a seal. Two laptops may each make the same round without
// knowing of each other, so the device is part of it.
func SealID(inspectionID ID, round int, device string) ID {
	return ID(fmt.Sprintf("%s/%d/%s", inspectionID, round, device))
}

// Kind implements Record.
func (s Seal) Kind() RecordKind { return KindSeal }

// Key implements Record.
func (s Seal) Key() ID { return s.ID }

// Fields implements Record.
func (s Seal) Fields() Fields {
	return Fields{"inspection": string(s.InspectionID), "round": fieldInt(s.Round), "cause": string(s.Cause), "made": FormatInstant(s.Made),
		"by": s.By, "content": s.Content, "answers": fieldInt(s.Answers), "hazards": fieldInt(s.Hazards), "evidence": fieldList(s.Evidence),
		"signatures": fieldList(s.Signatures), "corrections": fieldList(s.Corrections), "device": s.Head.Device,
		"sequence": fieldInt(int(s.Head.Sequence)), "hash": s.Head.Hash, "time": string(s.Head.Time), "key": s.Head.PublicKey,
		"signature": s.Head.Signature}
}

// DecodeSeal builds a Seal from its stored fields.
func DecodeSeal(key ID, fields Fields) (Seal, error) {
	r := fieldReader{kind: KindSeal, key: key, fields: fields}
	s := Seal{ID: key, InspectionID: ID(fields["inspection"]), Round: r.int("round"), Cause: SealCause(fields["cause"]), Made: r.instant("made"),
		By: fields["by"], Content: fields["content"], Answers: r.int("answers"), Hazards: r.int("hazards"),
		Evidence: parseList[ID](fields["evidence"]), Signatures: parseList[ID](fields["signatures"]),
		Corrections: parseList[ID](fields["corrections"]),
		Head: SignedHead{Device: fields["device"], Sequence: int64(r.int("sequence")), Hash: fields["hash"], Time: HybridTime(fields["time"]),
			PublicKey: fields["key"], Signature: fields["signature"]}}
	s.Head.Statement = s.statement()
	return s, r.err
}

// statement is what is signed together with the head: everything the seal says.
func (s Seal) statement() string {
	content, err := json.Marshal([]any{s.ID, s.InspectionID, s.Round, s.Cause, FormatInstant(s.Made), s.By, s.Content, s.Answers, s.Hazards,
		s.Evidence, s.Signatures, s.Corrections})
	if err != nil {
		panic("inspection: encoding a seal: " + err.Error()) // strings and integers always encode
	}
	digest := sha256.Sum256(content)
	return "seal " + hex.EncodeToString(digest[:])
}

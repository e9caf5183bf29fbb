package inspection

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
)

// SignedHead is the end of the journal at one moment, signed with the key of the
// device. Because every entry carries the hash of the one before, whoever holds a
// signed head outside of the data folder, in a report for example, can tell whether
// the journal before it was changed since.
type SignedHead struct {
	Device    string
	Sequence  int64      // of the last entry; 0 for an empty journal
	Hash      string     // of the last entry
	Time      HybridTime // of the last entry
	Statement string     // what is signed together with the head; may be empty
	PublicKey string     // Ed25519, hexadecimal
	Signature string     // hexadecimal; empty where the private key is not at hand
}

// message is what is signed.
func (h SignedHead) message() []byte {
	content, err := json.Marshal([]any{"anxun head 1", h.Device, h.Sequence, h.Hash, string(h.Time), h.Statement})
	if err != nil {
		panic("inspection: encoding a head: " + err.Error()) // strings and integers always encode
	}
	return content
}

// Sign returns the head signed with the key. A nil key leaves it unsigned.
func (h SignedHead) Sign(key ed25519.PrivateKey) SignedHead {
	h.PublicKey, h.Signature = "", ""
	if len(key) == ed25519.PrivateKeySize {
		h.PublicKey = hex.EncodeToString(key.Public().(ed25519.PublicKey))
		h.Signature = hex.EncodeToString(ed25519.Sign(key, h.message()))
	}
	return h
}

// Signed reports whether the signature is that of PublicKey over everything else.
// It says nothing about whose key that is.
func (h SignedHead) Signed() bool {
	key, err := hex.DecodeString(h.PublicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return false
	}
	signature, err := hex.DecodeString(h.Signature)
	return err == nil && ed25519.Verify(key, h.message(), signature)
}

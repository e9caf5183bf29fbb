package inspection

import (
	"errors"
	"fmt"
	"strings"
)

// Code says to the program what kind of failure an error is.
type Code string

// The codes. Everything that is not an *Error is CodeInternal.
const (
	CodeInvalid    Code = "invalid"    // the input breaks a rule; nothing was changed
	CodeNotFound   Code = "not_found"  // the record that was named does not exist
	CodeConflict   Code = "conflict"   // somebody else changed it first, or the state does not allow it
	CodeLocked     Code = "locked"     // the data folder is open in another Anxun
	CodeNewer      Code = "newer"      // the data was written by a newer Anxun
	CodeDamaged    Code = "damaged"    // the data does not agree with itself
	CodeUnwritable Code = "unwritable" // the disk is full, read-only or gone
	CodeBusy       Code = "busy"       // a file is open in another program
	CodeIncomplete Code = "incomplete" // the inspection cannot be finished yet
	CodeInternal   Code = "internal"   // a fault of the program

	CodeUnreachable Code = "unreachable" // the office's server does not answer now; trying again later may help
)

// Error is a failure that a person can be told about. Key is the key of a
// translated sentence, Args its named values as alternating name and value;
// Err, when set, is the technical cause.
type Error struct {
	Code Code
	Key  string
	Args []any
	Err  error
}

// Error returns the technical text: key, values and cause. People are shown the
// translation of Key instead.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString(e.Key)
	for i := 0; i+1 < len(e.Args); i += 2 {
		fmt.Fprintf(&text, " %v=%v", e.Args[i], e.Args[i+1])
	}
	if e.Err != nil {
		text.WriteString(": " + e.Err.Error())
	}
	return text.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// MessageKey returns the translation key and its named values.
func (e *Error) MessageKey() (string, []any) { return e.Key, e.Args }

// Invalid makes a CodeInvalid error.
func Invalid(key string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Key: key, Args: args}
}

// NotFound makes a CodeNotFound error.
func NotFound(key string, args ...any) *Error {
	return &Error{Code: CodeNotFound, Key: key, Args: args}
}

// Conflict makes a CodeConflict error.
func Conflict(key string, args ...any) *Error {
	return &Error{Code: CodeConflict, Key: key, Args: args}
}

// Wrap gives err a code and a sentence for people; it returns nil for nil.
func Wrap(err error, code Code, key string, args ...any) error {
	if err == nil {
		return nil
	}
	return &Error{Code: code, Key: key, Args: args, Err: err}
}

// CodeOf returns the code of the outermost *Error in err's chain, CodeInternal
// for any other error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return CodeInternal
}

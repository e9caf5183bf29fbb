package hublink

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"anxun/inspection"
	"anxun/inspection/durable"
	"anxun/inspection/hub"
)

// statusName is a file in the data folder. It only tells people how the last exchange went; nothing depends on it.
const statusName = "hub.json"

// Status is how the exchange went at last.
type Status struct {
	LastSuccess time.Time            `json:"last_success"`
	LastTry     time.Time            `json:"last_try"`
	Failure     *Failure             `json:"failure,omitempty"` // of the last try
	Awaited     int                  `json:"awaited"`           // photos
	OnHub       inspection.Knowledge `json:"-"`
	OnHubText   string               `json:"on_hub"`
}

// Failure is an error that outlives the program.
type Failure struct {
	Code inspection.Code `json:"code"`
	Key  string          `json:"key"`
	Args []string        `json:"args,omitempty"`
}

// Err returns the error, with its sentence.
func (f *Failure) Err() error {
	if f == nil {
		return nil
	}
	err := &inspection.Error{Code: f.Code, Key: f.Key}
	for _, arg := range f.Args {
		err.Args = append(err.Args, arg)
	}
	return err
}

func failureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	f := &Failure{Code: inspection.CodeOf(err), Key: "error.hub_lost"}
	var known *inspection.Error
	if errors.As(err, &known) {
		f.Key = known.Key
		for _, arg := range known.Args {
			f.Args = append(f.Args, fmt.Sprint(arg))
		}
	}
	return f
}

// ReadStatus returns the zero Status if there is none that can be read.
func (l *Link) ReadStatus() Status {
	var s Status
	data, err := os.ReadFile(filepath.Join(l.Session.Dir, statusName))
	if err != nil || json.Unmarshal(data, &s) != nil {
		return Status{OnHub: inspection.Knowledge{}}
	}
	if s.OnHub, err = inspection.ParseKnowledge(s.OnHubText); err != nil {
		s.OnHub = inspection.Knowledge{}
	}
	return s
}

// Note keeps how an exchange went. It is a courtesy: a failure to write is none of the exchange.
func (l *Link) Note(e *hub.Exchange, outcome hub.Outcome, err error) {
	s := l.ReadStatus()
	s.LastTry, s.Failure = l.Session.Clock(), failureOf(err)
	if err == nil {
		s.LastSuccess, s.Awaited = s.LastTry, outcome.PhotosAwaited
	}
	if e != nil && e.OnHub() != nil {
		s.OnHub = e.OnHub()
	}
	s.OnHubText = s.OnHub.String()
	data, err := json.Marshal(s)
	if err != nil {
		return
	}
	_ = durable.WriteFile(filepath.Join(l.Session.Dir, statusName), data) // see above
}

package ui

import (
	"errors"

	"anxun/inspection"
	"anxun/ui/exchange"
	"anxun/ui/nav"
)

// exchange begins to exchange with the office's server, if there is one and it is not to be done by hand only.
func (s *Shell) exchange() {
	if s.session == nil || s.session.Hub == nil || s.session.ReadOnly || s.closing {
		return
	}
	told := "" // by the key of the sentence; the program ends what it watches
	s.session.Hub.Watch(func(state exchange.HubState) {
		s.do(func() { told = s.tellOfServer(state, told) })
	})
	s.session.Hub.Run(exchange.Pause(s.Preferences()))
}

// tellOfServer says once, on whatever page, that the server needs a person: the password where the system has no keyring, most
// often. A server that is only away is told of under 数据交换, as nobody has to do anything. It returns what was told.
func (s *Shell) tellOfServer(state exchange.HubState, told string) string {
	var known *inspection.Error
	if !errors.As(state.Failure, &known) || known.Code == inspection.CodeUnreachable {
		if state.Failure == nil && !state.Running {
			return ""
		}
		return told
	}
	route, _ := s.history.Current()
	if s.closing || known.Key == told || route.Page == nav.Exchange {
		return told
	}
	s.ToastAction(s.T("exchange.hub.asked", "text", s.ErrorText(state.Failure)), s.T("exchange.hub.settle"), func() {
		s.Go(nav.Route{Page: nav.Exchange, Arg: exchange.TabHub})
	})
	return known.Key
}

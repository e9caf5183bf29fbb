package ui

import "anxun/ui/exchange"

// exchange begins to exchange with the office's server, if there is one and it is not to be done by hand only.
func (s *Shell) exchange() {
	if s.session == nil || s.session.Hub == nil || s.session.ReadOnly || s.closing {
		return
	}
	s.session.Hub.Run(exchange.Pause(s.Preferences()))
}

package home

import "anxun/ui/sample"

// RemoveSample takes the sample data off. The message that follows takes it back.
func (p *Presenter) RemoveSample() { sample.Remove(p.host, p.service, p.host.Person(), p.Load) }

package uikit

// Option is one thing to choose: an id for the program, words for the person and, if wanted, a second line.
type Option struct {
	ID   string
	Text string
	Sub  string
}

func optionByID(options []Option, id string) (Option, bool) {
	for _, o := range options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

package inspection

// Score counts the results of a group of items.
type Score struct {
	Pass  int
	Fail  int
	NA    int
	Value int // answered with a value
	Open  int // applicable and unanswered
}

// Answered counts the answered items.
func (s Score) Answered() int { return s.Pass + s.Fail + s.NA + s.Value }

// Total counts all items of the group.
func (s Score) Total() int { return s.Answered() + s.Open }

// Rate is the share of 符合 among the items judged 符合 or 不符合, from 0 to 1; ok is false
// when none was judged. 不适用 and unanswered items do not count either way.
func (s Score) Rate() (rate float64, ok bool) {
	judged := s.Pass + s.Fail
	if judged == 0 {
		return 0, false
	}
	return float64(s.Pass) / float64(judged), true
}

// Add counts one result.
func (s *Score) Add(result Result) {
	switch result {
	case ResultPass:
		s.Pass++
	case ResultFail:
		s.Fail++
	case ResultNA:
		s.NA++
	case ResultValue:
		s.Value++
	default:
		s.Open++
	}
}

// Plus returns the sum of two scores.
func (s Score) Plus(other Score) Score {
	return Score{Pass: s.Pass + other.Pass, Fail: s.Fail + other.Fail, NA: s.NA + other.NA, Value: s.Value + other.Value, Open: s.Open + other.Open}
}

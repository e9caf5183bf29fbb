package inspection

import (
	"context"
	"time"
)

// Deadlines returns the office's rules as they are now and the working-day calendar.
func (s *Service) Deadlines(ctx context.Context) (Deadlines, error) {
	var deadlines Deadlines
	err := s.store.View(ctx, func(r Reader) (err error) {
		deadlines, err = s.deadlines(ctx, r)
		return err
	})
	return deadlines, err
}

func (s *Service) deadlines(ctx context.Context, r Reader) (Deadlines, error) {
	calendar, err := s.calendar(ctx, r)
	if err != nil {
		return Deadlines{}, err
	}
	policy, err := s.policy(ctx, r)
	return Deadlines{Policy: policy, Calendar: calendar}, err
}

func (s *Service) policy(ctx context.Context, r Reader) (DeadlinePolicy, error) {
	text, err := r.Setting(ctx, SettingDeadlines)
	if err != nil || text == "" {
		return DefaultDeadlinePolicy(), err
	}
	policy, err := ParseDeadlinePolicy([]byte(text))
	if err != nil {
		return nil, Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(SettingDeadlines), "field", "value")
	}
	return policy, nil
}

// SaveDeadlinePolicy sets the office's rules. Hazards found before keep the deadline they
// were given. The change is in the journal.
func (s *Service) SaveDeadlinePolicy(ctx context.Context, by string, policy DeadlinePolicy) error {
	if err := policy.Validate(); err != nil {
		return err
	}
	text, err := policy.encode()
	if err != nil {
		return err
	}
	return s.SaveSetting(ctx, by, SettingDeadlines, text)
}

// Due returns the deadline that the office's rules give a hazard found at the
// instant, for screens that propose one before it is saved. item is nil for a
// hazard found ad hoc. guessed reports that a year's table is missing and only
// weekends were left out; the screen says so.
func (s *Service) Due(ctx context.Context, item *Item, severity Severity, found time.Time) (due Day, guessed bool, err error) {
	deadlines, err := s.Deadlines(ctx)
	if err != nil {
		return "", false, err
	}
	due, guessed = deadlines.Due(item, severity, found)
	return due, guessed, nil
}

// DueGuessed reports whether the deadline of the hazard is one in working days for which the
// official table of a year is missing, so that only weekends were left out. Once the
// table is imported, or a person named another day, it is not.
func (s *Service) DueGuessed(ctx context.Context, hazard Hazard) (bool, error) {
	guess := false
	err := s.store.View(ctx, func(r Reader) error {
		deadlines, err := s.deadlines(ctx, r)
		if err != nil {
			return err
		}
		item, err := s.hazardItem(ctx, r, hazard)
		if err != nil {
			return err
		}
		due, guessed := deadlines.Due(item, hazard.Severity, hazard.Found)
		guess = guessed && due == hazard.Due
		return nil
	})
	return guess, err
}

// due is Due inside a transaction. note is what the hazard's history must say about
// the deadline. Like every text on the record it is Chinese.
func (s *Service) due(ctx context.Context, r Reader, item *Item, severity Severity, found time.Time) (due Day, immediate bool, note string, err error) {
	deadlines, err := s.deadlines(ctx, r)
	if err != nil {
		return "", false, "", err
	}
	due, guessed := deadlines.Due(item, severity, found)
	if guessed {
		note = "未收录相应年度的节假日安排，期限只扣除了周六、周日，请核对。"
	}
	return due, deadlines.RuleFor(item, severity).Rule == DeadlineImmediate, note, nil
}

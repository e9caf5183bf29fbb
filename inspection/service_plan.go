package inspection

import "context"

// InspectionPlan returns the office's plan as it is now; an empty one if none was set.
func (s *Service) InspectionPlan(ctx context.Context) (Plan, error) {
	var plan Plan
	err := s.store.View(ctx, func(r Reader) (err error) {
		plan, err = ReadPlan(ctx, r)
		return err
	})
	return plan, err
}

// ReadPlan is Service.InspectionPlan inside a transaction.
func ReadPlan(ctx context.Context, r interface {
	Setting(ctx context.Context, name ID) (string, error)
}) (Plan, error) {
	text, err := r.Setting(ctx, SettingPlan)
	if err != nil || text == "" {
		return Plan{}, err
	}
	plan, err := ParsePlan([]byte(text))
	if err != nil {
		return Plan{}, Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(SettingPlan), "field", "value")
	}
	return plan, nil
}

// SavePlan sets the office's plan. The change is in the journal; reports that were made
// before stay as they are.
func (s *Service) SavePlan(ctx context.Context, by string, plan Plan) error {
	if err := plan.Validate(); err != nil {
		return err
	}
	text, err := plan.encode()
	if err != nil {
		return err
	}
	return s.SaveSetting(ctx, by, SettingPlan, text)
}

// ReadStandings says how each of the places stands in the office's plan on a day; nil where there
// is no plan. A place for which nothing is planned is not in it.
func ReadStandings(ctx context.Context, r Reader, places []Place, today Day) (map[ID]PlanStanding, error) {
	plan, err := ReadPlan(ctx, r)
	if err != nil || plan.Empty() {
		return nil, err
	}
	visits, err := ReadVisits(ctx, r, plan.First(today), today)
	if err != nil {
		return nil, err
	}
	standings := map[ID]PlanStanding{}
	for i := range places {
		if standing, planned := plan.Standing(&places[i], visits, today); planned {
			standings[places[i].ID] = standing
		}
	}
	return standings, nil
}

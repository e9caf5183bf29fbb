package hub

import (
	"time"

	"anxun/inspection"
)

const (
	// usualPause lies between two exchanges when all is well.
	usualPause = 5 * time.Minute
	// soonPause lets a few changes gather before they are sent.
	soonPause = 20 * time.Second
	// countPause lets a burst of changes be counted once.
	countPause = 2 * time.Second
	// enough is how many entries may wait before it no longer matters to people how many exactly.
	enough = 10_000

	firstRetry = 15 * time.Second
	lastRetry  = 15 * time.Minute
)

// Temporary reports whether trying again later may help without anybody doing something.
func Temporary(err error) bool { return inspection.CodeOf(err) == inspection.CodeUnreachable }

// retryAfter is how long to wait after so many failures in a row. It doubles, and random, from 0 to 1, spreads it over
// half to one and a half times of that, so that the laptops of an office do not all come back at the same moment. What
// a person must settle is not tried often.
func retryAfter(failures int, err error, random float64) time.Duration {
	pause := lastRetry
	if Temporary(err) && failures < 7 {
		pause = min(firstRetry<<(failures-1), lastRetry)
	}
	return time.Duration(float64(pause) * (0.5 + random))
}

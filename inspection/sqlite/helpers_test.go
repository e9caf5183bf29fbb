package sqlite

import (
	"errors"

	"anxun/inspection"
)

func hasKey(err error, key string) bool {
	var known *inspection.Error
	return errors.As(err, &known) && known.Key == key
}

//go:build !windows

package machine

import "anxun/inspection"

func read() inspection.Machine { return readLinux("/") }

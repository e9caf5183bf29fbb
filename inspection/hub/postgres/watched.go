package postgres

import (
	"net"
	"sync"
	"time"
)

// watchedConn fails a read or write that makes no progress for a while: a server that was stopped, or a cable that was
// pulled, shows by nothing else. Deadlines that pgx sets, to cancel, hold as well.
type watchedConn struct {
	net.Conn
	silence time.Duration

	mutex sync.Mutex
	limit time.Time // set by pgx; zero for none
}

// SetDeadline implements net.Conn.
func (c *watchedConn) SetDeadline(t time.Time) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.limit = t
	return c.Conn.SetDeadline(t)
}

// next returns the deadline for what begins now.
func (c *watchedConn) next() time.Time {
	deadline := time.Now().Add(c.silence)
	if !c.limit.IsZero() && c.limit.Before(deadline) {
		deadline = c.limit
	}
	return deadline
}

// Read implements net.Conn.
func (c *watchedConn) Read(p []byte) (int, error) {
	c.mutex.Lock()
	err := c.Conn.SetReadDeadline(c.next())
	c.mutex.Unlock()
	if err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

// Write implements net.Conn.
func (c *watchedConn) Write(p []byte) (int, error) {
	c.mutex.Lock()
	err := c.Conn.SetWriteDeadline(c.next())
	c.mutex.Unlock()
	if err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}

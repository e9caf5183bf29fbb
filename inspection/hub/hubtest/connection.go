package hubtest

import (
	"context"
	"errors"

	"anxun/inspection"
	"anxun/inspection/hub"
)

// Cut says what becomes of a request.
type Cut int

// The ways.
const (
	CutNone   Cut = iota
	CutBefore     // it is lost on its way to the server
	CutAfter      // it is carried out, and the answer is lost
)

// ErrCut is the technical cause of a request that was cut.
var ErrCut = errors.New("the connection was cut")

// Connect returns a connection. cut decides about each request; nil cuts none.
func (s *Server) Connect(cut func() Cut) hub.Hub { return &connection{server: s, cut: cut, left: -1} }

// ConnectFor returns a connection that breaks when so many bytes went over it, to and fro. A request that did not arrive whole is
// not carried out, as its transaction was not committed; one whose answer does not arrive whole was.
func (s *Server) ConnectFor(bytes int64) hub.Hub { return &connection{server: s, left: bytes} }

// BreakAfter lets a connection of a Server break when so many more bytes went over it.
func BreakAfter(h hub.Hub, bytes int64) { h.(*connection).left = bytes }

// Size is how many bytes it takes to append a batch, the answer included.
func Size(batch hub.Batch) int64 {
	size := int64(2 * overhead)
	for _, row := range batch.Rows {
		size += int64(sizeOf(row))
	}
	return size
}

type connection struct {
	server *Server
	cut    func() Cut
	left   int64 // bytes until it breaks; negative: it does not
	closed bool
}

// overhead is what a request and its answer have beside what they are about: the statement, the form of the protocol.
const overhead = 60

// do carries out one request of so many bytes; fn tells how many the answer has. A connection that was cut stays so.
func (c *connection) do(ctx context.Context, asked int, fn func(s *Server) (said int, err error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	how := CutNone
	if c.cut != nil && !c.closed {
		how = c.cut()
	}
	if how == CutBefore {
		c.closed = true
	}
	if err := c.say(overhead + asked); err != nil {
		return err
	}
	c.server.mutex.Lock()
	said, err := fn(c.server)
	c.server.mutex.Unlock()
	if how == CutAfter {
		c.closed = true
	}
	if lost := c.say(overhead + said); lost != nil {
		return lost
	}
	return err
}

// say lets bytes go over the connection.
func (c *connection) say(bytes int) error {
	if c.left >= 0 && !c.closed {
		c.left -= int64(bytes)
		c.closed = c.left < 0
	}
	if c.closed {
		return inspection.Wrap(ErrCut, inspection.CodeUnreachable, "error.hub_lost")
	}
	return nil
}

// sizeOf is about how many bytes a row has on its way.
func sizeOf(row hub.Row) int {
	return 50 + len(row.Device) + len(row.Kind) + len(row.Content) + len(row.Hash) + len(row.Covers) + len(row.Mark)
}

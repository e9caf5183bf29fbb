// Package hubtest is a hub in memory for tests. It keeps the same rules as a real one, and can break down at any point:
// before a request was carried out, or after it was, when nobody hears of it.
package hubtest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub"
)

// Server is a hub of one office. It is safe for concurrent use.
type Server struct {
	mutex   sync.Mutex
	epoch   string
	rows    []hub.Row
	covers  map[string]inspection.Knowledge
	devices []inspection.DeviceCard
	photos  map[string]hub.Photo
	pieces  map[string]map[int][]byte
}

// NewServer returns an empty hub.
func NewServer(epoch string) *Server {
	return &Server{epoch: epoch, covers: map[string]inspection.Knowledge{}, photos: map[string]hub.Photo{}, pieces: map[string]map[int][]byte{}}
}

// Backup returns a copy of the hub as it is now.
func (s *Server) Backup() *Server {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	copied := NewServer(s.epoch)
	copied.rows, copied.devices, copied.photos = slices.Clone(s.rows), slices.Clone(s.devices), maps.Clone(s.photos)
	for device, covers := range s.covers {
		copied.covers[device] = covers.Clone()
	}
	for hash, pieces := range s.pieces {
		copied.pieces[hash] = maps.Clone(pieces)
	}
	return copied
}

// Rows returns the rows.
func (s *Server) Rows() []hub.Row {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.rows)
}

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
func (s *Server) Connect(cut func() Cut) hub.Hub { return &connection{server: s, cut: cut} }

type connection struct {
	server *Server
	cut    func() Cut
	closed bool
}

// do carries out one request. A connection that was cut stays so.
func (c *connection) do(ctx context.Context, fn func(s *Server) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	how := CutNone
	if c.cut != nil && !c.closed {
		how = c.cut()
	}
	if c.closed || how == CutBefore {
		c.closed = true
		return unreachable()
	}
	c.server.mutex.Lock()
	err := fn(c.server)
	c.server.mutex.Unlock()
	if how == CutAfter {
		c.closed = true
		return unreachable()
	}
	return err
}

func unreachable() error {
	return inspection.Wrap(ErrCut, inspection.CodeUnreachable, "error.hub_lost")
}

func (c *connection) Overview(ctx context.Context) (hub.Overview, error) {
	var o hub.Overview
	err := c.do(ctx, func(s *Server) error {
		o = hub.Overview{Epoch: s.epoch, Top: int64(len(s.rows)), Known: inspection.Knowledge{}, Devices: slices.Clone(s.devices)}
		for _, covers := range s.covers {
			o.Known.AddAll(covers)
		}
		return nil
	})
	return o, err
}

func (c *connection) Join(ctx context.Context, card inspection.DeviceCard, now time.Time) error {
	return c.Introduce(ctx, []inspection.DeviceCard{card}, now)
}

func (c *connection) Introduce(ctx context.Context, cards []inspection.DeviceCard, _ time.Time) error {
	return c.do(ctx, func(s *Server) error {
		for _, card := range cards {
			if !slices.ContainsFunc(s.devices, func(known inspection.DeviceCard) bool { return known.ID == card.ID }) {
				s.devices = append(s.devices, card)
			}
		}
		return nil
	})
}

func (c *connection) Mark(ctx context.Context, n int64) (string, error) {
	mark := ""
	err := c.do(ctx, func(s *Server) error {
		if n >= 1 && n <= int64(len(s.rows)) {
			mark = s.rows[n-1].Mark
		}
		return nil
	})
	return mark, err
}

func (c *connection) Newest(ctx context.Context, device string) (sequence int64, hash string, err error) {
	err = c.do(ctx, func(s *Server) error {
		for _, row := range s.rows {
			if row.Device == device && row.Kind != inspection.KindReceipt && row.Sequence > sequence {
				sequence, hash = row.Sequence, row.Hash
			}
		}
		return nil
	})
	return sequence, hash, err
}

func (c *connection) Append(ctx context.Context, batch hub.Batch) (hub.Appended, error) {
	var appended hub.Appended
	err := c.do(ctx, func(s *Server) error {
		before, mark := int64(len(s.rows)), ""
		if before > 0 {
			mark = s.rows[before-1].Mark
		}
		there := slices.Clone(s.rows[batch.Top:])
		for _, row := range batch.Rows {
			at := slices.IndexFunc(s.rows, func(r hub.Row) bool { return r.Device == row.Device && r.Sequence == row.Sequence })
			if row.Doubtful && at >= 0 {
				there = append(there, s.rows[at])
			}
		}
		placed, err := batch.Place(before, mark, there)
		if err != nil {
			return err
		}
		appended = hub.Appended{Before: before, Top: before + int64(len(placed)), Mark: mark, Added: len(placed)}
		if len(placed) == 0 {
			return nil
		}
		for _, row := range placed {
			if slices.ContainsFunc(s.rows, func(r hub.Row) bool { return r.Device == row.Device && r.Sequence == row.Sequence }) {
				return errors.New("an entry came twice: unique (device, sequence)")
			}
		}
		s.rows, appended.Mark = append(s.rows, placed...), placed[len(placed)-1].Mark
		if s.covers[batch.By] == nil {
			s.covers[batch.By] = inspection.Knowledge{}
		}
		s.covers[batch.By].AddAll(batch.Covers)
		return nil
	})
	return appended, err
}

func (c *connection) Page(ctx context.Context, after, upTo int64, limit int, fn func(hub.Row) error) error {
	var rows []hub.Row
	err := c.do(ctx, func(s *Server) error {
		end := min(upTo, after+int64(limit), int64(len(s.rows)))
		if after < end {
			rows = slices.Clone(s.rows[after:end])
		}
		return nil
	})
	for _, row := range rows {
		if err == nil {
			err = fn(row)
		}
	}
	return err
}

func (c *connection) Close() error { c.closed = true; return nil }

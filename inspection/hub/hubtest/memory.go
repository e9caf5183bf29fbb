// Package hubtest is a hub in memory for tests. It keeps the same rules as a real one, which Suite tries on both, and can break
// down at any point: at any byte of what is said, before a request was carried out, or after it was, when nobody hears of it.
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
	at      map[place]int // in rows
	covers  map[string]inspection.Knowledge
	devices []inspection.DeviceCard
	photos  map[string]hub.Photo
	pieces  map[string]map[int][]byte
}

// place is where an entry stands in its author's journal.
type place struct {
	device   string
	sequence int64
}

// NewServer returns an empty hub.
func NewServer(epoch string) *Server {
	return &Server{epoch: epoch, at: map[place]int{}, covers: map[string]inspection.Knowledge{}, photos: map[string]hub.Photo{}, pieces: map[string]map[int][]byte{}}
}

// Backup returns a copy of the hub as it is now.
func (s *Server) Backup() *Server {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	copied := NewServer(s.epoch)
	copied.rows, copied.devices, copied.photos = slices.Clone(s.rows), slices.Clone(s.devices), maps.Clone(s.photos)
	copied.at = maps.Clone(s.at)
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

func (c *connection) Overview(ctx context.Context) (hub.Overview, error) {
	var o hub.Overview
	err := c.do(ctx, 0, func(s *Server) (said int, err error) {
		o = hub.Overview{Epoch: s.epoch, Top: int64(len(s.rows)), Known: inspection.Knowledge{}, Devices: slices.Clone(s.devices)}
		for _, covers := range s.covers {
			o.Known.AddAll(covers)
			said += 16 * len(covers)
		}
		return said + 200*len(o.Devices), nil
	})
	return o, err
}

func (c *connection) Join(ctx context.Context, card inspection.DeviceCard, now time.Time) error {
	err := c.do(ctx, len(card.ID), func(s *Server) (int, error) {
		at := slices.IndexFunc(s.devices, func(known inspection.DeviceCard) bool { return known.ID == card.ID })
		if at >= 0 && s.devices[at].PublicKey != card.PublicKey {
			return 0, inspection.Conflict("error.hub_other_key", "code", card.Code, "person", card.Person)
		}
		return 0, nil
	})
	if err != nil {
		return err
	}
	return c.Introduce(ctx, []inspection.DeviceCard{card}, now)
}

func (c *connection) Introduce(ctx context.Context, cards []inspection.DeviceCard, _ time.Time) error {
	return c.do(ctx, 200*len(cards), func(s *Server) (int, error) {
		for _, card := range cards {
			if !slices.ContainsFunc(s.devices, func(known inspection.DeviceCard) bool { return known.ID == card.ID }) {
				s.devices = append(s.devices, card)
			}
		}
		return 0, nil
	})
}

func (c *connection) Mark(ctx context.Context, n int64) (string, error) {
	mark := ""
	err := c.do(ctx, 8, func(s *Server) (int, error) {
		if n >= 1 && n <= int64(len(s.rows)) {
			mark = s.rows[n-1].Mark
		}
		return len(mark), nil
	})
	return mark, err
}

func (c *connection) Newest(ctx context.Context, device string) (sequence int64, hash string, err error) {
	err = c.do(ctx, len(device), func(s *Server) (int, error) {
		for _, row := range s.rows {
			if row.Device == device && row.Kind != inspection.KindReceipt && row.Sequence > sequence {
				sequence, hash = row.Sequence, row.Hash
			}
		}
		return len(hash), nil
	})
	return sequence, hash, err
}

func (c *connection) Append(ctx context.Context, batch hub.Batch) (hub.Appended, error) {
	var appended hub.Appended
	asked := 0
	for i := range batch.Rows {
		asked += sizeOf(batch.Rows[i])
	}
	err := c.do(ctx, asked, func(s *Server) (int, error) {
		before, mark := int64(len(s.rows)), ""
		if before > 0 {
			mark = s.rows[before-1].Mark
		}
		there := slices.Clone(s.rows[min(batch.Top, before):])
		for _, row := range batch.Rows {
			if at, known := s.at[place{row.Device, row.Sequence}]; known && row.Doubtful {
				there = append(there, s.rows[at])
			}
		}
		placed, err := batch.Place(before, mark, there)
		if err != nil {
			return 0, err
		}
		appended = hub.Appended{Before: before, Top: before + int64(len(placed)), Mark: mark, Added: len(placed)}
		if len(placed) == 0 {
			return 0, nil
		}
		for _, row := range placed {
			if _, known := s.at[place{row.Device, row.Sequence}]; known {
				return 0, inspection.Wrap(errTwice, inspection.CodeUnreachable, "error.hub_busy")
			}
		}
		for i, row := range placed {
			s.at[place{row.Device, row.Sequence}] = int(before) + i
		}
		s.rows, appended.Mark = append(s.rows, placed...), placed[len(placed)-1].Mark
		if s.covers[batch.By] == nil {
			s.covers[batch.By] = inspection.Knowledge{}
		}
		s.covers[batch.By].AddAll(batch.Covers)
		return 0, nil
	})
	return appended, err
}

var errTwice = errors.New("an entry came twice: unique (device, sequence)")

// Page implements hub.Hub. A connection that breaks in the middle has handed over the rows before that.
func (c *connection) Page(ctx context.Context, after, upTo int64, limit int, fn func(hub.Row) error) error {
	var rows []hub.Row
	err := c.do(ctx, 16, func(s *Server) (int, error) {
		if end := min(upTo, after+int64(limit), int64(len(s.rows))); after < end {
			rows = slices.Clone(s.rows[after:end])
		}
		return 0, nil
	})
	for _, row := range rows {
		if err == nil {
			err = c.say(sizeOf(row))
		}
		if err == nil {
			err = fn(row)
		}
	}
	return err
}

func (c *connection) Close() error { c.closed = true; return nil }

package evidence

import "context"

// decoders is how many pictures are decoded at once. A decoded photo of 12 megapixels
// takes 18 to 48 MB, so this and not the number of photos bounds the memory.
const decoders = 2

// heavyPixels is from where a picture is decoded alone: a PNG of 60 megapixels takes
// 240 MB.
const heavyPixels = 24_000_000

// slots limits how many decoders run. A heavy one takes all slots.
type slots struct {
	free chan struct{}
	turn chan struct{} // held while taking, so that two heavy ones cannot take half each
}

func newSlots(n int) *slots {
	s := &slots{free: make(chan struct{}, n), turn: make(chan struct{}, 1)}
	for range n {
		s.free <- struct{}{}
	}
	return s
}

// take waits for its slots; release gives them back.
func (s *slots) take(ctx context.Context, heavy bool) (release func(), err error) {
	need := 1
	if heavy {
		need = cap(s.free)
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	taken := 0
	release = func() {
		for range taken {
			s.free <- struct{}{}
		}
	}
	for taken < need {
		select {
		case <-s.free:
			taken++
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
	}
	return release, nil
}

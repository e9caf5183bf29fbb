package hubtest

import (
	"bytes"
	"context"

	"anxun/inspection/hub"
)

func (c *connection) HasPhotos(ctx context.Context, hashes []string) (map[string]hub.Photo, error) {
	there := map[string]hub.Photo{}
	err := c.do(ctx, 64*len(hashes), func(s *Server) (int, error) {
		for _, hash := range hashes {
			if photo, whole := s.photos[hash]; whole {
				there[hash] = photo
			}
		}
		return 80 * len(there), nil
	})
	return there, err
}

func (c *connection) Pieces(ctx context.Context, hash string) (map[int]bool, error) {
	there := map[int]bool{}
	err := c.do(ctx, len(hash), func(s *Server) (int, error) {
		for number := range s.pieces[hash] {
			there[number] = true
		}
		return 8 * len(there), nil
	})
	return there, err
}

func (c *connection) PutPiece(ctx context.Context, photo hub.Photo, number int, content []byte, whole bool) error {
	return c.do(ctx, len(content), func(s *Server) (int, error) {
		if s.pieces[photo.SHA256] == nil {
			s.pieces[photo.SHA256] = map[int][]byte{}
		}
		if s.pieces[photo.SHA256][number] == nil {
			s.pieces[photo.SHA256][number] = bytes.Clone(content)
		}
		if whole {
			s.photos[photo.SHA256] = photo
		}
		return 0, nil
	})
}

func (c *connection) Piece(ctx context.Context, hash string, number int) ([]byte, error) {
	var content []byte
	err := c.do(ctx, len(hash), func(s *Server) (int, error) {
		content = bytes.Clone(s.pieces[hash][number])
		return len(content), nil
	})
	return content, err
}

// Damage changes a byte of a piece, as a failing disk of the server would.
func (s *Server) Damage(hash string, number int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.pieces[hash][number] = bytes.Clone(s.pieces[hash][number])
	s.pieces[hash][number][0] ^= 1
}

package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"anxun/inspection/hub"
)

// HasPhotos implements hub.Hub.
func (h *Hub) HasPhotos(ctx context.Context, hashes []string) (map[string]hub.Photo, error) {
	there := map[string]hub.Photo{}
	if len(hashes) == 0 {
		return there, nil
	}
	places, args := make([]string, len(hashes)), []any{h.office}
	for i, hash := range hashes {
		places[i] = fmt.Sprintf("$%d", i+2)
		args = append(args, hash)
	}
	text := "SELECT sha256, size, piece_size FROM anxun_hub.blob WHERE office = $1 AND sha256 IN (" + strings.Join(places, ", ") + ")"
	err := h.each(ctx, text, args, func(rows pgx.Rows) error {
		var photo hub.Photo
		if err := rows.Scan(&photo.SHA256, &photo.Size, &photo.PieceSize); err != nil {
			return err
		}
		there[photo.SHA256] = photo
		return nil
	})
	return there, err
}

// Pieces implements hub.Hub.
func (h *Hub) Pieces(ctx context.Context, hash string) (map[int]bool, error) {
	there := map[int]bool{}
	err := h.each(ctx, "SELECT number FROM anxun_hub.piece WHERE office = $1 AND sha256 = $2", []any{h.office, hash}, func(rows pgx.Rows) error {
		var number int
		err := rows.Scan(&number)
		there[number] = true
		return err
	})
	return there, err
}

// PutPiece implements hub.Hub. Two laptops may put the same piece at once: the server refuses the second, which is then
// there.
func (h *Hub) PutPiece(ctx context.Context, photo hub.Photo, number int, content []byte, whole bool) error {
	return translate(pgx.BeginFunc(ctx, h.conn, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO anxun_hub.piece (office, sha256, number, content) SELECT $1::integer, $2::text, $3::integer, $4::bytea "+
			"WHERE NOT EXISTS (SELECT 1 FROM anxun_hub.piece WHERE office = $5 AND sha256 = $6 AND number = $7)",
			h.binary, h.office, photo.SHA256, number, content, h.office, photo.SHA256, number)
		if err != nil || !whole {
			return err
		}
		_, err = tx.Exec(ctx, "INSERT INTO anxun_hub.blob (office, sha256, size, piece_size) SELECT $1::integer, $2::text, $3::bigint, $4::integer "+
			"WHERE NOT EXISTS (SELECT 1 FROM anxun_hub.blob WHERE office = $5 AND sha256 = $6)",
			h.office, photo.SHA256, photo.Size, photo.PieceSize, h.office, photo.SHA256)
		return err
	}))
}

// Piece implements hub.Hub.
func (h *Hub) Piece(ctx context.Context, hash string, number int) ([]byte, error) {
	var content []byte
	err := h.conn.QueryRow(ctx, "SELECT content FROM anxun_hub.piece WHERE office = $1 AND sha256 = $2 AND number = $3", h.binary, h.office, hash, number).Scan(&content)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil // the photo will not have the right hash, which is told then
	}
	return content, translate(err)
}

package postgres

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"anxun/inspection"
)

// translate gives an error of the server or of the network its code and sentence.
func translate(err error) error {
	var known *inspection.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return translateState(err, refused)
	}
	var certificate *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	if errors.As(err, &certificate) || errors.As(err, &unknown) || errors.As(err, &name) {
		return inspection.Wrap(err, inspection.CodeInvalid, "error.hub_certificate")
	}
	if strings.Contains(err.Error(), "server refused TLS connection") {
		return inspection.Wrap(err, inspection.CodeInvalid, "error.hub_no_tls")
	}
	var connecting *pgconn.ConnectError
	if errors.As(err, &connecting) {
		return inspection.Wrap(err, inspection.CodeUnreachable, "error.hub_unreachable", "server", connecting.Config.Host)
	}
	return inspection.Wrap(err, inspection.CodeUnreachable, "error.hub_lost")
}

// translateState knows the SQLSTATEs that have a remedy of their own.
func translateState(err error, refused *pgconn.PgError) error {
	switch refused.Code {
	case "28P01", "28000":
		return inspection.Wrap(err, inspection.CodeInvalid, "error.hub_denied")
	case "3D000":
		return inspection.Wrap(err, inspection.CodeNotFound, "error.hub_database")
	case "42P01", "3F000":
		return inspection.Wrap(err, inspection.CodeNotFound, "error.hub_not_set_up")
	case "42501":
		return inspection.Wrap(err, inspection.CodeInvalid, "error.hub_privilege")
	case "53100":
		return inspection.Wrap(err, inspection.CodeUnreachable, "error.hub_full")
	case "40001", "40P01", "55P03", "57014", "25P03", "23505":
		return inspection.Wrap(err, inspection.CodeUnreachable, "error.hub_busy")
	}
	switch refused.Code[:min(2, len(refused.Code))] {
	case "08", "53", "57", "58":
		return inspection.Wrap(err, inspection.CodeUnreachable, "error.hub_lost")
	}
	return inspection.Wrap(err, inspection.CodeInternal, "error.hub_refused", "text", refused.Message, "state", refused.Code)
}

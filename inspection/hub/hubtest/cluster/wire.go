//go:build unix

package cluster

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
)

// Wire leads to a server and is cut after some bytes, to and fro together.
type Wire struct {
	dir      string
	listener net.Listener
	left     atomic.Int64
}

// Wire makes a way to the server that is cut after so many bytes.
func (c *Cluster) Wire(bytes int64) (*Wire, error) {
	dir, err := os.MkdirTemp("", "anxun-cut-")
	if err != nil {
		return nil, err
	}
	w := &Wire{dir: dir}
	w.left.Store(bytes)
	if w.listener, err = net.Listen("unix", filepath.Join(dir, SocketName)); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	go w.accept(c.Socket())
	return w, nil
}

func (w *Wire) accept(target string) {
	for {
		client, err := w.listener.Accept()
		if err != nil {
			return // closed
		}
		server, err := net.Dial("unix", target)
		if err != nil {
			_ = client.Close()
			continue
		}
		go w.pass(client, server)
		go w.pass(server, client)
	}
}

// pass copies until the bytes are used up, the last of them included, and then cuts both ways.
func (w *Wire) pass(from, to net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		left := w.left.Add(-int64(n))
		if left < 0 {
			n = int(max(0, int64(n)+left))
		}
		if _, writing := to.Write(buffer[:n]); writing != nil || err != nil || left < 0 {
			break
		}
	}
	_, _ = from.Close(), to.Close() // they may be closed already
}

// CutAfter changes after how many further bytes it is cut.
func (w *Wire) CutAfter(bytes int64) { w.left.Store(bytes) }

// DSN is the address over the wire.
func (w *Wire) DSN(role string) string { return "host=" + w.dir + " user=" + role + " dbname=postgres" }

// Close ends it.
func (w *Wire) Close() {
	_ = w.listener.Close()
	_ = os.RemoveAll(w.dir) // a temporary folder
}

//go:build unix

// Package cluster starts a private PostgreSQL server for trials: its own folder, its own unix socket, no network, no
// password, gone when it is closed. It needs the programs of Debian's package postgresql.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Cluster is a running server.
type Cluster struct {
	Dir     string // everything of it; the socket lies in it
	bin     string
	command *exec.Cmd
	ended   chan error
	options []string
	as      *syscall.Credential
	listen  string // TCP address; empty: none
	port    int
}

// Start makes a server and starts it. options are settings such as "fsync=off".
func Start(ctx context.Context, options ...string) (*Cluster, error) {
	return start(ctx, &Cluster{options: options, port: 5432}, nil)
}

// StartTCP makes a server that also listens on a port of localhost, with TLS by the given key and certificate.
func StartTCP(ctx context.Context, port int, keyFile, certificateFile string, options ...string) (*Cluster, error) {
	c := &Cluster{listen: "localhost", port: port, options: append(options, "ssl=on")}
	return start(ctx, c, map[string]string{"server.key": keyFile, "server.crt": certificateFile})
}

// start starts c with copies of some files in its data.
func start(ctx context.Context, c *Cluster, files map[string]string) (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "anxun-hub-") // short: a socket's path has at most 107 bytes
	if err != nil {
		return nil, err
	}
	c.Dir, c.bin = dir, bin
	if err := c.setUp(ctx, files); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := c.Run(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return c, nil
}

// programs finds the folder with initdb and postgres.
func programs() (string, error) {
	candidates, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is sound
	slices.Reverse(candidates)
	if output, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		candidates = append(candidates, strings.TrimSpace(string(output)))
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		candidates = append(candidates, filepath.Dir(path))
	}
	for _, dir := range candidates {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "postgres")); err == nil {
			return dir, nil
		}
	}
	return "", errors.New("initdb and postgres were not found: install the package postgresql")
}

// unprivileged is whom the server runs as: PostgreSQL refuses to run as root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUser := strconv.ParseUint(account.Uid, 10, 32)
		gid, errGroup := strconv.ParseUint(account.Gid, 10, 32)
		if errUser == nil && errGroup == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("the server cannot run as root, and there is neither a user postgres nor nobody")
}

func (c *Cluster) setUp(ctx context.Context, files map[string]string) (err error) {
	if c.as, err = unprivileged(); err != nil {
		return err
	}
	if c.as != nil {
		if err := os.Chown(c.Dir, int(c.as.Uid), int(c.as.Gid)); err != nil {
			return err
		}
	}
	output, err := c.program(ctx, "initdb", "-D", c.data(), "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, output)
	}
	for name, from := range files {
		if err := c.copyFile(filepath.Join(c.data(), name), from); err != nil {
			return err
		}
	}
	return nil
}

// copyFile gives the server a file of its own.
func (c *Cluster) copyFile(to, from string) error {
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, content, 0o600)
	}
	if err == nil && c.as != nil {
		err = os.Chown(to, int(c.as.Uid), int(c.as.Gid))
	}
	return err
}

func (c *Cluster) data() string { return filepath.Join(c.Dir, "data") }

func (c *Cluster) program(ctx context.Context, name string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	command.Dir = c.Dir
	command.SysProcAttr = &syscall.SysProcAttr{Credential: c.as, Setpgid: true}
	return command
}

// Run starts the server and waits until it answers.
func (c *Cluster) Run(ctx context.Context) error {
	args := []string{"-D", c.data(), "-k", c.Dir, "-p", strconv.Itoa(c.port), "-c", "listen_addresses=" + c.listen}
	for _, option := range c.options {
		args = append(args, "-c", option)
	}
	log, err := os.OpenFile(filepath.Join(c.Dir, "log"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer log.Close() // the server has its own
	c.command = c.program(context.WithoutCancel(ctx), "postgres", args...)
	c.command.Stdout, c.command.Stderr = log, log
	if err := c.command.Start(); err != nil {
		return err
	}
	c.ended = make(chan error, 1)
	go func(command *exec.Cmd, ended chan error) { ended <- command.Wait() }(c.command, c.ended)
	for {
		if c.program(ctx, "pg_isready", "-q", "-h", c.Dir, "-p", strconv.Itoa(c.port), "-U", "owner", "-d", "postgres").Run() == nil {
			return nil
		}
		select {
		case err := <-c.ended:
			text, _ := os.ReadFile(filepath.Join(c.Dir, "log")) // for the message only
			return fmt.Errorf("the server ended: %v: %s", err, text)
		case <-ctx.Done():
			return errors.Join(ctx.Err(), c.Stop())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Stop ends the server at once, as pulling its plug would, and leaves its folder.
func (c *Cluster) Stop() error {
	if c.command == nil {
		return nil
	}
	_ = c.Signal(syscall.SIGCONT) // one that was stopped would not hear
	err := c.command.Process.Signal(syscall.SIGQUIT)
	if err == nil {
		<-c.ended
	}
	c.command = nil
	return err
}

// Signal sends a signal to all processes of the server.
func (c *Cluster) Signal(what syscall.Signal) error {
	pids, err := c.processes()
	if err != nil {
		return err
	}
	for _, pid := range pids {
		_ = syscall.Kill(pid, what) // one that has ended meanwhile is no failure
	}
	return nil
}

// processes lists the server and its children, which have process groups of their own.
func (c *Cluster) processes() ([]int, error) {
	main := c.command.Process.Pid
	output, err := exec.Command("ps", "-o", "pid=", "--ppid", strconv.Itoa(main)).Output()
	if err != nil && len(output) > 0 {
		return nil, err
	}
	pids := []int{main}
	for _, word := range strings.Fields(string(output)) {
		if pid, err := strconv.Atoi(word); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

// Copy copies the data of a stopped server to another folder below Dir, or back.
func (c *Cluster) Copy(from, to string) error {
	if err := os.RemoveAll(filepath.Join(c.Dir, to)); err != nil {
		return err
	}
	output, err := exec.Command("cp", "-a", filepath.Join(c.Dir, from), filepath.Join(c.Dir, to)).CombinedOutput()
	if err != nil {
		return fmt.Errorf("cp: %w: %s", err, output)
	}
	return nil
}

// DSN is the address for a role. The server trusts everybody on its socket.
func (c *Cluster) DSN(role string) string {
	return "host=" + c.Dir + " user=" + role + " dbname=postgres"
}

// SocketName is what the socket is called in its folder.
const SocketName = ".s.PGSQL.5432"

// Socket is the path of the server's socket.
func (c *Cluster) Socket() string { return filepath.Join(c.Dir, SocketName) }

// Close ends the server and removes its folder.
func (c *Cluster) Close() error { return errors.Join(c.Stop(), os.RemoveAll(c.Dir)) }

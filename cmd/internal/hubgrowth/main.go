//go:build linux

// Command hubgrowth measures the first meeting of two laptops through the office's hub when there is much to tell: it puts
// photos into a data folder that anxunctl generate filled, starts a private server, lets anxunctl hub sync hand everything
// over and a second, empty folder take it in, and then does the same with a few changes. Time, processor time and the memory
// of the laptop's program and of the server are read from the system. It fails if memory grows with what is carried.
//
//	anxunctl --data A generate --inspections 20000
//	hubgrowth -anxunctl bin/anxunctl -data A -photos 20000 -second B
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

const office = "桐柏路街道办事处"

// mostGrowth is by how much the most memory may be larger in the end than when a tenth was carried.
const mostGrowth = 1.5

func main() {
	g := growth{}
	flag.StringVar(&g.anxunctl, "anxunctl", "bin/anxunctl", "the program that is measured")
	flag.StringVar(&g.first, "data", "", "a data folder with records")
	flag.StringVar(&g.second, "second", "", "the folder that takes everything in; it is made")
	flag.IntVar(&g.photos, "photos", 20_000, "how many photos there are to be")
	flag.IntVar(&g.changes, "changes", 10, "how many changes a later exchange carries")
	flag.BoolVar(&g.bundle, "bundle", false, "carry a bundle instead of meeting at a hub")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := g.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "hubgrowth:", err)
		os.Exit(1)
	}
}

// growth is one measurement.
type growth struct {
	anxunctl, first, second string
	photos, changes         int
	bundle                  bool
	server                  *cluster.Cluster
	fat                     []string // what grew
}

func (g *growth) run(ctx context.Context) (err error) {
	if g.first == "" || g.second == "" {
		return errors.New("-data and -second are needed")
	}
	began := time.Now()
	records, err := addPhotos(ctx, g.first, g.photos)
	if err != nil {
		return err
	}
	fmt.Printf("%d entries, %d photos of %d KB together; photos added in %.0f s\n\n", records.entries, g.photos, records.bytes>>10, time.Since(began).Seconds())
	if _, err := g.command(ctx, g.second, "init").measure(nil); err != nil {
		return err
	}
	if g.bundle {
		err = g.carry(ctx)
	} else {
		err = g.meet(ctx)
	}
	if err == nil && len(g.fat) > 0 {
		err = fmt.Errorf("memory grows with what is carried: %v", g.fat)
	}
	return err
}

// meet lets both folders exchange through a private server.
func (g *growth) meet(ctx context.Context) (err error) {
	if g.server, err = cluster.Start(ctx, "max_wal_size=2GB"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.server.Close()) }()
	setUp := postgres.SetUp{Office: office, Role: "anxun", Clock: time.Now}
	if _, err := postgres.Init(ctx, postgres.Options{DSN: g.server.DSN("owner")}, setUp); err != nil {
		return err
	}
	sync := []string{"hub", "sync", "--dsn", g.server.DSN("anxun"), "--office", office}
	heading()
	for _, step := range []struct{ name, dir string }{{"first sync, handing over", g.first}, {"first sync, taking in", g.second}} {
		if err := g.measured(ctx, step.name, step.dir, sync...); err != nil {
			return err
		}
	}
	if err := g.more(ctx); err != nil {
		return err
	}
	for _, step := range []struct{ name, dir string }{
		{fmt.Sprintf("%d changes, handing over", g.changes), g.first}, {fmt.Sprintf("%d changes, taking in", g.changes), g.second},
		{"nothing new", g.first}, {"nothing new", g.second}} {
		if err := g.measured(ctx, step.name, step.dir, sync...); err != nil {
			return err
		}
	}
	return nil
}

// carry takes a bundle from one folder to the other.
func (g *growth) carry(ctx context.Context) error {
	file := filepath.Join(filepath.Dir(g.second), "hubgrowth.anxun")
	defer os.Remove(file) // it may not be there
	heading()
	if err := g.measured(ctx, "bundle, writing", g.first, "bundle", "export", "--all", "--out", file); err != nil {
		return err
	}
	code, err := g.fingerprint(ctx)
	if err != nil {
		return err
	}
	if err := g.measured(ctx, "bundle, taking in", g.second, "bundle", "import", file, "--accept", code, "--yes"); err != nil {
		return err
	}
	if err := g.more(ctx); err != nil {
		return err
	}
	if err := os.Remove(file); err != nil {
		return err
	}
	if err := g.measured(ctx, fmt.Sprintf("%d changes, writing", g.changes), g.first, "bundle", "export", "--since", "LAST", "--out", file); err != nil {
		return err
	}
	return g.measured(ctx, fmt.Sprintf("%d changes, taking in", g.changes), g.second, "bundle", "import", file, "--yes")
}

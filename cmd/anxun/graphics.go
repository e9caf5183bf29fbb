package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"os"
	"sync"
)

// noGraphics is what people are told when there is no window to tell them in. It is in both languages because the
// language of the window is not known to whoever reads a terminal.
const noGraphics = `安巡打不开窗口：这台电脑没有可用的图形界面或 OpenGL 2.1 显卡驱动。请更新显卡驱动，或在有桌面的电脑上运行；不用窗口时可使用命令行程序 anxunctl。
Anxun cannot open its window: no display or no OpenGL 2.1 driver. Update the graphics driver or run it on a computer with a desktop; anxunctl does the same work without a window.
`

// graphicsWatch passes on what the toolkit logs and explains its failure to get a window, after which the toolkit ends
// the program by itself, without a way to ask it why.
type graphicsWatch struct {
	next, explain io.Writer
	once          sync.Once
	err           error
	explained     bool
}

// watchGraphics sends the log of the toolkit through a watch.
func watchGraphics() *graphicsWatch {
	watch := &graphicsWatch{next: os.Stderr, explain: os.Stderr}
	log.SetOutput(watch)
	return watch
}

// guard runs show and returns errNoWindow instead of the panic with which the toolkit ends where it gets no window. Any
// other panic is not its business.
func (w *graphicsWatch) guard(show func()) (err error) {
	defer func() {
		if !w.explained {
			return
		}
		if recover() != nil {
			err = errNoWindow
		}
	}()
	show()
	return nil
}

// errNoWindow was explained already.
var errNoWindow = errors.New("no window")

// Write implements io.Writer.
func (w *graphicsWatch) Write(line []byte) (int, error) {
	for _, sign := range [][]byte{[]byte("window creation error"), []byte("failed to initialise GLFW")} {
		if bytes.Contains(line, sign) {
			w.once.Do(func() {
				w.explained = true
				_, w.err = io.WriteString(w.explain, noGraphics)
			})
			return len(line), w.err // the toolkit's own words add nothing for a person
		}
	}
	return w.next.Write(line)
}

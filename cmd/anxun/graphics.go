package main

import (
	"bytes"
	"io"
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
}

// Write implements io.Writer.
func (w *graphicsWatch) Write(line []byte) (int, error) {
	for _, sign := range [][]byte{[]byte("window creation error"), []byte("failed to initialise GLFW")} {
		if bytes.Contains(line, sign) {
			w.once.Do(func() { _, w.err = io.WriteString(w.explain, noGraphics) })
			if w.err != nil {
				return 0, w.err
			}
		}
	}
	return w.next.Write(line)
}

package uikit

import "sync/atomic"

var strokes atomic.Uint64

// Strokes counts every key, tap and move of the pointer over a control since the start. Whoever compares it twice knows
// whether the program was used in between.
func Strokes() uint64 { return strokes.Load() }

func stroke() { strokes.Add(1) }

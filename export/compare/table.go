//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"anxun/export"
	"anxun/inspection"
)

// The table of the comparison has twenty columns: twelve texts, two moments, six
// numbers, all different from row to row.
const (
	textColumns   = 12
	momentColumns = 2
	numberColumns = 6
)

// words are what the texts are put together from.
var words = []string{"安全出口", "堆放轮椅", "通道净宽", "不足", "消防设施", "灭火器", "压力", "正常", "燃气报警", "失效", "已告知", "负责人", "立即", "清理", "复查", "合格", "嵩山路", "社区", "养老服务中心", "一层东侧"}

// writeTable writes a table of made-up rows as export.Table does.
func writeTable(rows int, path string) error {
	list := export.List{Name: "表", Program: "compare", Now: start, Overwrite: true}
	for i := range textColumns + momentColumns + numberColumns {
		list.Headers = append(list.Headers, fmt.Sprintf("第%d列", i+1))
	}
	written, err := export.Table(context.Background(), path, list, makeRows(rows))
	if err == nil && written.Rows != rows {
		err = fmt.Errorf("%d rows written instead of %d", written.Rows, rows)
	}
	return err
}

func makeRows(rows int) func(yield func([]any, error) bool) {
	return func(yield func([]any, error) bool) {
		random := rand.New(rand.NewPCG(1, 2))
		row := make([]any, textColumns+momentColumns+numberColumns)
		for n := range rows {
			for i := range row {
				switch {
				case i == 0:
					row[i] = fmt.Sprintf("Y2026-K7-%06d", n)
				case i < textColumns:
					row[i] = words[random.IntN(len(words))] + words[random.IntN(len(words))] + words[random.IntN(len(words))]
				case i < textColumns+momentColumns:
					row[i] = start.Add(time.Duration(random.IntN(500_000)) * time.Minute).In(inspection.Zone)
				case i%2 == 0:
					row[i] = random.IntN(100_000)
				default:
					row[i] = float64(random.IntN(100_000)) / 100
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

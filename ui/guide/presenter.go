// Package guide is the page 使用指南: the guide for the people who use Anxun, a chapter for each job.
package guide

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"anxun/ui/i18n"
)

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	ShowError(err error)
}

// View shows a State.
type View interface {
	Render(State)
}

// BlockKind says how a block of the guide looks.
type BlockKind int

// The kinds of blocks.
const (
	BlockText     BlockKind = iota // a paragraph
	BlockQuestion                  // a paragraph that is answered by Text; the question is in Mark
	BlockStep                      // a numbered step; its number is in Mark
	BlockPoint                     // a point of a list
)

// Block is one paragraph, step or point.
type Block struct {
	BlockKind BlockKind
	Mark      string
	Text      string
}

// Chapter is a heading and what stands below it.
type Chapter struct {
	Title  string
	Blocks []Block
}

// State is everything the page shows.
type State struct {
	Chapters []Chapter
	Selected int // index in Chapters
}

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host  Host
	texts fs.FS
	view  View
	state State
}

// NewPresenter returns the presenter of view; texts holds guide/LANGUAGE.md.
func NewPresenter(host Host, texts fs.FS, view View) *Presenter {
	return &Presenter{host: host, texts: texts, view: view}
}

// Enter shows the chapter of the number given, from 0; anything else leaves the chapter that was read last.
func (p *Presenter) Enter(arg string) {
	if p.state.Chapters == nil {
		chapters, err := Read(p.texts, p.host.Catalog().Language())
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.state.Chapters = chapters
	}
	if number, err := strconv.Atoi(arg); err == nil {
		p.state.Selected = number
	}
	p.Select(p.state.Selected)
}

// Select shows a chapter; a number beyond the ends shows the first or last.
func (p *Presenter) Select(chapter int) {
	p.state.Selected = max(0, min(chapter, len(p.state.Chapters)-1))
	p.view.Render(p.state)
}

// Move goes some chapters on, or back.
func (p *Presenter) Move(by int) { p.Select(p.state.Selected + by) }

// Read reads the guide of a language. What stands before the first chapter heading becomes a chapter named by the title
// of the guide. Pictures are left out: they are for the guide as it is printed.
func Read(texts fs.FS, language string) ([]Chapter, error) {
	name := "guide/" + language + ".md"
	source, err := fs.ReadFile(texts, name)
	if err != nil {
		return nil, fmt.Errorf("read the guide: %w", err)
	}
	var chapters []Chapter
	document := goldmark.DefaultParser().Parse(text.NewReader(source))
	for node := document.FirstChild(); node != nil; node = node.NextSibling() {
		if heading, ok := node.(*ast.Heading); ok {
			chapters = append(chapters, Chapter{Title: words(heading, source)})
			continue
		}
		if len(chapters) == 0 {
			return nil, fmt.Errorf("read the guide: %s begins without a heading", name)
		}
		last := &chapters[len(chapters)-1]
		last.Blocks = append(last.Blocks, blocks(node, source)...)
	}
	return chapters, nil
}

func blocks(node ast.Node, source []byte) []Block {
	list, ok := node.(*ast.List)
	if !ok {
		return slices.DeleteFunc([]Block{paragraph(node, source)}, func(b Block) bool { return b.Text == "" })
	}
	var all []Block
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		block := Block{BlockKind: BlockPoint, Text: words(item, source)}
		if list.IsOrdered() {
			block.BlockKind, block.Mark = BlockStep, strconv.Itoa(number)
			number++
		}
		all = append(all, block)
	}
	return all
}

// paragraph reads a paragraph. One that begins with strong words is a question and its answer.
func paragraph(node ast.Node, source []byte) Block {
	first, ok := node.FirstChild().(*ast.Emphasis)
	if !ok {
		return Block{Text: words(node, source)}
	}
	question := words(first, source)
	answer := strings.TrimSpace(strings.TrimPrefix(words(node, source), question))
	return Block{BlockKind: BlockQuestion, Mark: question, Text: answer}
}

// words returns the text below a node without its marks. Line breaks of the source join: Chinese has no spaces there.
func words(node ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if _, picture := n.(*ast.Image); picture {
			return ast.WalkSkipChildren, nil
		}
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

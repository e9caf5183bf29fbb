package uikit

import (
	"strings"
	"unicode"
)

const ellipsis = "…"

// Characters that must not begin a line (行首禁则) and that must not end one (行尾禁则), after GB/T 15834 and common
// typesetting practice.
const (
	notFirst = "，。、；：？！）》〉」』】〕｝”’…—·％%‰℃°,.;:?!)]}>/"
	notLast  = "（《〈「『【〔｛“‘￥$([{<"
)

// Wrap breaks text into lines not wider than width. Chinese breaks between any two characters except before closing
// and after opening punctuation; Latin words and numbers stay whole unless one alone is wider than the line. With
// maxLines > 0 what is too long ends in an ellipsis. width(s) measures a string.
func Wrap(text string, limit float32, maxLines int, width func(string) float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, wrapParagraph(paragraph, limit, width)...)
		if maxLines > 0 && len(lines) > maxLines {
			break
		}
	}
	if maxLines > 0 && len(lines) > maxLines {
		lines = lines[:maxLines]
		lines[maxLines-1] = shorten(lines[maxLines-1], limit, width)
	}
	return lines
}

// Ellipsize returns text, cut and ended by an ellipsis where it is wider than limit.
func Ellipsize(text string, limit float32, width func(string) float32) string {
	if width(text) <= limit {
		return text
	}
	return shorten(text, limit, width)
}

// shorten always adds the ellipsis and removes characters until the result fits.
func shorten(text string, limit float32, width func(string) float32) string {
	runes := []rune(strings.TrimRight(text, " "))
	low, high := 0, len(runes)
	for low < high { // the longest prefix that fits; widths grow with length
		middle := (low + high + 1) / 2
		if width(string(runes[:middle])+ellipsis) <= limit {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ，、；：") + ellipsis
}

func wrapParagraph(text string, limit float32, width func(string) float32) []string {
	if text == "" || limit <= 0 || width(text) <= limit {
		return []string{text}
	}
	var lines []string
	// Widths add up, so each part is measured once: measuring the line anew for each of its characters took most of the
	// time of a key.
	begin, end, used := 0, 0, float32(0)
	for _, part := range unbreakable(text) {
		if begin < end && used+width(strings.TrimRight(part, " ")) > limit {
			lines = append(lines, strings.TrimRight(text[begin:end], " "))
			begin, used = end+len(part)-len(strings.TrimLeft(part, " ")), 0
		}
		end += len(part)
		used += width(text[max(begin, end-len(part)):end])
	}
	lines = append(lines, strings.TrimRight(text[begin:end], " "))
	return splitWide(lines, limit, width)
}

// splitWide cuts lines that hold one part wider than the limit, such as a long path or serial number.
func splitWide(lines []string, limit float32, width func(string) float32) []string {
	var out []string
	for _, l := range lines {
		runes := []rune(l)
		for len(runes) > 1 && width(string(runes)) > limit {
			n := 1
			for n < len(runes) && width(string(runes[:n+1])) <= limit {
				n++
			}
			out = append(out, string(runes[:n]))
			runes = runes[n:]
		}
		out = append(out, string(runes))
	}
	return out
}

// unbreakable splits text into parts between which a line may end. Spaces belong to the part before them.
func unbreakable(text string) []string {
	var parts []string
	runes := []rune(text)
	start := 0
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes[i-1], runes[i]) {
			parts = append(parts, string(runes[start:i]))
			start = i
		}
	}
	return append(parts, string(runes[start:]))
}

func mayBreak(before, after rune) bool {
	switch {
	case unicode.IsSpace(after), strings.ContainsRune(notFirst, after), strings.ContainsRune(notLast, before):
		return false
	case unicode.IsSpace(before):
		return true
	default:
		return wide(before) || wide(after)
	}
}

// wide reports whether r is a character of Chinese text, which needs no space beside it.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 || r >= 0x2010 && r <= 0x2027
}

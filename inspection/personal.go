package inspection

import (
	"regexp"
	"strings"
)

// What is left of a number that was masked: the four digits before the last four are hidden, as 138****5678 and
// 0371-****1234, so that those who know it recognize it.
const (
	maskedDigits = 4
	shownDigits  = 4
	leastDigits  = 7 // of a telephone number
)

// MaskPhone hides the middle of every telephone number in the text of a field for numbers. A text with fewer than seven
// digits is none and stays.
func MaskPhone(text string) string {
	return phoneRun.ReplaceAllStringFunc(text, maskDigits)
}

var phoneRun = regexp.MustCompile(`[0-9](?:[ \-()（）—]?[0-9]){6,}`)

// MaskPersonal hides the middle of mobile numbers, of fixed ones with their area code, and of citizens' identity numbers
// (GB 11643) wherever they stand in a text. Other digits, such as the numbers of inspections and days, stay.
func MaskPersonal(text string) string {
	if !hasLongRun(text) {
		return text
	}
	var masked strings.Builder
	done := 0
	for _, at := range personal.FindAllStringIndex(text, -1) {
		masked.WriteString(text[done:at[0]])
		if number := text[at[0]:at[1]]; at[0] > 0 && wordByte(text[at[0]-1]) || at[1] < len(text) && wordByte(text[at[1]]) {
			masked.WriteString(number) // within a longer one: a code
		} else {
			masked.WriteString(maskDigits(number))
		}
		done = at[1]
	}
	masked.WriteString(text[done:])
	return masked.String()
}

var personal = regexp.MustCompile(`[1-9][0-9]{16}[0-9Xx]|1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}|0[1-9][0-9]{1,2}-[0-9]{7,8}`)

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// hasLongRun reports whether there are seven digits in the text with nothing but blanks and hyphens between them, which is
// rare and quickly found out.
func hasLongRun(text string) bool {
	run := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			if run++; run == leastDigits {
				return true
			}
		case c != ' ' && c != '-':
			run = 0
		}
	}
	return false
}

// maskDigits hides up to four digits before the last four; of an identity number, the day of birth as well.
func maskDigits(number string) string {
	masked, seen, hide := []byte(number), 0, maskedDigits
	digits := 0
	for _, c := range masked {
		if isDigit(c) {
			digits++
		}
	}
	if digits >= 17 {
		hide = 8
	}
	for i := len(masked) - 1; i >= 0; i-- {
		if !isDigit(masked[i]) {
			continue
		}
		if seen++; seen > shownDigits && seen <= shownDigits+hide {
			masked[i] = '*'
		}
	}
	return string(masked)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' || c == 'X' || c == 'x' }

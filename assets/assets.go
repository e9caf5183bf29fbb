// Package assets holds the files that are built into the programs: fonts, icons, translations and the inspection
// content. It contains data only and imports nothing of the product, so every other package may use it.
package assets

import "embed"

// FontRegular is Noto Sans SC Regular with every character of the original. See fonts/README.md for how it was made.
//
//go:embed fonts/NotoSansSC-Regular.otf
var FontRegular []byte

// FontBold is Noto Sans SC Bold cut to the characters of 通用规范汉字表 and GB 2312. Text with other characters is
// to be drawn with FontRegular.
//
//go:embed fonts/NotoSansSC-Bold.otf
var FontBold []byte

// Icons holds icons/NAME.svg, drawn in black on a 24×24 grid so that they can be recoloured, and icons/app.png.
//
//go:embed icons/*.svg icons/app.png
var Icons embed.FS

// Translations holds translations/LANGUAGE/AREA.json, one flat object of dotted keys to messages in each file.
//
//go:embed translations
var Translations embed.FS

// Guide holds guide/LANGUAGE.md: the guide for people, as the window shows it. docs/guide.zh.md is the Chinese one with
// its pictures.
//
//go:embed guide/*.md
var Guide embed.FS

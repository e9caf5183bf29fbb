// Package i18n holds every word that the window shows. Messages live in assets/translations/LANGUAGE/AREA.json as
// flat objects of dotted keys; Go code under ui names keys only, so a translator never needs to read Go.
package i18n

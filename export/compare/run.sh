#!/bin/sh
# Measures package export against other writers of the same cells: a report of 100,000
# answered items, and a table of 100,000 rows and 20 columns. Needs a C compiler and
# libxlsxwriter-dev; Python's xlsxwriter and, for exceljs, node and npm are measured
# where they are.
#   sh export/compare/run.sh [ROWS [ROUNDS]]
set -eu
cd "$(dirname "$0")"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cc -O2 -o "$build/compare_c" c/compare.c -lxlsxwriter
CGO_ENABLED=0 go build -o "$build/compare" .
cp others/* "$build"
if command -v npm >/dev/null; then
	npm install --silent --no-audit --no-fund --prefix "$build" exceljs@4.4.0 >/dev/null
else
	echo "no npm: exceljs is not measured" >&2
	rm "$build/compare.cjs"
fi
/usr/bin/python3 -c 'import xlsxwriter' 2>/dev/null || { echo "no Python xlsxwriter: not measured" >&2; rm "$build/compare.py"; }
for mode in write table; do
	"$build/compare" bench $mode "${1:-100000}" "${2:-5}" "$build/compare_c" "$build"
done

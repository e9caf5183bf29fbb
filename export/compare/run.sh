#!/bin/sh
# Measures the report of 100,000 answered items against libxlsxwriter writing the same
# cells. Needs a C compiler and libxlsxwriter-dev.
#   sh export/compare/run.sh [ITEMS [ROUNDS]]
set -eu
cd "$(dirname "$0")"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cc -O2 -o "$build/compare_c" c/compare.c -lxlsxwriter
CGO_ENABLED=0 go build -o "$build/compare" .
"$build/compare" bench "${1:-100000}" "${2:-5}" "$build/compare_c"

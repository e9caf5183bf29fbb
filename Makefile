# Anxun 安巡. `make run` and `make test` do all set-up on a fresh Debian or Ubuntu with Go.
SHELL := /bin/bash
VERSION := 0.1.0
# nodynamic builds the HEIC decoder in, see docs/heic.md.
TAGS := migrated_fynedo,nodynamic
LDFLAGS := -s -w -X anxun/cmd/internal/setup.Version=$(VERSION)
UNAME := $(shell uname -s)
ifeq ($(UNAME),Linux)
WINDOW_TAGS := $(TAGS),x11
else
WINDOW_TAGS := $(TAGS)
endif
# All packages but the two programs that need a display and cgo.
PACKAGES = $(shell CGO_ENABLED=0 go list -e -tags $(TAGS) ./... 2>/dev/null | grep -v -e "^anxun/cmd/anxun$$" -e "^anxun/cmd/internal/barewindow$$")

.PHONY: help run build anxunctl test test-unit test-office test-window test-wine test-package lint package windows screens bench bench-xlsx bench-photos torture tamper exchange-trial fuzz hostile clean hub-trial bench-hub setup-build setup-test setup-hub setup-windows setup-wine setup-package

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## build and open the program; without a display, run the demonstration
ifeq ($(UNAME)$(DISPLAY)$(WAYLAND_DISPLAY),Linux)
	@echo "没有图形界面：运行演示。 No display: running the demonstration."
	$(MAKE) --no-print-directory anxunctl
	rm -rf anxun-demo
	bin/anxunctl demo --out anxun-demo
else
	$(MAKE) --no-print-directory build
	bin/anxun
endif

build: setup-build anxunctl ## build bin/anxun and bin/anxunctl
	CGO_ENABLED=1 go build -trimpath -tags $(WINDOW_TAGS) -ldflags "$(LDFLAGS)" -o bin/anxun ./cmd/anxun

anxunctl: ## build bin/anxunctl, which needs no display
	CGO_ENABLED=0 go build -trimpath -tags $(TAGS) -ldflags "$(LDFLAGS)" -o bin/anxunctl ./cmd/anxunctl

test: setup-test test-unit test-office test-window ## run all tests: headless, with LibreOffice, in a real window

test-unit: ## run the tests that need nothing but Go
	ANXUN_MOUNTS=$$(.ci/mounts) CGO_ENABLED=0 go test -tags "$(TAGS),test" $(PACKAGES)

test-office: ## run the tests that open the reports with LibreOffice and openpyxl
	.ci/office-tests "$(TAGS),test,office"

test-window: build ## run the tests in a real window under Xvfb
	.ci/window-tests "$(WINDOW_TAGS),realwindow"

lint: ## gofmt, vet, staticcheck; govulncheck where its database can be reached
	.ci/lint

test-wine: setup-test setup-wine anxunctl windows ## run the program for Windows under Wine: an inspection and its report by keys
	.ci/window-tests "$(WINDOW_TAGS),realwindow,wine" -run TestWindowsProgram

test-package: setup-test setup-package package ## check both packages, install the .deb in a root of its own, start it from its desktop entry
	VERSION=$(VERSION) .ci/test-package

package: setup-package build windows ## make dist/*.zip for Windows and dist/*.deb, see docs/packages.md
	VERSION=$(VERSION) .ci/package zip "$(TAGS)"
	VERSION=$(VERSION) .ci/package deb "$(WINDOW_TAGS)"

windows: setup-windows ## build dist/anxun.exe and dist/anxunctl.exe
	VERSION=$(VERSION) .ci/windows "$(TAGS)" "$(LDFLAGS)"

screens: setup-test build ## take the pictures in docs/screens
	.ci/screens "$(WINDOW_TAGS)" "$(TAGS)"

bench: setup-test build ## print start-up against a bare window, and saving against a bare commit
	.ci/bench

bench-xlsx: ## compare the report writer with five other writers of the same cells
	.ci/setup bench
	export/compare/run.sh

bench-photos: ## print time, memory and size of reports with 500 to 10,000 photos
	CGO_ENABLED=0 go run ./export/compare/photos

ROUNDS ?= 100
torture: setup-test build ## kill store, commands and window at random moments, cut the power; in full: make torture ROUNDS=10000
	@set -o pipefail; CGO_ENABLED=0 go test -count=1 -timeout 0 -tags "$(TAGS),test" -run 'TestKill$$|TestKillWhileReceiving|TestPowerLoss|TestFailedSync' -v ./inspection/sqlite \
		-kill.rounds $(ROUNDS) -kill.receives $$(( ($(ROUNDS) + 9) / 10 )) -power.every 1 -power.states 6 -power.answers 20 -power.fails 40 | grep -vE '^=== |^ok'
	@set -o pipefail; CGO_ENABLED=0 go test -count=1 -timeout 0 -tags "$(TAGS),test" -run TestPowerLoss -v ./inspection/evidence | grep -vE '^=== |^ok'
	@set -o pipefail; CGO_ENABLED=0 go test -count=1 -timeout 0 -tags "$(TAGS),test" -run TestKilledCommands -v ./cmd/anxunctl -kill.rounds $$(( ($(ROUNDS) + 19) / 20 )) | grep -vE '^=== |^ok'
	@set -o pipefail; go test -count=1 -timeout 0 -tags "$(WINDOW_TAGS),realwindow" -run TestKilledWindow -v ./cmd/realwindow/... -kill.rounds $$(( ($(ROUNDS) + 99) / 100 )) | grep -vE '^=== |^ok'

MUTATIONS ?= 10000
CLEAN ?= 1000
tamper: ## forge and damage data folders at random; all must be named, clean folders must give no alarm
	@set -o pipefail; CGO_ENABLED=0 go test -count=1 -timeout 0 -tags "$(TAGS),test" -run TestTampering -v ./inspection/sqlite \
		-tamper.mutations $(MUTATIONS) -tamper.clean $(CLEAN) | grep -vE '^=== |^ok'

HISTORIES ?= 1000
exchange-trial: setup-test ## random histories over five laptops, bundles in any order, twice, lost, cut; in full: make exchange-trial HISTORIES=10000
	@set -o pipefail; ANXUN_HISTORIES=$(HISTORIES) CGO_ENABLED=0 go test -count=1 -timeout 0 -tags "$(TAGS),test" -run AnyOrderOfBundles -v ./inspection \
		| grep -vE '^=== |^ok'

T ?= 60s
fuzz: ## feed every reader of foreign files made-up input, each for T: make fuzz T=60s [ONLY=passphrase]
	@.ci/fuzz $(T) "$(TAGS)" "$(ONLY)"

hostile: ## read bombs, lies and files cut short; print what each is answered and the memory it took, at most 64 MB
	@set -o pipefail; CGO_ENABLED=0 go test -count=1 -p 1 -tags "$(TAGS),test" -run 'TestHostileFiles$$' -v ./inspection ./inspection/evidence ./inspection/spreadsheet ./inspection/exchange ./export/form ./cmd/anxunctl ./cmd/internal/backup \
		| grep -vE '^=== |^ok|^PASS' | sed -E 's/^ *[a-z_]+_test.go:[0-9]+: //'

SYNCS ?= 30
hub-trial: setup-hub ## three laptops share a private PostgreSQL server while everything goes wrong; in full: make hub-trial SYNCS=500
	CGO_ENABLED=0 go test -count=1 -tags "$(TAGS),test,hub" ./inspection/hub/...
	CGO_ENABLED=0 go build -tags $(TAGS) -o bin/hub-trial ./cmd/internal/hubtrial
	bin/hub-trial -syncs $(SYNCS)

bench-hub: setup-hub ## push and pull of 100,000 changes against a bare COPY and SELECT of the same bytes
	CGO_ENABLED=0 go run -tags $(TAGS) ./inspection/hub/postgres/compare

setup-hub:
	@.ci/setup hub

setup-build:
	@.ci/setup build

setup-test:
	@.ci/setup build test hub

setup-windows:
	@.ci/setup windows

setup-wine:
	@.ci/setup wine

setup-package:
	@.ci/setup package

clean: ## remove what was built
	rm -rf bin dist anxun-demo cmd/anxun/*.syso cmd/anxunctl/*.syso

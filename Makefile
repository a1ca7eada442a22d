# Two commands do everything on a fresh Debian machine with Swift: `make portal` and `make test`. `make help` lists the
# others: the line after `##` of each target is its description.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help portal reference test test-full test-languages fuzz suites toolchain setup dependencies build checkers verify serve mutations \
  differential kills kills-sample edits markup release dist dist-test bench format lint clean

# region: packages
# System packages and what each is for.
#   libcmark-gfm-dev, libcmark-gfm-extensions-dev: the Markdown parser
#   libssl-dev: libcrypto, for SHA-256 and HMAC
#   pkg-config: how SwiftPM finds the two
#   python3, curl, jq: the Python, cURL and shell examples on the pages
PACKAGES := libcmark-gfm-dev libcmark-gfm-extensions-dev libssl-dev pkg-config \
  python3 curl jq
# endregion

# What the checkers (site/checkers) and the pages of this portal need on top.
#   prometheus: promtool, for PromQL and rules, and the server of a walkthrough
#   prometheus-alertmanager: the alerts of that walkthrough; amtool, for the routes of alerts
#   postgresql: a throw-away database for SQL
#   shellcheck: for shell
#   python3-venv: a folder for the schemas of Kubernetes, from PyPI
CHECKER_PACKAGES := prometheus prometheus-alertmanager postgresql shellcheck python3-venv

# What `make test` needs on top, for what is on no page (Tests/Field/run).
#   groff-base: groff, which reads man pages
#   libxml2-utils: xmllint, for the schema of JUnit's reports
FIELD_PACKAGES := groff-base libxml2-utils

# What `make kills` needs on top.
#   strace: the moments at which a program writes
KILLS_PACKAGES := strace

# The toolchains of `make test-languages`.
LANGUAGE_PACKAGES := nodejs node-typescript gcc g++ golang-go rustc default-jdk-headless ruby php-cli sqlite3

# What `make dist` needs on top.
#   binutils: strip
#   dpkg-dev: the packages that a program's libraries are in
DIST_PACKAGES := binutils dpkg-dev

# Tests of sockets wait for threads that tests of whole corpora hold: as many at a time as there are processors, and no
# test waits longer than a client would.
WIDTH := --experimental-maximum-parallelization-width $(shell nproc)
# As many compiler processes for each module as there are processors, instead of one for every 25 files: each of them parses
# the whole module and its imports again. A single one takes less processor time, but then the modules that wait for each
# other leave a processor idle. An edit still compiles only the files that it concerns.
BATCHES := -Xswiftc -driver-batch-count -Xswiftc $(shell nproc)
FLOWDOCS := .build/debug/flowdocs
TRAINING_MOCK := .build/debug/training-mock
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

portal verify test: PACKAGES += $(CHECKER_PACKAGES)

portal: verify ## build, verify every example, render to _site/
	$(FLOWDOCS) build --out _site

# The log of a thousand tests ends with those that failed.
test: PACKAGES += $(FIELD_PACKAGES)
test: setup ## all tests; at most 12 minutes on two cores
	@mkdir -p .build
	swift test $(BATCHES) $(WIDTH) 2>&1 | tee .build/tests.log || { grep -E '^✘|error:' .build/tests.log >&2; exit 1; }
	FLOWDOCS=$(abspath $(FLOWDOCS)) Tests/Field/run
	FLOWDOCS=$(abspath $(FLOWDOCS)) Tests/Differential/run --sample

test-full: PACKAGES += $(KILLS_PACKAGES)
test-full: test markup mutations differential kills-sample edits ## all tests and what takes longer: HTML and accessibility, mutations, Swift blocks in many orders, kills, edits

# The checkers are packages of PyPI. Without Chromium or Java it is skipped, and says so.
markup: build ## judge the HTML and the accessibility of every page with the Nu HTML Checker and axe
	FLOWDOCS=$(abspath $(FLOWDOCS)) Tests/Field/run markup

test-languages: PACKAGES += $(LANGUAGE_PACKAGES)
test-languages: setup ## run the tests of all languages; `make test` has those whose toolchains are installed
	FLOWDOCS_ALL_LANGUAGES=1 swift test $(BATCHES) $(WIDTH) --filter '^(LanguagesTests|VerificationTests\.HonestVerdictTests)'

# `make test` makes forty of them.
edits: setup ## edit a portal a thousand times, and compare each build with one from scratch
	FLOWDOCS_EDITS=1000 swift test $(BATCHES) --filter RandomEditTests

# A minute for each parser; FUZZ_SECONDS=1800 is what a change of one deserves.
fuzz: setup ## give parsers the inputs that libFuzzer finds
	Tests/Fuzz/run $${FUZZ_SECONDS:-60}

# Tests of suites that are not there are skipped and say so.
suites: ## fetch the public conformance suites that tests run when they are there
	Tests/suites

build: setup dependencies ## compile flowdocs and training-mock (debug)
	swift build $(BATCHES) --product flowdocs
	swift build $(BATCHES) --product training-mock

toolchain:
	@command -v swift >/dev/null || { echo "make: swift is missing; install Swift 6.3 or newer and put it on PATH" >&2; exit 2; }

# Installs only what dpkg does not know yet, so that a machine that has everything needs no network. RUNLEVEL=1 keeps
# the packages from starting their servers.
setup: toolchain ## install the system packages that are missing
	@missing=$$(for package in $(PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	    echo "installing" $$missing; \
	    $(SUDO) apt-get update -qq && \
	    $(SUDO) env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	fi

dependencies: toolchain
	@swift package resolve

checkers: setup
	@site/checkers/python -c ''

# What waits for the network runs beside what needs the processors: the Swift packages are fetched while those of the
# system are installed, and the Python packages of the checkers while Swift compiles.
verify: ## run every example of the portal
	@$(MAKE) --no-print-directory -j2 PACKAGES='$(PACKAGES)' build checkers
	$(TRAINING_MOCK) conformance
	$(FLOWDOCS) verify

# A test compares the file with what the program prints.
reference: build ## rewrite the data that the manual's pages show of the program
	$(FLOWDOCS) reference --json > .build/reference.json
	mv .build/reference.json content/flowdocs/reference.json

serve: build ## serve the portal on loopback and rebuild on change
	$(FLOWDOCS) serve

# An optimised binary, for installing and for the benchmarks. It holds Swift's libraries, so that it runs where Swift is
# another version, in another folder, or not there.
release: setup ## compile flowdocs and training-mock with optimisation, with Swift inside
	swift build -c release --product flowdocs --static-swift-stdlib
	swift build -c release --product training-mock --static-swift-stdlib

dist: PACKAGES += $(DIST_PACKAGES)
dist: release ## write an archive and a Debian package of the release to dist/
	Packaging/pack .build/release

# Takes some minutes, and asks a mirror of Debian.
dist-test: PACKAGES += debootstrap
dist-test: setup ## try what is in dist/ on a fresh Debian without Swift
	$(SUDO) Packaging/try

# Changes one thing at a time in the contract, the mock, the clients and the pages; each must be found.
mutations: setup ## change one thing at a time; each change must be found
	Tests/Mutations/run

differential: build ## compare Swift blocks on shuffled pages with `swiftc` on each alone
	FLOWDOCS=$(abspath $(FLOWDOCS)) Tests/Differential/run

# A kill takes half a second to three: 300 of each command, or a few.
kills kills-sample: PACKAGES += $(KILLS_PACKAGES)
kills: build ## kill build, verify and serve 300 times each while they write
	FLOWDOCS=$(abspath $(FLOWDOCS)) Tests/Kills/run

kills-sample: build
	FLOWDOCS=$(abspath $(FLOWDOCS)) Tests/Kills/run --rounds 15

bench: release ## measure; nothing here passes or fails
	Benchmarks/run

format: ## rewrite the code to the project's format
	swift format --in-place --recursive --parallel Package.swift Sources Tests examples Benchmarks

lint: ## fail on code that is not in the format
	swift format lint --strict --recursive --parallel Package.swift Sources Tests examples Benchmarks

clean: ## remove what was built
	rm -rf .build .flowdocs _site dist

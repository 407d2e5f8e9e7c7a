# The two commands are `make demo` and `make test`; everything else is made of the same steps.
PYTHON ?= python3
PORT ?= 8000
FRESH ?=
BIN := .venv/bin

.PHONY: help setup setup-dev demo test test-postgres mutants check format lock browser clean

help: ## Say what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

setup: .venv/.app ## Prepare .venv with what the program needs to run

setup-dev: .venv/.dev ## Prepare .venv with what tests and checks need as well

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ninestep needs Python 3.11 or newer. Name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.app: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

demo: setup ## Build the demo county and serve it on 127.0.0.1 (PORT=8010, FRESH=1)
	$(BIN)/ninestep demo --port $(PORT) $(if $(FRESH),--fresh)

test: setup-dev browser ## Run the tests, the browser's too, on SQLite
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

# Figures know no database, so that their tests need no second run.
test-postgres: setup-dev ## Run the same tests, but the browser's and the figures', on PostgreSQL
	NINESTEP_TEST_DATABASE=postgres $(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not browser" --ignore tests/statistics

# Takes an hour or two. What survives is either a gap in the tests or the same program in other words.
mutants: setup-dev ## Change the figures in thousands of places and count the changes that no test notices
	$(BIN)/mutmut run; $(BIN)/mutmut results

# The tests open Debian's Chromium. Without it and without the right to install it they say what they left out.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes chromium >/dev/null; } || true

check: setup-dev ## Format, lint, types, import directions, templates, locks, budgets
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --lint --quiet
	$(BIN)/python -m pytest --quiet tests/house

format: setup-dev ## Put every file into the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint templates --reformat --quiet

# Only a maintainer needs this one; it wants `uv` on the path.
lock: ## Renew both lock files from pyproject.toml
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --extra postgres --group build -o requirements.lock --quiet
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --group dev --constraint requirements.lock -o requirements-dev.lock --quiet
	! grep -n '://' requirements.lock requirements-dev.lock

clean: ## Take away .venv and caches; data under var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis

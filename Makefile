# Variables on the command line pass through to the desk: make run PORT=9000 DATA_DIR=/srv/desk
PYTHON ?= python3.11
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --root-user-action=ignore --no-cache-dir --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 pyproject.toml

.PHONY: setup run test lint screenshots bench clients lock

setup: .venv/.runtime

run: setup
	@exec $(BIN)/python manage.py up --demo

test: lint
	$(BIN)/python -m pytest -n 2

# makemigrations compares the models with the files alone: no server needs to run, and it need not say so
lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -W "ignore:Got an error checking:RuntimeWarning" manage.py makemigrations --check --dry-run

screenshots: .venv/.dev
	$(BIN)/python -m pytest tests/browser/screenshots.py

bench: .venv/.dev
	@for file in benchmarks/bench_*.py; do \
		[ -e "$$file" ] || continue; \
		echo "== $$file"; \
		PYTHONPATH=. $(BIN)/python "$$file" || exit 1; \
	done

# clients that others wrote, against a desk of their own; RECORD=1 writes down anew what they ask, for the tests to replay
clients: .venv/.dev clients/python/.venv/.made clients/node/node_modules/.made
	PYTHONPATH=. $(BIN)/python -m clients.check $(if $(RECORD),--record)

# with a desk of its own, which it starts and throws away: make fuzz EXAMPLES=20 SEED=7
fuzz: .venv/.dev
	$(BIN)/python -m tests.fuzz $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED))

lock: .venv/.dev
	$(LOCK) -o requirements.txt
	$(LOCK) --group dev -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 clients/python/requirements.in -o clients/python/requirements.txt

.venv/.runtime: requirements.txt
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is missing: install it (Debian: apt-get install python3.11 python3.11-venv) or name one with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "$(PYTHON) is not Python 3.11: name one that is with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: install its venv module (Debian: apt-get install python3.11-venv)." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv
	@echo "Installing the libraries into .venv (this takes a minute) …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	@echo "Installing the tools for tests into .venv …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

clients/python/.venv/.made: clients/python/requirements.txt
	@$(PYTHON) -m venv clients/python/.venv
	@clients/python/.venv/bin/python -m pip install -qq --disable-pip-version-check --root-user-action=ignore --require-hashes -r $<
	@touch $@

clients/node/node_modules/.made: clients/node/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer" >&2; exit 1; }
	@cd clients/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

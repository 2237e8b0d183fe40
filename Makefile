# `make run` and `make test` set up everything they need on a machine with Python 3.11+ and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LISTS ?=
OUT ?= out

.PHONY: run test check fuzz docs bench fix lock clean test-lowest

# The main job: read lists, build, and report. Official lists from a folder: make run LISTS=folder
# Exit 3 says that the report is there and incomplete (a list could not be had); the report says which.
run: $(VENV)/.core
	$(BIN)/interlock run $(if $(LISTS),--lists $(LISTS)) --out $(OUT) || test $$? -eq 3

test: $(VENV)/.dev
	$(BIN)/pytest $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# N mutated inputs for every parser (or for those named in ARGS).
N ?= 100000
fuzz: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m fuzz $(N) $(ARGS)

# The pages that are made from the code's own data; with LISTS=folder, the report on the lists too; with
# INTERLOCK_HOME=folder of a home built from the real lists, the pages on the regime on two days.
docs: $(VENV)/.core
	$(BIN)/interlock sources --format markdown > docs/sources.md
	$(if $(LISTS),$(BIN)/interlock sources --lists $(LISTS) > docs/reports/lists.md)
	$(if $(INTERLOCK_HOME),$(BIN)/interlock gaps --as-of 2022-12-13 \
		--page docs/reports/dprk-2022-12-13.md --checked docs/reports/dprk-2022-12-13.toml)
	$(if $(INTERLOCK_HOME),$(BIN)/interlock gaps --as-of 2026-03-10 \
		--page docs/reports/dprk-2026-03.md --checked docs/reports/dprk-2026-03.toml)

bench: $(VENV)/.dev
	$(BIN)/python -m bench $(ARGS)

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The lock files name versions and hashes and no address.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group dev -o requirements-dev.lock

# The lower bounds of pyproject.toml, tested as they are written.
test-lowest:
	rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install -q uv
	.venv-lowest/bin/uv pip install -q --python .venv-lowest/bin/python --resolution lowest-direct \
		-e . --group test
	.venv-lowest/bin/pytest $(ARGS)

$(VENV)/.core: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.core
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .venv-lowest out .pytest_cache .mypy_cache .ruff_cache .hypothesis

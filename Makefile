# Every target stands beside its plain command, so that nothing here is needed but Python, pip and a package index.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
DEV_INSTALLED := .venv/.installed-dev
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.PHONY: run red test lint time examples lock clean

run: $(INSTALLED)  ## stageflow-stress run CORE-008
	$(BIN)/stageflow-stress run CORE-008

red: $(INSTALLED)  ## stageflow-stress run CORE-008 --plant shared-metadata
	$(BIN)/stageflow-stress run CORE-008 --plant shared-metadata

test: $(DEV_INSTALLED)  ## pytest
	$(BIN)/python -m pytest

lint: $(DEV_INSTALLED)  ## ruff check . && ruff format --check . && mypy && lint-imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

time: $(INSTALLED)  ## python .ci/time_run.py
	$(BIN)/python .ci/time_run.py

examples: $(INSTALLED)  ## stageflow-stress run CORE-008 [--plant shared-metadata] --out results/examples/NAME
	rm -rf results/examples/bundled results/examples/shared-metadata
	$(BIN)/stageflow-stress run CORE-008 --quiet --out results/examples/bundled
	$(BIN)/stageflow-stress run CORE-008 --quiet --out results/examples/shared-metadata --plant shared-metadata || test $$? -eq 1

lock:  ## uv pip compile --universal --generate-hashes, once for users and once for developers
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements.lock -o requirements-dev.lock

clean:  ## rm -rf .venv and the caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamp files make a second call free: nothing is installed again until the lock or the project table changes.
$(INSTALLED): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_INSTALLED): requirements-dev.lock $(INSTALLED)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

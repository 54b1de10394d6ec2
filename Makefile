# Every target is one line that calls a tool; what happens is in flows/.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
GOLD ?= ../shared/gold
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check audit faults faults-kills faults-rest proofs bench bench-growth bench-run bench-rest docs gazetteer train lock clean

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: .venv/run.done ## make the environment from the hashed lock
	@command -v chromium >/dev/null || apt-get install -y --no-install-recommends chromium >/dev/null 2>&1 || echo "no chromium and no right to install it: the briefing's browser tests will be skipped"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Python 3.11 is needed: make setup PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "no venv module: apt-get install python3-venv, then make setup again"; rm -rf .venv; exit 2; }

.venv/uv.done: requirements-uv.lock | .venv/bin/python
	@echo "making the environment in .venv: 1.8 GB, a minute or two"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock && touch $@

.venv/run.done: requirements.lock pyproject.toml .venv/uv.done
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock && VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e . && touch $@

.venv/dev.done: requirements-dev.lock .venv/run.done
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --require-hashes -r requirements-dev.lock && touch $@

run: .venv/run.done ## run the pipeline once: seeds, feeds, tables, marts
	@$(BIN)/dateline run

demo: .venv/run.done ## read ten invented days into build/demo
	@$(BIN)/python -m tests.demo

test: .venv/dev.done ## run the tests on two cores, those that share what they start on one
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

check: .venv/dev.done ## lint, types, import contracts, SQL style, lock
	@$(BIN)/python -m tests.check

audit: .venv/dev.done ## ask of known weaknesses of the locked packages (needs the network)
	@$(BIN)/python -m tests.supply --audit

faults: .venv/dev.done ## kill runs, fail writes: kills at any moment on one core, the rest on another
	@$(MAKE) --no-print-directory -j2 faults-kills faults-rest

faults-kills: .venv/dev.done
	@$(BIN)/python -m pytest -m faults tests/faults/test_kills.py -k any_moment

faults-rest: .venv/dev.done
	@$(BIN)/python -m pytest -m faults tests/faults -k "not any_moment"

proofs: .venv/dev.done ## run the other long proofs: an hour of damaged bytes, properties tried hard, Dask
	@$(BIN)/python -m pytest -m "faults or property" --ignore=tests/faults

build/bench/done: pyproject.toml .venv/uv.done
	@$(PYTHON) -m venv build/bench && VIRTUAL_ENV=build/bench $(BIN)/uv pip install --quiet --group bench && touch $@ || { echo "the libraries to compare with cannot be installed: that comparison is left out"; rm -rf build/bench; }

bench: .venv/dev.done build/bench/done ## measure, print ratios, write them to docs/benchmarks.md (GOLD=folder)
	@$(BIN)/python -m tests.benchmarks --gold $(GOLD)

bench-run: .venv/dev.done ## the same for a whole run over 1,000 pages
	@$(BIN)/python -m tests.benchmarks whole

bench-rest: .venv/dev.done ## what else is measured: feeds, grouping, publishing
	@$(BIN)/python -m pytest -m bench -s

bench-growth: .venv/dev.done ## what a hundred articles more cost at up to a million stored
	@DATELINE_BENCH_STORED=1000,10000,100000,1000000 $(BIN)/python -m pytest -m bench -s tests/benchmarks/test_publish_cost.py

docs: .venv/dev.done ## build the documentation into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -f .mkdocs.yml --strict --quiet

gazetteer: .venv/run.done ## build the gazetteer again from its packages
	@$(BIN)/python -m flows.train.gazetteer

train: .venv/dev.done ## make the annotator's weights again (GOLD=folder)
	@$(BIN)/python -m flows.train --gold $(GOLD) --workers 2 --threads 1

lock: .venv/uv.done ## resolve the packages again
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate -p 3.11 pyproject.toml -o requirements.lock && $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate -p 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove all that runs made but the raw archive
	@find warehouse -mindepth 1 -maxdepth 1 ! -name raw ! -name README.md ! -name .gitignore -exec rm -rf {} +

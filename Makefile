# Two commands do everything: `make run` and `make test`.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
PORT   ?= 8000
SERVE  ?= 1
SIZES  ?= 100 1000 5000 10000

.PHONY: help run test check pictures reference bench bench-lint bench-suggest bench-scale bench-server bench-site chromium postgresql clean
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/kb: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e .
	$(BIN)/python -m compileall -q kb_tools
	@touch $@

$(VENV)/.dev: $(BIN)/kb
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	@touch $@

run: $(BIN)/kb ## install, lint, suggest for two sample tickets, build, serve
	$(BIN)/kb lint
	KB_LANG=zh $(BIN)/kb suggest "改了文章，预览里看不到变化"
	$(BIN)/kb suggest "The build says: Aborted with 1 warnings in strict mode!"
	$(BIN)/kb build
ifneq ($(SERVE),0)
	$(BIN)/kb serve --built --port $(PORT)
endif

check: $(VENV)/.dev ## static checks, our own linter on our own articles, no address dead
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kb lint
	$(BIN)/kb urls --check

test: $(VENV)/.dev chromium postgresql ## the whole suite, browser tests included
	$(BIN)/python -m pytest -n auto -m "not slow"

pictures: $(VENV)/.dev chromium ## photograph the site into screenshots/ and pictures/
	$(BIN)/python -m bench.pictures

reference: $(VENV)/.dev ## write the reference pages of the documentation
	$(BIN)/python -m kb_tools.reference docs

bench: $(VENV)/.dev ## every benchmark; needs KB_DATA
	$(BIN)/python -m pip install --quiet -e '.[bench]'
	$(BIN)/python -m bench

bench-suggest: $(VENV)/.dev ## suggestions beside their peers; needs KB_DATA
	$(BIN)/python -m pip install --quiet -e '.[bench]'
	$(BIN)/python -m bench.suggest
	$(BIN)/python -m bench.suggest_page

bench-scale: $(VENV)/.dev ## what 10,000 articles cost; needs KB_DATA
	$(BIN)/python -m bench.scale --out bench/results/scale.md

bench-server: $(VENV)/.dev ## the HTTP service under load, beside a peer; needs KB_DATA
	$(BIN)/python -m bench.server --out bench/results/server.md

bench-site: $(VENV)/.dev chromium ## whole sites of up to SIZES articles beside peers; needs KB_DATA
	$(BIN)/python -m pip install --quiet -e '.[bench]'
	$(BIN)/python -m bench.site --sizes $(SIZES)
	$(BIN)/python -m bench.site_page

bench-lint: $(VENV)/.dev ## the linter beside its peers; needs KB_DATA, npm, and their registries
	npm install --silent --no-save --prefix .bench markdownlint-cli2 autocorrect-node
	$(PYTHON) -m venv .bench
	.bench/bin/python -m pip install --quiet rumdl
	$(BIN)/python -m bench.lint_peers --out bench/results/lint.md

chromium:
	@.ci/chromium

postgresql:
	@.ci/postgresql

clean: ## remove what the other targets made
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis

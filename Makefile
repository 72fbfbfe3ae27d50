# Two commands: `make corpus` builds the demonstration corpus, `make test` runs the whole gate.
PYTHON ?= python3
# What is installed beside the program itself: `make test EXTRAS=dev,e2e` also tests the site in a real browser.
EXTRAS ?= dev
BIN := .venv/bin
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH"

.PHONY: corpus test format constraints clean

corpus: .venv/ready
	@echo "== dvc repro: from the search to the warehouse"
	@$(RUN) dvc repro
	@$(RUN) synth status

test: .venv/ready
	@echo "== the gate: format, lint, types, layers, configuration, tests"
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) validate-pyproject pyproject.toml
	$(RUN) pytest --numprocesses auto --dist loadfile --cov --cov-report=term

format: .venv/ready
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

# Set-up. uv is quicker than pip; where it cannot be had or cannot reach the index, pip does it.
.venv/ready: pyproject.toml constraints.txt
	@echo "== setting up .venv (a minute or two the first time)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt uv && \
	  UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV=.venv \
	  $(BIN)/uv pip install --quiet --constraint constraints.txt --editable '.[$(EXTRAS)]' || \
	  $(BIN)/pip install --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@

# New versions of everything, without hosts or hashes; run `make test` after it.
constraints:
	$(PYTHON) -m venv .venv/fresh
	.venv/fresh/bin/pip install --quiet --upgrade '.[dev,e2e]' uv
	.venv/fresh/bin/pip freeze --exclude-editable | grep -v '^synth\b' > constraints.txt
	rm -rf .venv/fresh

# What was built; answers, imports and decisions stay.
clean:
	rm -rf warehouse/build

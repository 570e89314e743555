# make run    try the bot (no .env: the demo; with .env: the configured bot)
# make test   lint, types and tests        make check   lint and types only
# make learn  what questions, replies teach  make bench  figures
# make lock    renew the locks     make audit   known holes in them
#
# Needs Python 3.11 or later and make. Each word makes .venv by itself when it is missing or older than its lock.

NEWEST := python3.13 python3.12 python3.11 python3 python python3.14
WORKS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(NEWEST); do "$$p" -c '$(WORKS)' >/dev/null 2>&1 && command -v "$$p" && break; done)
PY := .venv/bin/python
TOOLS := .venv/tools/bin
PIP := -m pip --disable-pip-version-check --no-input install --quiet --no-compile
LOCK = $(TOOLS)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: run test check learn bench lock audit clean
.DEFAULT_GOAL := test

run: .venv/run.stamp
	@if [ -e .env ]; then exec $(PY) -m bot run; else exec $(PY) -m bot demo $(ARGS); fi

test: check
	@$(PY) -m pytest -q -n 4 --dist worksteal $(ARGS)

check: .venv/dev.stamp
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary

# what questions and replies teach, after their words or the plan's were changed
learn: .venv/dev.stamp .venv/tools.stamp
	@$(PY) -m bot plan learn
	@$(PY) -m bench.learn
	@$(PY) -m bench.second_look .venv/second_look.json
	@$(TOOLS)/python -m bench.second_look_fit .venv/second_look.json knowledge/vietnamese/second_look.json knowledge/vietnamese/pairings.txt

bench: .venv/dev.stamp
	@$(PY) -m bench $(ARGS)

lock: .venv/tools.stamp
	@$(LOCK) $(ARGS) pyproject.toml -o requirements.txt
	@$(LOCK) $(ARGS) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@$(LOCK) $(ARGS) --group tools -o requirements-tools.txt

audit: .venv/tools.stamp
	@$(TOOLS)/pip-audit --disable-pip --require-hashes -r requirements.txt -r requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

# A broken or too old .venv is made again; a good one is only brought up to its lock.
.venv/made.stamp:
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Kế hoạch Bot cần Python 3.11 trở lên (kèm venv); máy này chưa có." >&2; \
	  echo "Kế hoạch Bot needs Python 3.11 or later with venv and ensurepip; none was found." >&2; \
	  echo "Debian, Ubuntu: sudo apt install python3 python3-venv; then again, or: make PYTHON=/path/to/python3.11 ..." >&2; \
	  exit 1; fi
	@if ! "$(PYTHON)" -c '$(WORKS)'; then \
	  echo "$(PYTHON) is older than Python 3.11 or lacks venv." >&2; exit 1; fi
	@if ! $(PY) -c '$(WORKS)' >/dev/null 2>&1; then "$(PYTHON)" -m venv --clear .venv; fi
	@touch $@

.venv/run.stamp: .venv/made.stamp requirements.txt
	@$(PY) $(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/made.stamp requirements-dev.txt pyproject.toml
	@$(PY) $(PIP) --require-hashes -r requirements-dev.txt
	@$(PY) $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tools.stamp: .venv/made.stamp requirements-tools.txt
	@$(PY) -m venv .venv/tools
	@$(TOOLS)/python $(PIP) --require-hashes -r requirements-tools.txt
	@touch $@

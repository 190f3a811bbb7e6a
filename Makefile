# One word for each thing one does here. Every word works on a fresh clone: the first one that needs it makes .venv.

python = .venv/bin/python
pytest = $(python) -m pytest

.PHONY: help test fast lint types snapshots run serve bench system

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

.venv: requirements.lock
	python3 -m venv .venv
	$(python) -m pip install -q -r requirements.lock
	$(python) -m pip install -q --no-deps -e .
	touch .venv

test: .venv  ## every test, as the README has it
	$(pytest)

fast: .venv  ## the rules alone: no terminal, no process, under half a minute
	$(pytest) tests/compare tests/dataset tests/export tests/settings tests/test_house.py tests/test_text.py tests/test_vocabulary.py

lint: .venv  ## how it is written
	.venv/bin/ruff format --check
	.venv/bin/ruff check

types: .venv  ## what fits together
	.venv/bin/mypy

snapshots: .venv  ## draw every picture anew, and list what changed
	$(pytest) tests/app/test_snapshots.py --snapshot-update
	git status --short tests/app/__snapshots__

run: .venv  ## the program; make run on="northants:2017 northants:2021-22"
	.venv/bin/peeldiff $(on)

serve: .venv  ## the program with Textual's console: in another window, .venv/bin/textual console
	$(python) -m pip install -q -e '.[dev]'
	.venv/bin/textual run --dev -c peeldiff $(on)

bench: .venv  ## how fast it is, here
	$(python) tests/benchmarks/run.py

system: .venv  ## with what installs packages, mounts, starts a server or becomes another user: as root
	$(pytest) --system

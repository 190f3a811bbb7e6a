# One word for each thing one does here. Every word works on a fresh clone: the first one that needs it makes .venv.

python = .venv/bin/python
pytest = $(python) -m pytest

.PHONY: help test fast lint types snapshots run serve bench system

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

# Made last, so that an install that was interrupted is done again.
installed = .venv/installed

$(installed): requirements.lock pyproject.toml
	python3 -m venv .venv
	$(python) -m pip install -q -r requirements.lock
	$(python) -m pip install -q --no-deps -e .
	touch $(installed)

test: $(installed)  ## every test, as the README has it
	$(pytest)

fast: $(installed)  ## the rules alone: no terminal, no process, under a minute
	$(pytest) tests/compare tests/dataset tests/export tests/settings tests/vocabulary tests/test_days.py tests/test_toml_reading.py tests/test_house.py tests/test_text.py tests/test_vocabulary.py

lint: $(installed)  ## how it is written
	.venv/bin/ruff format --check
	.venv/bin/ruff check

types: $(installed)  ## what fits together
	.venv/bin/mypy

snapshots: $(installed)  ## draw every picture anew, and list what changed
	$(pytest) tests/app/test_snapshots.py --snapshot-update
	cp 'tests/app/__snapshots__/test_snapshots/test_views[comparison-dark-120x40].svg' docs/comparison.svg
	git status --short tests/app/__snapshots__ docs/comparison.svg

run: $(installed)  ## the program; make run on="northants:2017 northants:2021-22"
	.venv/bin/peeldiff $(on)

serve: $(installed)  ## the program with Textual's console: in another window, .venv/bin/textual console
	$(python) -m pip install -q -e '.[dev]'
	.venv/bin/textual run --dev -c peeldiff $(on)

bench: $(installed)  ## how fast it is, here, in one table; make bench with="--peers FOLDER --also PYTHON"
	$(python) tests/benchmarks/bench.py $(with)

system: $(installed)  ## with what installs packages, mounts, starts a server or becomes another user: as root
	$(pytest) --system

# make demo   sets up and drafts the sample agency's plan for FY2568; the last line is the path of the Word file
# make test   sets up and runs all tests, on as many cores as there are (at most four: LibreOffice needs its memory)
# make check  ruff, mypy and the architecture test
# make bench  measures speed and quality (PLANDOCS_DATA points to evaluation data, if you have it)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench clean

demo: $(READY)
	@$(BIN)/python scripts/demo.py

test: $(READY)
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile

check: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/unit/test_architecture.py

bench: $(READY)
	@$(BIN)/python benchmarks/run.py

$(READY): pyproject.toml constraints.txt scripts/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh
	@touch $(READY)

clean:
	rm -rf $(VENV) demo dist build

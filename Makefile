# `make demo` shows the desk, `make test` proves it. Both set themselves up; the rest is for who changes it.

.PHONY: help setup demo test chaos bench lint docs lock revision
.DEFAULT_GOAL := help

BIN := .venv/bin
# As many as a small machine has processors: with more, what a test waits for comes too late now and then.
WORKERS := 2
# `make lock` needs a uv and must also work where .venv does not exist yet.
UV := $(if $(wildcard $(BIN)/uv),$(BIN)/uv,uv)
COMPILE := $(UV) pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes $(UPGRADE)

help:
	@echo 'make demo      the desk against a sandbox of Telegram and VK, with a page to try it; ARGS=--lively: with busy weeks behind it'
	@echo 'make test      every test; ARGS="-k card" chooses'
	@echo 'make chaos     trouble at random, at length; ARGS="--seed 1 --only kill --rounds 2" chooses'
	@echo 'make bench     how long things take on much data, and how fast the way of data is; ARGS="speed" chooses'
	@echo 'make lint      form, types and import contracts'
	@echo 'make docs      the documents that are made from the code'
	@echo 'make setup     only .venv (demo and test do it by themselves)'
	@echo 'make lock      the lock files from pyproject.toml; UPGRADE=--upgrade takes newer versions'
	@echo 'make revision  the next migration from the models; M="what changes"'

setup:
	@sh scripts/setup.sh

demo: setup
	@$(BIN)/otklik demo $(ARGS)

test: setup
	@$(BIN)/python -m tests.browser.find
	@$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

chaos: setup
	@$(BIN)/python -m tests.chaos $(ARGS)

bench: setup
	@$(BIN)/python -m tests.bench $(ARGS)

lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: setup
	@$(BIN)/python -m bot.desk.diagram
	@$(BIN)/python -m connectors.document
	@$(BIN)/python -m bot.desk.roles_page
	@$(BIN)/python -m bot.reports.metrics_page
	@$(BIN)/python -m bot.monitoring.page
	@$(BIN)/python -m connectors.vk.document

# Three files: what the program needs, what its tests need besides, and the uv that installs both. uv cannot be in
# one of the others, because pip installs it before it can read them; pip checks its hashes too. Hashes only: an
# index or a download address would bind everybody to the network of whoever compiled.
lock:
	@$(COMPILE) pyproject.toml --output-file requirements.lock
	@$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@$(COMPILE) --group bootstrap --output-file requirements-uv.lock

revision: setup
	@$(BIN)/python -m storage.migrate '$(M)'
	@$(BIN)/ruff format --quiet migrations
	@$(BIN)/ruff check --quiet --fix migrations

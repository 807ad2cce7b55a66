# `make` builds the archive, `make test` proves it, `make help` lists the rest.
#
# Packages are installed once: a stamp in .venv carries the checksum of the lock files and of
# this folder's path, so that a new lock or a moved folder sets the environment up again.

PYTHON ?= python3
PYTHON313 ?= $(shell for python in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python3.13; \
	do "$$python" -c '' 2>/dev/null && echo "$$python" && break; done)
PIP_TOOLS = pip-tools==7.6.2
SPHINXOPTS ?=
PYTESTOPTS ?=
PARALLEL = -n auto --dist worksteal

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

checksum = $(firstword $(shell { pwd -P; cat $(1) 2>/dev/null; } | cksum))
PACKAGES := .venv/.packages-$(call checksum,requirements.txt requirements-build.txt)
TEST_PACKAGES := .venv/.test-packages-$(call checksum,requirements-test.txt)
NODE_PACKAGES := node_modules/.packages-$(call checksum,package-lock.json)
BENCH_PACKAGES := node_modules/.bench-packages-$(call checksum,package-lock.json)
INSTALL = -m pip install --quiet
LOCKED = $(INSTALL) --require-hashes
COMPILE = CUSTOM_COMPILE_COMMAND='make lock' .venv-lock/bin/python -m piptools compile --quiet \
	--generate-hashes --no-strip-extras --allow-unsafe --no-emit-options $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := html
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: html demo demo-site test test-latest debian bench lock clean help

html: export PYTHONUTF8 = 1
html: .venv/.qikan ## 生成资料库，PDF写入 _build/pdf，网页写入 _build/html / build the archive: PDFs in _build/pdf, pages in _build/html
	@PYTHON='$(PYTHON)' sh .ci/debian.sh fonts-noto-cjk
	@.venv/bin/python -m sphinx -W --keep-going $(SPHINXOPTS) -b qikanpdf -d _build/doctrees . _build/pdf
	@.venv/bin/python -m sphinx -W --keep-going $(SPHINXOPTS) -D qikan_pdfs=_build/pdf -d _build/doctrees . _build/html

demo: .venv/.qikan ## 另加40期虚构的内容，生成后在本机打开 / show the archive with 40 invented issues more on this machine
	@PYTHON='$(PYTHON)' sh .ci/debian.sh fonts-noto-cjk
	@.venv/bin/python -m bench.demo

demo-site: .venv/.qikan ## 同上，只生成，写入 _build/demo/html / the same, only built
	@PYTHON='$(PYTHON)' sh .ci/debian.sh fonts-noto-cjk
	@.venv/bin/python -m bench.demo --build

test: debian .venv/.qikan $(TEST_PACKAGES) $(NODE_PACKAGES) ## 安装所需的软件，运行全部检查和测试 / run all checks and tests, with what they need
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m mypy
	.venv/bin/python -m pytest $(PARALLEL) -m 'not unmeasured' --cov $(PYTESTOPTS)
	.venv/bin/python -m pytest $(PARALLEL) -m unmeasured $(PYTESTOPTS)

test-latest: debian $(NODE_PACKAGES) ## 用 Python 3.13 和各软件的最新版运行测试 / run the tests on Python 3.13 with the newest release of everything
	@test -n '$(PYTHON313)' || { echo "没有 python3.13，请写明它在哪里 / No python3.13 here: make test-latest PYTHON313=/path/to/python3.13" >&2; exit 2; }
	@test -x .venv-latest/bin/python || '$(PYTHON313)' -m venv .venv-latest
	.venv-latest/bin/python $(INSTALL) --upgrade --upgrade-strategy eager -e '.[test]'
	.venv-latest/bin/python -m pytest $(PARALLEL) $(PYTESTOPTS)

bench: .venv/.qikan $(TEST_PACKAGES) $(BENCH_PACKAGES) ## 生成虚构的资料库，测量快慢（很久）/ measure builds of invented archives (takes long)
	.venv/bin/python -m bench
	.venv/bin/python -m bench.reading
	.venv/bin/python -m bench.typesetting
	.venv/bin/python -m bench.importing
	[ ! -d ../shared/corpora/weekly ] || .venv/bin/python -m bench.weekly
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export QIKAN_BENCH="$$folder" \
		&& .venv/bin/python -m bench.searching && .venv/bin/python -m bench.finding

pictures: .venv/.qikan $(TEST_PACKAGES) debian ## 重拍 README 的插图 / take the README's pictures anew
	.venv/bin/python -m bench.pictures

lock: ## 更新锁定的软件版本（UPGRADE=1：改用最新版）/ renew the lock files from pyproject.toml and package.json (UPGRADE=1: newest releases)
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info[:3] != (3, 11, 2))' \
		|| { echo "须用 Debian 12 的 Python 3.11.2 / The locks are made with Debian 12's Python, 3.11.2: make lock PYTHON=/usr/bin/python3" >&2; exit 2; }
	'$(PYTHON)' -m venv --clear .venv-lock
	.venv-lock/bin/python $(INSTALL) '$(PIP_TOOLS)'
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra test -c requirements.txt -o requirements-test.txt pyproject.toml
	$(COMPILE) --all-build-deps --only-build-deps -c requirements-test.txt -o requirements-build.txt pyproject.toml
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## 删去 make 生成的一切 / delete everything that make has made
	rm -rf _build .venv .venv-latest .venv-lock node_modules
	rm -rf .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache dist

help: ## 列出这些命令 / list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 20

$(PACKAGES): requirements.txt requirements-build.txt
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "须用 Python 3.11 或更新的版本 / Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 2; }
	@PYTHON='$(PYTHON)' sh .ci/debian.sh python3-venv
	'$(PYTHON)' -m venv --clear .venv
	.venv/bin/python $(LOCKED) -r requirements.txt -r requirements-build.txt
	@touch $@

.venv/.qikan: pyproject.toml src/qikan/__init__.py $(PACKAGES)
	.venv/bin/python $(INSTALL) --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(TEST_PACKAGES): requirements-test.txt $(PACKAGES)
	.venv/bin/python $(LOCKED) -r requirements-test.txt
	@touch $@

$(NODE_PACKAGES): package.json package-lock.json | debian
	npm ci --omit=optional --ignore-scripts --no-audit --no-fund
	@touch $@

$(BENCH_PACKAGES): package.json package-lock.json | debian
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@ $(NODE_PACKAGES)

debian:
	@PYTHON='$(PYTHON)' sh .ci/debian.sh python3-venv fonts-noto-cjk chromium firefox-esr default-jre-headless npm \
		nginx libnginx-mod-http-brotli-filter apache2 curl poppler-utils qpdf \
		libreoffice-writer-nogui

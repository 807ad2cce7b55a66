"""Each module stands alone, and imports point toward the model."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

pytestmark = pytest.mark.unmeasured

SRC = Path(__file__).parents[1] / "src"
MODULES = sorted(
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
    for path in SRC.rglob("*.py")
)

# The innermost layer first. A module imports from the layers before its own, from no other; all
# that stands in the folder sphinx/ is one layer, in which imports do not run in a circle.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset(
        {
            "qikan",
            "qikan.catalogue",
            "qikan.charts",
            "qikan.dates",
            "qikan.pdf",
            "qikan.pdf.compositor",
            "qikan.pdf.fonts",
            "qikan.pdf.notation",
            "qikan.pdf.objects",
            "qikan.tables",
        }
    ),
    frozenset({"qikan.ids", "qikan.kinds", "qikan.pdf.finishing", "qikan.pdf.text", "qikan.works"}),
    frozenset({"qikan.diagnostics"}),
    frozenset(
        {
            "qikan.citing",
            "qikan.citing.bibtex",
            "qikan.citing.csl",
            "qikan.citing.ris",
            "qikan.citing.romanization",
            "qikan.reading.encoding",
            "qikan.reading",
            "qikan.reading.bibtex_faults",
            "qikan.reading.bounds",
            "qikan.reading.files",
            "qikan.reading.strays",
            "qikan.reading.names",
            "qikan.reading.toml_faults",
            "qikan.reading.yaml_faults",
            "qikan.reading.roles",
            "qikan.reading.slips",
            "qikan.model",
            "qikan.pages.page",
            "qikan.search",
            "qikan.search.folding",
            "qikan.search.shards",
            "qikan.search.simplified",
            "qikan.search.spans",
            "qikan.search.texts",
            "qikan.wording",
        }
    ),
    frozenset(
        {
            "qikan.archive",
            "qikan.citing.names",
            "qikan.look",
            "qikan.search.facets",
            "qikan.search.index",
            "qikan.search.query",
            "qikan.search.snippets",
            "qikan.volumes",
        }
    ),
    frozenset({"qikan.search.files", "qikan.search.lists"}),
    frozenset({"qikan.search.ranking"}),
    frozenset({"qikan.search.site"}),
    frozenset(
        {
            "qikan.pages.counting",
            "qikan.pages.facets",
            "qikan.pages.missing",
            "qikan.pages.naming",
            "qikan.related",
        }
    ),
    frozenset(
        {
            "qikan.citing.gbt7714",
            "qikan.pages.company",
            "qikan.pages.listing",
            "qikan.pages.search",
        }
    ),
    frozenset(
        {
            "qikan.reading.bibtex",
            "qikan.citing.how_to_cite",
            "qikan.citing.records",
            "qikan.config",
            "qikan.reading.forms",
            "qikan.reading.mathematics",
            "qikan.reading.drafts",
            "qikan.reading.errata",
            "qikan.reading.front_matter",
            "qikan.reading.paging",
            "qikan.labels",
            "qikan.pinyin",
            "qikan.reading.vocabularies",
        }
    ),
    frozenset(
        {
            "qikan.reading.broken",
            "qikan.reading.directives",
            "qikan.pages.errata",
            "qikan.pages.home",
            "qikan.pages.issues",
            "qikan.pages.names",
            "qikan.pages.statistics",
            "qikan.pages.years",
            "qikan.pdf.attachments",
            "qikan.pdf.formulas",
        }
    ),
    frozenset(
        {"qikan.reading.guard", "qikan.reading.options", "qikan.pages.subjects", "qikan.pdf.matter"}
    ),
    frozenset({"qikan.reading.markup", "qikan.pages", "qikan.pdf.documents"}),
    frozenset({"qikan.reading.bibliography", "qikan.reading.reader", "qikan.pdf.press"}),
    frozenset({"qikan.checks"}),
    frozenset({"qikan.assembly"}),
    frozenset({"qikan.reading.source"}),
    frozenset(
        {
            "qikan.importer",
            "qikan.importer.founding",
            "qikan.importer.html_notes",
            "qikan.importer.numbering",
            "qikan.importer.numbers",
            "qikan.importer.periodicals",
            "qikan.importer.refusals",
            "qikan.importer.romanizing",
            "qikan.importer.rereading",
            "qikan.importer.spans",
            "qikan.importer.typeset",
            "qikan.importer.typeset.columns",
            "qikan.importer.typeset.pdfium",
            "qikan.importer.widths",
            "qikan.importer.writing",
        }
    ),
    frozenset(
        {
            "qikan.importer.dating",
            "qikan.importer.encodings",
            "qikan.importer.original",
            "qikan.importer.packages",
            "qikan.importer.sources",
            "qikan.importer.storing",
            "qikan.importer.typeset.sheets",
            "qikan.importer.typeset.streams",
        }
    ),
    frozenset(
        {
            "qikan.importer.docx",
            "qikan.importer.draft",
            "qikan.importer.html",
            "qikan.importer.libreoffice",
            "qikan.importer.text",
            "qikan.importer.typeset.rows",
        }
    ),
    frozenset(
        {
            "qikan.importer.account",
            "qikan.importer.furniture",
            "qikan.importer.ledger",
            "qikan.importer.lines",
            "qikan.importer.markdown",
            "qikan.importer.myst",
            "qikan.importer.outlets",
            "qikan.importer.pictures",
            "qikan.importer.typeset.aligned",
        }
    ),
    frozenset(
        {
            "qikan.importer.closing",
            "qikan.importer.contents",
            "qikan.importer.joining",
            "qikan.importer.profile",
            "qikan.importer.typeset.edges",
            "qikan.importer.typeset.grids",
            "qikan.importer.volumes",
        }
    ),
    frozenset(
        {
            "qikan.importer.body",
            "qikan.importer.head",
            "qikan.importer.headings",
            "qikan.importer.notes",
            "qikan.importer.sections",
            "qikan.importer.typeset.reading",
        }
    ),
    frozenset(
        {
            "qikan.importer.recognition",
            "qikan.importer.typeset.settings",
            "qikan.importer.typeset.styles",
        }
    ),
    frozenset({"qikan.importer.pdf"}),
    frozenset({"qikan.importer.taking"}),
    frozenset({"qikan.importer.json_record", "qikan.importer.report"}),
    frozenset({"qikan.commands.saying"}),
    frozenset({"qikan.commands.words"}),
    frozenset(
        {
            "qikan.commands",
            "qikan.commands.check",
            "qikan.commands.cite",
            "qikan.commands.importing",
            "qikan.commands.new",
            "qikan.commands.search",
        }
    ),
    frozenset({"qikan.cli", "qikan.sphinx"}),
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}

# What a module outside of qikan.sphinx imports beside the standard library.
ALLOWED = {
    "qikan.catalogue": {"babel"},
    "qikan.citing.bibtex": {"pybtex"},
    "qikan.citing.ris": {"rispy"},
    "qikan.importer.markdown": {"markdown_it", "mdit_py_plugins"},
    "qikan.importer.report": {"jinja2"},
    "qikan.importer.romanizing": {"pypinyin"},
    "qikan.importer.rereading": {"markdown_it"},
    "qikan.importer.typeset.pdfium": {"pypdfium2"},
    "qikan.reading.front_matter": {"markdown_it", "yaml"},
    "qikan.reading.broken": {"markdown_it"},
    "qikan.reading.directives": {"markdown_it", "pygments"},
    "qikan.reading.guard": {"markdown_it"},
    "qikan.reading.mathematics": {"docutils"},
    "qikan.reading.markup": {"markdown_it"},
    "qikan.reading.bibliography": {"pybtex"},
    "qikan.reading.bibtex": {"pybtex"},
    "qikan.reading.bibtex_faults": {"pybtex"},
    "qikan.reading.options": {"markdown_it"},
    "qikan.pdf.attachments": {"pybtex"},
    "qikan.pdf.compositor": {"typst"},
    "qikan.pdf.fonts": {"typst"},
    "qikan.pinyin": {"pypinyin"},
    "qikan.reading.reader": {"markdown_it"},
    "qikan.reading.roles": {"markdown_it"},
    "qikan.reading.slips": {"markdown_it"},
    "qikan.reading.source": {"markdown_it", "myst_parser"},
    "qikan.search.facets": {"numpy"},
    "qikan.search.index": {"numpy"},
    "qikan.search.lists": {"numpy"},
    "qikan.search.ranking": {"numpy"},
    "qikan.search.shards": {"numpy"},
    "qikan.search.simplified": {"opencc"},
    "qikan.search.site": {"numpy"},
}
OUTSIDE = [module for module in MODULES if not module.startswith("qikan.sphinx")]

PROBE = """
import importlib, json, sys
before = set(sys.modules)
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def home(module: str) -> str:
    """Name a module as the table does."""
    return "qikan.sphinx" if module.startswith("qikan.sphinx.") else module


@cache
def loaded(module: str) -> frozenset[str]:
    """Name the packages that are loaded when a module is imported in a fresh interpreter."""
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, module],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return frozenset(json.loads(ended.stdout))


def imports(module: str) -> Iterator[str]:
    """Yield the modules that a module imports, at its top or anywhere in it."""
    path = SRC.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{module}: write the whole name"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module


@cache
def ours(module: str) -> frozenset[str]:
    """Name the modules of qikan among those that a module imports."""
    return frozenset(name for name in imports(module) if name.partition(".")[0] == "qikan")


def reached(module: str) -> set[str]:
    """Name the modules of qikan that are imported with a module, itself among them."""
    found = {module}
    while more := set().union(*map(ours, found)) - found:
        found |= more
    return found


def test_the_table_names_what_there_is() -> None:
    assert sorted(LAYER) == sorted(set(map(home, MODULES)))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_can_be_imported_alone(module: str) -> None:
    assert "qikan" in loaded(module)


@pytest.mark.parametrize("module", OUTSIDE)
def test_a_module_imports_no_package_beyond_its_task(module: str) -> None:
    packages = {name.partition(".")[0] for name in imports(module)}
    assert packages - sys.stdlib_module_names - {"qikan"} == ALLOWED.get(module, set())


@pytest.mark.parametrize("module", OUTSIDE)
def test_only_the_sphinx_side_loads_sphinx(module: str) -> None:
    """MyST's parser, which ``qikan.reading.source`` needs, loads docutils for itself."""
    assert "sphinx" not in loaded(module)
    assert "docutils" not in loaded(module) or "qikan.reading.source" in reached(module)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_toward_the_model(module: str) -> None:
    own = home(module)
    for name in map(home, ours(module)):
        assert LAYER[name] < LAYER[own] or name == own == "qikan.sphinx", f"{module}: {name}"


def test_imports_do_not_run_in_a_circle() -> None:
    inside = [module for module in MODULES if module.startswith("qikan.sphinx.")]
    graph = {module: ours(module) for module in inside}
    assert set(TopologicalSorter(graph).static_order()) >= set(inside)


def test_no_module_is_too_long() -> None:
    """A module has one reason to change; that of the kinds of problems is one long table."""
    lengths = {path.name: path.read_text("utf-8").count("\n") for path in SRC.rglob("*.py")}
    assert lengths.pop("kinds.py") > 500
    assert {name: lines for name, lines in lengths.items() if lines > 500} == {}

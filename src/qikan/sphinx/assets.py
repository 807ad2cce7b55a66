"""Stylesheets and other files that pages load, each named with a digest of what is in it.

A server may then let browsers keep them for ever: what changes has another address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from rjsmin import jsmin
from sphinx.builders.html._assets import _CascadingStyleSheet

from qikan.catalogue import mark
from qikan.look import Look
from qikan.sphinx.manifest import publish

THEME = Path(__file__).parents[1] / "theme"
PARTS = ("base", "text", "tables", "lists", "record", "search", "charts", "components", "print")
"""The theme's stylesheet, in this order: what stands later wins."""

DESCRIPTION = "_static/opensearch.xml"

REPLACED = frozenset({"pygments.css", "sphinx-design.min.css"})
"""Stylesheets of upstream in whose place ``components`` stands, in the theme's own colours."""


SETTINGS = (
    (
        "scheme",
        mark("Light or dark"),
        (("", mark("as the system")), ("light", mark("light")), ("dark", mark("dark"))),
    ),
    (
        "size",
        mark("Size of type"),
        (
            ("small", mark("small")),
            ("", mark("normal")),
            ("large", mark("large")),
            ("huge", mark("very large")),
        ),
    ),
)
"""What a reader may choose: each setting with its legend, and its values with their words."""

UNKEPT = mark("This browser keeps no settings: they hold for this page only.")


class Assets:
    """The files that pages load, by path below ``outdir``."""

    def __init__(self, outdir: Path) -> None:
        self.outdir = outdir
        self._addresses: dict[str, str] = {}

    def write(self, look: Look, translate: Callable[[str], str]) -> None:
        """Write the theme's stylesheet and its scripts."""
        self._write_stylesheet(look)
        self._write_scripts(translate)

    def _write_stylesheet(self, look: Look) -> None:
        """Join the parts of the theme's stylesheet below what conf.py chooses: one request."""
        parts = [(THEME / f"styles/{name}.css").read_text("utf-8") for name in PARTS]
        sheet = "\n".join(['@charset "utf-8";', look.stylesheet(), *parts])
        publish(self.outdir / "_static/qikan.css", sheet.encode())

    def _write_scripts(self, translate: Callable[[str], str]) -> None:
        """Write the theme's scripts, without indentation and comments, most of which tell types.

        The words of the reader's settings are put into the first.
        """
        settings = [
            (name, translate(legend), [(value, translate(words)) for value, words in choices])
            for name, legend, choices in SETTINGS
        ]
        words = json.dumps({"settings": settings, "unkept": translate(UNKEPT)}, ensure_ascii=False)
        for path in sorted((THEME / "scripts").glob("*.js")):
            script = jsmin(path.read_text("utf-8")).replace("WORDS;", f"{words};")
            publish(self.outdir / "_static" / path.name, script.encode())

    def write_description(self, name: str, address: str) -> None:
        """Tell browsers how to search the archive from their own box (OpenSearch 1.1).

        Without the address of the page of results there is nothing to tell.
        """
        if not address:
            return
        description = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
        for tag, text in (
            ("ShortName", name[:16]),
            ("Description", name),
            ("InputEncoding", "UTF-8"),
        ):
            SubElement(description, tag).text = text
        template = f"{address}?q={{searchTerms}}"
        SubElement(description, "Url", type="text/html", template=template)
        publish(self.outdir / DESCRIPTION, tostring(description, "utf-8", xml_declaration=True))

    def stylesheets(self, all: Iterable[_CascadingStyleSheet]) -> Iterator[tuple[str, str]]:
        """Yield the addresses of the site's stylesheets, with media."""
        for sheet in all:
            name = str(sheet.filename)
            if name.rpartition("/")[2] not in REPLACED:
                yield self.address(name), sheet.attributes.get("media", "")

    def address(self, name: str) -> str:
        """Give the address of a file, with its digest; one out of the site stays as it is."""
        if "://" in name:
            return name
        if name not in self._addresses:
            data = (self.outdir / name).read_bytes()
            self._addresses[name] = f"{name}?v={blake2b(data, digest_size=4).hexdigest()}"
        return self._addresses[name]

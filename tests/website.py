"""A built site as a browser meets it, read by html5lib: nothing is shared with the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from songhe import issue_of, page_of

_HOST = "http://archive.invalid/sub/path/"

ADDRESSES = {
    "a": "href",
    "area": "href",
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}


class Pages(Mapping[str, BeautifulSoup]):
    """The pages below a folder, each parsed when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))
        self.parsed: dict[str, BeautifulSoup] = {}

    def __getitem__(self, file: str) -> BeautifulSoup:
        if file not in self.parsed:
            if file not in self.files:
                raise KeyError(file)
            self.parsed[file] = BeautifulSoup((self.root / file).read_bytes(), "html5lib")
        return self.parsed[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


@dataclass(frozen=True)
class Website:
    """All pages of a site, by their file's path below ``root``."""

    root: Path

    @cached_property
    def pages(self) -> Mapping[str, BeautifulSoup]:
        return Pages(self.root)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Map each page's name, ``issues/2014/2014-03-07/1``, to its file, in either layout."""
        return {page_name(file): file for file in self.pages}

    def page(self, name: str) -> BeautifulSoup:
        """Give the page of a name."""
        return self.pages[self.names[name]]

    def main(self, name: str) -> Tag:
        """Give what is a page's own: all but the site's header and footer."""
        return one(self.page(name), "main")

    def addresses(self, file: str) -> Iterator[tuple[Tag, str]]:
        """Yield every address on a page with its element."""
        for element in self.pages[file].find_all(ADDRESSES):
            if address := element.get(ADDRESSES[element.name]):
                yield element, str(address)

    def follow(self, file: str, address: str) -> tuple[str, str]:
        """Tell the file below ``root`` and the fragment to which an address on a page leads.

        An address out of the site gives itself. One that begins with ``/./``, on the page for wrong
        addresses, begins at the folder of all pages, as hosting/ has it.
        """
        whole = urljoin(_HOST + file, re.sub(r"^/\./", _HOST, address))
        if not whole.startswith(_HOST):
            return address, ""
        parts = urlsplit(whole)
        path = unquote(parts.path).removeprefix(urlsplit(_HOST).path)
        if not path or path.endswith("/"):
            path += "index.html"
        return path, unquote(parts.fragment)

    def links(self, name: str, part: Tag) -> list[tuple[str, str]]:
        """List a part's links in order: what each shows and the name of the page it leads to.

        A fragment stays on the name; an address out of the site gives itself.
        """
        found = []
        for link in part.find_all("a", href=True):
            file, fragment = self.follow(self.names[name], str(link["href"]))
            target = page_name(file) if file in self.pages else file
            found.append((text_of(link), f"{target}#{fragment}" if fragment else target))
        return found

    def section(self, name: str, heading: str) -> Tag | None:
        """Find the part of a page that a heading opens, if there is such a heading."""
        for title in self.main(name).find_all(["h2", "h3"]):
            if text_of(title) == heading and title.parent is not None:
                return title.parent
        return None

    def record(self, name: str) -> list[tuple[str, str]]:
        """List the values of a page's description list, each with its term."""
        found, term = [], ""
        for part in one(self.main(name), "dl").find_all(["dt", "dd"]):
            if part.name == "dt":
                term = text_of(part)
            else:
                found.append((term, text_of(part)))
        return found


def page_name(file: str) -> str:
    """Name a page by its file: ``a/b`` for ``a/b.html`` and for ``a/b/index.html``.

    The indexes of folders such as ``topics/index`` lose their last part in both layouts.
    """
    name = file.removesuffix(".html")
    return name if name == "index" else name.removesuffix("/index")


def one(part: Tag, selector: str) -> Tag:
    """Find the only element that a CSS selector means."""
    found = part.select(selector)
    assert len(found) == 1, f"{len(found)} elements are {selector}"
    return found[0]


def text_of(part: Tag) -> str:
    """Give a part's text as it is read, white space made single."""
    return " ".join(part.get_text().split())


def part_of_issue(site: Website, item: str) -> Tag:
    """Find an item on the page of its issue, by the anchor that its id fixes."""
    return one(site.main(page_of(issue_of(item))), f"#item-{item.rpartition('/')[2]}")


def is_own_script(attributes: Mapping[str, Any]) -> bool:
    """Tell whether a script is the reading room's own file: no issue can bring one in.

    The page for wrong addresses has a second one, and leads to both from the top.
    """
    source = attributes.get("src") or ""
    names = "qikan|missing|results|search|shards"
    own = re.fullmatch(rf"(?:(\.\./)*|/\./)_static/(?:{names})\.js\?v=[0-9a-f]{{8}}", source)
    return own is not None and attributes.keys() <= {"src", "type", "defer"}


def is_own(tag: str, attributes: Mapping[str, Any]) -> bool:
    """Tell whether an element is the theme's: its script, or the form that leads to the search."""
    if tag == "form":
        action = attributes.get("action") or ""
        return re.fullmatch(r"(?:(?:\.\./)*|/\./)search(?:\.html|/)", action) is not None
    return tag == "script" and is_own_script(attributes)


def kinds_of_pages(site: Website) -> list[str]:
    """Choose one page of each kind, and the longest item."""
    longest = max((name for name in site.names if is_item(name)), key=lambda n: size(site, n))
    issue = longest.rpartition("/")[0]
    named = [next(name for name in site.names if name.startswith(f"{folder}/"))
             for folder in ("outlets", "topics", "places", "years")]  # fmt: skip
    indexes = [
        "index",
        "outlets",
        "topics",
        "places",
        "years",
        "statistics",
        "search",
        "source/about",
    ]
    specimen = [name for name in site.names if name == "source/specimen"]
    return [issue, longest, *named, *indexes, *specimen]


def is_item(name: str) -> bool:
    """Tell whether a page is an item's."""
    return name.startswith("issues/") and name.count("/") == 3


def size(site: Website, name: str) -> int:
    """Tell how long a page's text is."""
    return len(site.main(name).get_text())


def address(site: Website, name: str) -> str:
    """Give the address of a page on disk."""
    return (site.root / site.names[name]).as_uri()

"""What conf.py says of the whole site: where it is served, and which pictures stand for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import imagesize
from sphinx.config import Config

from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind
from qikan.look import Look
from qikan.pages.missing import MISSING
from qikan.sphinx.assets import Assets


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that messengers show beside a link; its size in pixels."""

    address: str
    width: int
    height: int


SMALLEST = 300
"""So many pixels WeChat asks of a card, each way."""


class Site:
    """The site that a build writes; ``url_of`` gives a page's address below its folder.

    Raise Unusable where the picture for messengers cannot be used.
    """

    def __init__(
        self, config: Config, look: Look, root: Path, url_of: Callable[[str], str]
    ) -> None:
        self.base = f"{config.html_baseurl.rstrip('/')}/" if config.html_baseurl else ""
        self.look = look
        self.url_of = url_of
        self.icon = _in_static(config.html_favicon)
        self.logo = _in_static(config.html_logo)
        self.size = _size_of_card(root, look.card) if look.card else (0, 0)

    def address(self, page: str) -> str:
        """Give a page's permanent address, if it has one and conf.py says where the site is."""
        return f"{self.base}{self.url_of(page)}" if self.base and page != MISSING else ""

    @property
    def top(self) -> str:
        """Give the way to the folder of all pages for a page that is shown at any address.

        At the top of its host it is ``/./``, which browsers take for ``/``: a server that has the
        archive in a folder finds it by the dot and puts its own folder there (see hosting/).
        """
        path = urlsplit(self.base).path
        return path if path.strip("/") else "/./"

    def card(self, assets: Assets) -> Card | None:
        """Describe the picture for messengers, which ask for it by its whole address."""
        if not self.look.card or not self.base:
            return None
        return Card(f"{self.base}{assets.address(self.look.card)}", *self.size)


def _size_of_card(root: Path, path: str) -> tuple[int, int]:
    file = root / path
    if not file.is_file():
        raise Unusable(Problem(Kind.UNKNOWN_FILE, "conf.py", 1, (path, ())))
    width, height = imagesize.get(file)
    if min(width, height) < SMALLEST:
        option = 'html_theme_options["card"]'
        raise Unusable(
            Problem(Kind.SETTING, "conf.py", 1, (option, path, f"PNG, JPEG ≥ {SMALLEST} px"))
        )
    return int(width), int(height)


def _in_static(path: str | None) -> str:
    """Name the copy of a picture that conf.py names: Sphinx puts it into ``_static``."""
    return f"_static/{Path(path).name}" if path else ""

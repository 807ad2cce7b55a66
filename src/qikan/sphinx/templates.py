"""The theme's templates, with what all pages have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from qikan import ids, labels
from qikan.catalogue import catalogue
from qikan.charts import bars
from qikan.citing.how_to_cite import FORMATS
from qikan.model import Document, Issue
from qikan.pages.missing import MISSING

_WAYS = {"issues": "years/index"}
"""The page in the navigation for folders that have none of their own."""

_OF_RECORDS: Mapping[str, Any] = {
    "bars": bars,
    "formats": FORMATS,
    "is_document": lambda record: isinstance(record, Document),
    "is_issue": lambda record: isinstance(record, Issue),
    "issue_page": ids.issue_page,
    "item_anchor": ids.item_anchor,
    "item_page": ids.item_page,
    "labels": labels,
    "outlet_page": ids.outlet_page,
    "source_anchor": ids.source_anchor,
    "term_page": ids.term_page,
    "year_page": ids.year_page,
}
"""What templates ask of a record alone, without the archive in which it stands."""

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_WORDS = re.compile(r'\{\{ _\("([^"\\]*)"\) \}\}')

_KEPT = 4096
"""So many addresses, and reasons for suggestions, are kept: pages near each other share them."""

_LANGUAGE_TAGS = {"zh_CN": "zh-Hans", "zh_TW": "zh-Hant", "zh_HK": "zh-Hant-HK"}


class _Lean(FileSystemLoader):
    """Finds templates, and makes them ready for many pages.

    Their indentation is left out: no reader needs it. Words that are the same on each page are put
    in here, where a page would ask for some forty of them.
    """

    def __init__(self, folders: Sequence[Path], translate: Callable[[str], Markup]) -> None:
        super().__init__(folders)
        self._translate = translate

    def get_source(self, environment: Environment, template: str) -> Any:
        source, *rest = super().get_source(environment, template)
        lean = _INDENTATION.sub("", source)
        return (_WORDS.sub(lambda words: self._translate(words[1]), lean), *rest)


def filled_in(message: Markup, values: Mapping[str, object]) -> Markup:
    """Put values into a message that names them; quicker than Markup's own ``%``."""
    return Markup(str(message) % {name: escape(value) for name, value in values.items()})


class Templates:
    """Renders pages; ``url_of`` gives a page's address below the folder of all pages.

    ``top`` is the way to that folder from the page that is shown at any address.

    Templates see ``url(page)``, which leads from the page being rendered to another, and
    ``root``, the way to the folder of all pages. Text is escaped unless it is ``Markup``.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        language: str,
        url_of: Callable[[str], str],
        top: str,
        **common: Any,
    ) -> None:
        self.url_of = lru_cache(_KEPT)(url_of)
        self.top = top
        translations = catalogue(language)
        self.gettext = translations.gettext

        @cache
        def markup(message: str) -> Markup:
            return Markup(escape(self.gettext(message)))

        # Not Jinja's own gettext: an archive of 10,000 issues asks four million times.
        def gettext(message: str, **values: object) -> Markup:
            return filled_in(markup(message), values) if values else markup(message)

        def ngettext(singular: str, plural: str, num: int) -> Markup:
            message = Markup(escape(translations.ngettext(singular, plural, num)))
            return filled_in(message, {"num": num})

        @lru_cache(_KEPT)
        def reasons(terms: labels.Terms, words: tuple[str, ...]) -> Markup:
            return escape(labels.reasons(terms, words, self.gettext))

        self.environment = Environment(
            loader=_Lean(folders, markup),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.environment.filters["translated"] = gettext
        self.environment.filters["erratum"] = lambda each: labels.erratum(each, self.gettext)
        self.environment.filters["date"] = lambda date: labels.date(date, self.gettext)
        self.environment.filters["day"] = lambda date: labels.day(date, self.gettext)
        self.environment.filters["below_year"] = lambda issue: labels.below_year(
            issue.label, issue.year, self.gettext
        )
        self.environment.filters["reasons"] = lambda each: reasons(each.terms, each.words)
        self.environment.globals.update(
            _OF_RECORDS,
            **common,
            _=gettext,
            ngettext=ngettext,
            language=_LANGUAGE_TAGS.get(language, language.replace("_", "-")),
        )
        self.chrome = cache(self._chrome)

    def root(self, page: str) -> str:
        """Give the way from a page to the folder of all pages."""
        return self.top if page == MISSING else "../" * self.url_of(page).count("/")

    def _way_from(self, root: str) -> Callable[[str], str]:
        return lambda name: (root + self.url_of(name)) or "./"

    def render(self, template: str, page: str, **context: Any) -> bytes:
        """Render a page to UTF-8."""
        root = self.root(page)
        header, footer = self.chrome(root, self._current(page))
        text = self.environment.get_template(template).render(
            page=page,
            root=root,
            url=self._way_from(root),
            chrome_header=header,
            chrome_footer=footer,
            **context,
        )
        return text.encode("utf-8")

    def _current(self, page: str) -> str:
        """Name the way through the archive on which a page lies."""
        folder = page.partition("/")[0]
        return _WAYS.get(folder, f"{folder}/index" if "/" in page else page)

    def _chrome(self, root: str, current: str) -> tuple[Markup, Markup]:
        """Render what stands above and below the text, the same for all pages of one way."""
        url = self._way_from(root)
        parts = ("header.html", "footer.html")
        above, below = (
            self.environment.get_template(part).render(root=root, url=url, current=current)
            for part in parts
        )
        return Markup(above), Markup(below)

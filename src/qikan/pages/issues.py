"""What the pages of issues and items show of other records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qikan import ids
from qikan.archive import Archive
from qikan.ids import ItemId
from qikan.labels import Terms
from qikan.model import Citation, Document, Issue, Item, Source, Target
from qikan.pages.naming import issue_of, mention, page_of, sources_of, target_of, title_of
from qikan.related import Related, Suggestion

OUTLETS = 2
"""An item that is taken from several outlets leads on in the first ones."""


class Shown(NamedTuple):
    """A record as an item's page names it; of another item, where it stands and its sources."""

    page: str
    title: str
    issue: str = ""
    number: int = 0
    sources: tuple[str, ...] = ()


class CrossReference(NamedTuple):
    """A record that an item mentions, or that mentions the item, or both."""

    record: Shown
    mentioned: bool
    mentions: bool


class Neighbour(NamedTuple):
    """An item that is suggested: the terms that it shares, by vocabulary, and the words."""

    record: Shown
    terms: Terms
    words: tuple[str, ...]


class Along(NamedTuple):
    """The items before and after one that are taken from the same outlet."""

    outlet: str
    before: Shown | None
    after: Shown | None


class Beside(NamedTuple):
    """All that an item's page shows of other records below the item's own."""

    references: tuple[CrossReference, ...]
    related: tuple[Neighbour, ...]
    outlets: tuple[Along, ...]


def nearby(issue: Issue, index: int) -> dict[str, Item | None]:
    """Tell the items before and after one of an issue."""
    items = issue.items
    return {
        "previous": items[index - 1] if index else None,
        "following": items[index + 1] if index + 1 < len(items) else None,
    }


def issue_inputs(archive: Archive, surroundings: Surroundings, issue: Issue) -> tuple[object, ...]:
    """List what an issue's page and its items' pages show of other records."""
    targets: dict[Target, None] = dict.fromkeys(archive.references_from(issue))
    sources: list[Citation] = []
    mentions = tuple(mention(archive, each) for each in archive.references_to(("issue", issue.id)))
    for item in issue.items:
        sources += (citation for _, citation in archive.citations_of(item))
        targets.update(dict.fromkeys(archive.subjects_of(item)))
        targets.update(dict.fromkeys(archive.references_from(item)))
    around = tuple(near and (near.id, near.label) for near in archive.neighbours(issue.id))
    titles = tuple((target, title_of(archive, target)) for target in targets)
    below = tuple(surroundings.of(item) for item in issue.items)
    return around, titles, tuple(sources), mentions, below


class Surroundings:
    """What stands below the items of an archive, made once for all of them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._related = Related(archive)
        self._items: dict[ItemId, Shown] = {}

    def of(self, item: Item) -> Beside:
        """Collect what stands below an item: what its template sees is what it is made from."""
        return Beside(
            tuple(self._references(item)),
            tuple(map(self._neighbour, self._related.to(item))),
            tuple(self._along(item)),
        )

    def _references(self, item: Item) -> Iterator[CrossReference]:
        """Yield what an item mentions, in that order, then who mentions it, each record once."""
        mentioned = self._archive.references_from(item)
        sources = self._archive.references_to(("item", item.id))
        mentioning = {target_of(source): source for source in sources}
        for target in dict.fromkeys((*mentioned, *mentioning)):
            record = self._shown(target, mentioning.get(target))
            yield CrossReference(record, target in mentioned, target in mentioning)

    def _neighbour(self, suggestion: Suggestion) -> Neighbour:
        item, terms, words = suggestion
        by_vocabulary: dict[str, tuple[str, ...]] = {}
        for target in terms:
            vocabulary = self._archive.vocabulary(target[0])
            assert vocabulary is not None
            names = by_vocabulary.get(vocabulary.name, ())
            by_vocabulary[vocabulary.name] = (*names, title_of(self._archive, target))
        return Neighbour(self._shown_item(item), tuple(by_vocabulary.items()), words)

    def _along(self, item: Item) -> Iterator[Along]:
        outlets = [each for each in self._archive.subjects_of(item) if each[0] == "outlet"]
        for outlet in outlets[:OUTLETS]:
            before, after = self._archive.around(item, outlet)
            if before or after:
                yield Along(title_of(self._archive, outlet), _link(before), _link(after))

    def _shown(self, target: Target, source: Source | None) -> Shown:
        if isinstance(source, Document):
            return Shown(source.name, source.title)
        role, key = target
        item = self._archive.item(key) if role == "item" else None
        if item:
            return self._shown_item(item)
        return Shown(page_of(self._archive, target), title_of(self._archive, target))

    def _shown_item(self, item: Item) -> Shown:
        if item.id not in self._items:
            label = issue_of(self._archive, item).label
            sources = sources_of(self._archive, item)
            page = ids.item_page(item.id)
            self._items[item.id] = Shown(page, item.title, label, item.number, sources)
        return self._items[item.id]


def _link(item: Item | None) -> Shown | None:
    return Shown(ids.item_page(item.id), item.title) if item else None

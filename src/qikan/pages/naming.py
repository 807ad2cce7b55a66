"""How a page names another record, and where that record stands."""

from __future__ import annotations

from qikan import ids
from qikan.archive import Archive
from qikan.model import Document, Issue, Item, Source, Target


def title_of(archive: Archive, target: Target) -> str:
    """Give the title by which a record is shown."""
    role, key = target
    if role == "item" and (item := archive.item(key)):
        return item.title
    if role == "issue" and (issue := archive.issue(key)):
        return issue.label
    if role == "outlet":
        return archive.outlets[ids.OutletId(key)].name
    vocabulary = archive.vocabulary(role)
    term = vocabulary.find(key) if vocabulary else None
    return term.name if term else key


def page_of(archive: Archive, target: Target) -> str:
    """Name the page of a record."""
    role, key = target
    if role == "item":
        return ids.item_page(ids.ItemId(key))
    if role == "issue":
        return ids.issue_page(ids.IssueId(key))
    if role == "outlet":
        return ids.outlet_page(ids.OutletId(key))
    vocabulary = archive.vocabulary(role)
    assert vocabulary is not None
    return ids.term_page(vocabulary.id, ids.TermId(key))


def issue_of(archive: Archive, item: Item) -> Issue:
    """Find the issue in which an item stands."""
    issue = archive.issue(ids.issue_of(item.id))
    assert issue is not None
    return issue


def sources_of(archive: Archive, item: Item) -> tuple[str, ...]:
    """List the names of an item's sources as print has them."""
    cited = archive.citations_of(item)
    return tuple(each.printed or archive.outlets[found.outlet].name for each, found in cited)


def target_of(source: Source) -> Target:
    """Name the record whose text refers to others; an own document by its page."""
    if isinstance(source, Document):
        return "doc", source.name
    return ("issue" if isinstance(source, Issue) else "item"), source.id


def mention(archive: Archive, source: Source) -> tuple[str, ...]:
    """Tell all that a page shows of a text that refers to its record."""
    if isinstance(source, Document):
        return source.name, source.title
    if isinstance(source, Issue):
        return source.id, source.label
    return source.id, source.title, issue_of(archive, source).label

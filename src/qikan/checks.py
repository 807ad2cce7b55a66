"""What must hold between the records of an archive."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from qikan import ids
from qikan.archive import Archive
from qikan.diagnostics import Problem, nearest
from qikan.ids import CitationKey
from qikan.kinds import Kind
from qikan.model import Issue, Item, NamedFile, Outlet, Reference, Vocabulary
from qikan.reading.files import Files, place_of
from qikan.reading.strays import stray_issues

_COUNTED = re.compile(r"\d|第[〇零一二三四五六七八九十百]+[期号卷]")
"""What tells an issue from others in its title; many periodicals print the same above all."""

_SHORTEST = 8
"""So many characters a headline has that is not that of a column, as 一周简讯 is."""
_BETWEEN_TERMS = re.compile(r"[\s/／|｜+＋&＆·。.：:]+|(?:以及|及|和|与)")
_BETWEEN_NAMES = re.compile(r"[、，,；;\s]\s*")


def check(
    archive: Archive,
    files: Files | None = None,
    left_out: Container[str] = (),
    *,
    whole: bool = True,
) -> Iterator[Problem]:
    """Yield all that is wrong between the records: outlets, then issues in their order.

    Every citation, term and reference has to name a record; a name belongs to one outlet. Where
    ``files`` are given, every file that a text names has to be there, and none may be lost. The
    keys that are ``left_out`` of the bibliography for an error have been told; of an archive
    that is not ``whole``, no one knows what it does not cite.
    """
    pages = {ids.issue_page(issue.id) for issue in archive.issues}
    pages |= {document.name for document in archive.documents}
    if files is not None:
        yield from stray_issues(files.root)
    yield from _check_names(archive)
    yield from _check_alike(archive)
    yield from _check_left_over(archive)
    for issue in archive.issues:
        path = f"{ids.issue_page(issue.id)}.md"
        yield from _check_references(archive, path, issue.references, left_out)
        for item in issue.items:
            yield from _check_citations(archive, path, item, left_out)
            yield from _check_printed(archive, path, item)
            yield from _check_signed(archive, path, item)
            yield from _check_terms(archive, path, item)
            yield from _check_references(archive, path, item.references, left_out)
            yield from _check_itself(path, item)
        if files is not None:
            yield from _check_files(files, path, issue.files, pages)
            yield from _check_original(files, path, issue)
    for document in archive.documents:
        path = f"{document.name}.md"
        yield from _check_references(archive, path, document.references, left_out)
    if whole:
        yield from _check_use(archive, left_out)


def _check_names(archive: Archive) -> Iterator[Problem]:
    seen: dict[str, Outlet] = {}
    for outlet in archive.outlets.values():
        for name in dict.fromkeys((outlet.name, *outlet.aliases)):
            if (other := seen.setdefault(name, outlet)) is not outlet:
                arguments = (name, other.id)
                yield Problem(Kind.DUPLICATE_NAME, outlet.path, outlet.line, arguments)


def _check_alike(archive: Archive) -> Iterator[Problem]:
    """Tell of labels and running numbers that two issues have: often one is copied from another."""
    seen: dict[tuple[str, str], Issue] = {}
    for issue in archive.issues:
        title = issue.title if _COUNTED.search(issue.title) else None
        label = issue.label if issue.label != issue.title else None
        running = issue.running_number
        for key, value in (("title", title), ("label", label), ("running-number", running)):
            if value and (other := seen.setdefault((key, value), issue)) is not issue:
                path, line = f"{ids.issue_page(issue.id)}.md", issue.lines.get(key, 1)
                yield Problem(Kind.ALIKE, path, line, (key, value, other.id))


def _check_left_over(archive: Archive) -> Iterator[Problem]:
    """Tell of an item that two issues have: last week's file is often the form of this week's."""
    seen: dict[tuple[str, tuple[CitationKey, ...]], Item] = {}
    for issue in archive.issues:
        for item in issue.items:
            sources = tuple(cited.key for cited in item.cited)
            if not sources or len(item.title) < _SHORTEST:
                continue
            first = seen.setdefault((item.title, sources), item)
            if ids.issue_of(first.id) != issue.id:
                path = f"{ids.issue_page(issue.id)}.md"
                yield Problem(Kind.ITEM_ALIKE, path, item.line, (str(item.number), first.id))


def _check_use(archive: Archive, left_out: Container[str]) -> Iterator[Problem]:
    """Tell of pieces that nothing cites, unless a key that is none was perhaps meant for one."""
    cited = {cited.key for issue in archive.issues for i in issue.items for cited in i.cited}
    if any(archive.citation(key) is None and key not in left_out for key in cited):
        return
    for citation in archive.citations.values():
        if citation.key not in cited:
            yield Problem(Kind.NOT_CITED, citation.path, citation.line, (citation.key,))


def _check_files(
    files: Files, path: str, named: Iterable[NamedFile], pages: Container[str]
) -> Iterator[Problem]:
    for file in named:
        fault = files.fault(path, file.target)
        place = place_of(path, file.target)
        if fault is None and not file.picture and place.endswith(".md"):
            fault = None if place.removesuffix(".md") in pages else Kind.UNKNOWN_FILE
        if fault is Kind.UNKNOWN_FILE:
            if meant := files.meant(path, file.target):
                said = (file.target, "、".join(meant))
                yield Problem(Kind.OTHER_FILE, path, file.line, said)
            else:
                yield Problem(fault, path, file.line, (file.target, place))
        elif fault is not None:
            yield Problem(fault, path, file.line, (file.target,))
        elif file.picture and (found := files.picture_fault(path, file.target)):
            kind, arguments = found
            yield Problem(kind, path, file.line, arguments)


def _check_original(files: Files, path: str, issue: Issue) -> Iterator[Problem]:
    """See that the original that is kept beside an issue is there, and still the same."""
    original = issue.original
    if original is None or original.file is None:
        return
    line = issue.lines.get("original.file", 1)
    kept = NamedFile(target=original.file, picture=False, line=line)
    faults = list(_check_files(files, path, [kept], ()))
    yield from faults
    if original.sha256 and not faults:
        found = files.sha256(path, original.file)
        if found != original.sha256.lower():
            yield Problem(Kind.OTHER_ORIGINAL, path, line, (original.file, found))


def _check_citations(
    archive: Archive, path: str, item: Item, left_out: Container[str]
) -> Iterator[Problem]:
    for cited in item.cited:
        if archive.citation(cited.key) is None and cited.key not in left_out:
            yield _unknown_source(archive, cited.key, path, cited.line)


def _check_printed(archive: Archive, path: str, item: Item) -> Iterator[Problem]:
    """See that a source is not printed under a name that is another outlet's."""
    for cited in item.cited:
        citation = archive.citation(cited.key)
        if citation is None or cited.printed is None:
            continue
        named = [outlet.id for outlet in archive.outlets_named(cited.printed)]
        if named and citation.outlet not in named:
            said = (cited.printed, named[0], citation.outlet)
            yield Problem(Kind.PRINTED_OTHER, path, item.line, said)


def _check_signed(archive: Archive, path: str, item: Item) -> Iterator[Problem]:
    if item.signed is not None:
        names = _BETWEEN_NAMES.split(item.signed.target)
        outlets = [outlet for name in names for outlet in archive.outlets_named(name)[:1]]
        if len(outlets) == len(names):
            keys = ",".join(outlet.id for outlet in outlets)
            yield Problem(Kind.PLAIN_SOURCE, path, item.signed.line, (item.signed.target, keys))


def _check_terms(archive: Archive, path: str, item: Item) -> Iterator[Problem]:
    lines = dict(zip(item.terms, item.term_lines, strict=True))
    for vocabulary in archive.vocabularies:
        for name in item.terms.get(vocabulary.id, ()):
            if vocabulary.find(name) is None:
                yield _unknown_term(vocabulary, name, path, lines[vocabulary.id])


def _check_references(
    archive: Archive, path: str, references: Iterable[Reference], left_out: Container[str]
) -> Iterator[Problem]:
    for reference in references:
        told = reference.role == "outlet" and reference.target in left_out
        if archive.resolve(reference) is None and not told:
            yield _unresolved(archive, path, reference)


def _check_itself(path: str, item: Item) -> Iterator[Problem]:
    for reference in item.references:
        if reference.role == "item" and reference.target == item.id:
            yield Problem(Kind.ITSELF, path, reference.line, (item.id,))


def _unresolved(archive: Archive, path: str, reference: Reference) -> Problem:
    target, line = reference.target, reference.line
    if reference.role == "item":
        named, _, number = target.partition("/")
        issue = archive.issue(named)
        if issue is not None and issue.items and number.isdecimal():
            standing = "、".join(_ranges([item.number for item in issue.items]))
            return Problem(Kind.NO_SUCH_ITEM, path, line, (target, issue.id, standing))
        return Problem(Kind.UNKNOWN_ITEM, path, line, (target, _nearest_items(archive, target)))
    if reference.role == "issue":
        meant = nearest(target, (issue.id for issue in archive.issues))
        return Problem(Kind.UNKNOWN_ISSUE, path, line, (target, meant))
    if reference.role == "outlet":
        meant = _nearest_outlets(archive, target)
        return Problem(Kind.UNKNOWN_OUTLET, path, line, (target, meant))
    vocabulary = archive.vocabulary(reference.role)
    assert vocabulary is not None
    return _unknown_term(vocabulary, target, path, line)


def _nearest_outlets(archive: Archive, word: str) -> tuple[str, ...]:
    """Find the outlet of that name, or those with the nearest ids."""
    named = tuple(outlet.id for outlet in archive.outlets_named(word))
    return named or nearest(word, archive.outlets)


def _unknown_source(archive: Archive, key: str, path: str, line: int) -> Problem:
    pieces = _pieces(_BETWEEN_NAMES, key)
    if len(pieces) > 1 and all(map(archive.citation, pieces)):
        return Problem(Kind.SOURCES_TOGETHER, path, line, (key, ",".join(pieces)))
    meant = _nearest_outlets(archive, key) or nearest(key, archive.citations)
    return Problem(Kind.UNKNOWN_OUTLET, path, line, (key, meant))


def _unknown_term(vocabulary: Vocabulary, name: str, path: str, line: int) -> Problem:
    if several := vocabulary.names.get(name):
        choices = "、".join(term.id for term in several)
        return Problem(Kind.AMBIGUOUS_TERM, path, line, (name, choices, vocabulary.name))
    pieces = _pieces(_BETWEEN_TERMS, name)
    if len(pieces) > 1 and all(vocabulary.find(piece) for piece in pieces):
        together = (name, "、".join(pieces), vocabulary.name)
        return Problem(Kind.TERMS_TOGETHER, path, line, together)
    meant = nearest(name, vocabulary.names)
    return Problem(Kind.UNKNOWN_TERM, path, line, (name, meant, vocabulary.name))


def _pieces(between: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in between.split(text) if piece]


def _nearest_items(archive: Archive, target: str) -> tuple[str, ...]:
    """Look among the items of the issue that was named, or of those with the nearest ids."""
    issue, _, _ = target.partition("/")
    found = archive.issue(issue)
    if found is not None:
        return nearest(target, _items(found)) or _items(found)[-1:]
    near = nearest(issue, (issue.id for issue in archive.issues))
    candidates = (item for name in near if (known := archive.issue(name)) for item in _items(known))
    return nearest(target, candidates)


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Write numbers shortly: ``1–4``, ``6``."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        first, *others = (number for _, number in run)
        yield f"{first}–{others[-1]}" if others else f"{first}"


def _items(issue: Issue) -> tuple[str, ...]:
    return tuple(item.id for item in issue.items)

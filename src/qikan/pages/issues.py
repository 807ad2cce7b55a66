"""What the pages of issues and items show of other records."""

from __future__ import annotations

from qikan.archive import Archive
from qikan.model import Citation, Issue, Target
from qikan.pages.naming import mention, title_of


def issue_inputs(archive: Archive, issue: Issue) -> tuple[object, ...]:
    """List what an issue's page and its items' pages show of other records."""
    targets: dict[Target, None] = dict.fromkeys(archive.references_from(issue))
    sources: list[Citation] = []
    mentions: list[tuple[object, ...]] = [
        mention(archive, source) for source in archive.references_to(("issue", issue.id))
    ]
    for item in issue.items:
        sources += (citation for _, citation in archive.citations_of(item))
        targets.update(dict.fromkeys(archive.subjects_of(item)))
        targets.update(dict.fromkeys(archive.references_from(item)))
        for source in archive.references_to(("item", item.id)):
            mentions.append((item.number, *mention(archive, source)))
    around = tuple(near and (near.id, near.label) for near in archive.neighbours(issue.id))
    titles = tuple((target, title_of(archive, target)) for target in targets)
    return around, titles, tuple(sources), tuple(mentions)

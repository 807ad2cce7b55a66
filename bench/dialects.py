"""How an invented archive is written down: as qikan reads it, or with Sphinx's own means alone."""

from __future__ import annotations

from typing import Protocol

from bench.world import PERIODICAL, Issue, Item, Link, Table, Term, document_of


class Dialect(Protocol):
    """Where the two forms of an archive differ within an issue."""

    def heading(self, issue: Issue, item: Item) -> str:
        """Return an item's heading with what belongs before it and its record after it."""

    def link(self, link: Link) -> str:
        """Return a reference in running text."""


class Native:
    """Items and references as qikan reads them."""

    def heading(self, issue: Issue, item: Item) -> str:
        """Return the heading and the ``item`` directive."""
        lines = [f"## {item.title}", "", f":::{{item}} {item.number}", f":page: {item.page}"]
        if item.topics:
            lines.append(f":topics: {_names(item.topics)}")
        if item.places:
            lines.append(f":places: {_names(item.places)}")
        return "\n".join([*lines, ":::"])

    def link(self, link: Link) -> str:
        """Return a role of qikan."""
        target = f"{link.text} <{link.target}>" if link.text else link.target
        return f"{{{link.kind}}}`{target}`"


class Plain:
    """The same with nothing but Sphinx's own means."""

    def heading(self, issue: Issue, item: Item) -> str:
        """Return a target, the heading, and the record as a line of text."""
        record = [f"第{item.page}页"]
        if item.topics:
            record.append(f"主题：{_names(item.topics)}")
        if item.places:
            record.append(f"地点：{_names(item.places)}")
        target = _label(f"{issue.id}/{item.number}")
        return f"({target})=\n## {item.title}\n\n" + "；".join(record)

    def link(self, link: Link) -> str:
        """Return a ``ref`` to an item, a ``doc`` to an issue, and the bare name of all else."""
        if link.kind == "item":
            target = _label(link.target)
            return f"{{ref}}`{link.text} <{target}>`" if link.text else f"{{ref}}`{target}`"
        if link.kind == "issue":
            return f"{{doc}}`/{document_of(link.target)}`"
        return link.name


def _label(item_id: str) -> str:
    return "i-" + item_id.replace("/", "-")


def _names(terms: tuple[Term, ...]) -> str:
    return "、".join(term.name for term in terms)


def render_issue(issue: Issue, dialect: Dialect, periodical: str = PERIODICAL) -> str:
    """Return the MyST document of an issue."""
    blocks = [
        f"---\nissue: {issue.id}\nlabel: {issue.label}\nedition: abstract\n---\n"
        f"# {periodical}（{issue.label}）"
    ]
    for item in issue.items:
        blocks.append(dialect.heading(issue, item))
        for paragraph in item.paragraphs:
            blocks.append(
                "".join(
                    part if isinstance(part, str) else dialect.link(part)
                    for sentence in paragraph
                    for part in sentence
                )
            )
        if item.table:
            blocks.append(_render_table(item.table))
        blocks.append(f"{{cite:p}}`{','.join(item.cited)}`")
    return "\n\n".join(blocks) + "\n"


def _render_table(table: Table) -> str:
    lines = [f":::{{list-table}} {table.caption}", ":header-rows: 1", ""]
    for row in table.rows:
        lines += [f"{'* -' if column == 0 else '  -'} {cell}" for column, cell in enumerate(row)]
    return "\n".join([*lines, ":::"])

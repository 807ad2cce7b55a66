"""What was taken in, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qikan.importer.draft import Figure, Item, Paragraph, Remark, Table
from qikan.importer.spans import Text, of
from qikan.importer.taking import Taken
from qikan.labels import Translate


def as_json(taken: Taken, translate: Translate) -> str:
    """Write one object in one line, in the words of ``qikan import --json``."""
    return json.dumps(_record(taken, translate), ensure_ascii=False)


def _record(taken: Taken, translate: Translate) -> dict[str, Any]:
    draft, account = taken.draft, taken.account
    told = [_told(remark, taken, translate) for remark in taken.repairs]
    return {
        "file": draft.original.name,
        "id": taken.written.id,
        "date": str(draft.date) if draft.date else None,
        "label": draft.label,
        "title": _text(draft.title, taken),
        "path": taken.path,
        "encoding": draft.original.encoding,
        "front": [_text(part.text, taken) for part in draft.front if isinstance(part, Paragraph)],
        "items": [_item(item, taken) for item in draft.items],
        "back": [_text(part.text, taken) for part in draft.back if isinstance(part, Paragraph)],
        "pictures": list(_pictures(taken)),
        "joins": [each for each, r in zip(told, taken.repairs, strict=True) if r.is_join],
        "repairs": [each for each, r in zip(told, taken.repairs, strict=True) if not r.is_join],
        "doubts": [_told(remark, taken, translate) for remark in taken.doubts],
        "account": {
            "in": account.characters,
            "out": account.out,
            "listed": sum(account.listed.values()),
            "lost": sum(span.end - span.begin for span in account.lost),
            "added": sum(map(len, account.added)),
            "reasons": {reason.key: count for reason, count in account.listed.items()},
        },
    }


def _pictures(taken: Taken) -> Iterator[dict[str, Any]]:
    """Yield the pictures of the issue, each with the number of its item, if it is of one."""
    draft = taken.draft
    items = ((item.number, item.parts) for item in draft.items)
    for number, parts in ((None, draft.front), *items, (None, draft.back)):
        for part in parts:
            if isinstance(part, Figure):
                yield {
                    "file": taken.written.name_of(part.picture.data),
                    "item": number,
                    "alt": part.picture.alt or None,
                    "caption": _text(part.caption, taken) or None,
                }


def _item(item: Item, taken: Taken) -> dict[str, Any]:
    tables = [part for part in item.parts if isinstance(part, Table)]
    written = [part for part in item.parts if isinstance(part, Paragraph)]
    notes = [note.texts for note in item.footnotes] + [(p.text,) for p in written if p.note]
    names = [_text(source.name, taken) for source in item.sources]
    return {
        "number": item.number,
        "title": _text(item.title, taken),
        "section": _text(item.section, taken) or None,
        "page": item.page or None,
        "byline": _text(item.byline, taken) or None,
        "outlet": ",".join(dict.fromkeys(source.key for source in item.sources)) or None,
        "outlet_name": "、".join(names) or None,
        "citation": f"（{'、'.join(names)}）" if names else None,
        "paragraphs": [_text(p.text, taken) for p in written if not p.note],
        "tables": [
            {
                "caption": _text(table.caption, taken) or None,
                "rows": [[_text(cell, taken) for cell in row] for row in table.rows],
            }
            for table in tables
        ],
        "notes": ["\n".join(_text(text, taken) for text in note) for note in sorted(notes)],
        "confidence": item.confidence,
    }


def _told(remark: Remark, taken: Taken, translate: Translate) -> dict[str, Any]:
    """Tell a remark, with its place in the original and in the issue."""
    original = taken.draft.original
    return {
        "kind": remark.point.key,
        "message": translate(remark.point.text).format(*remark.arguments),
        "item": remark.item or None,
        "original": {
            "begin": remark.span.begin,
            "end": remark.span.end,
            "line": original.line(remark.span.begin),
        },
        "result": {
            "path": taken.path,
            "line": taken.written.line_of(remark.span.begin, remark.item),
        },
    }


def _text(text: Text, taken: Taken) -> str:
    return of(text, taken.draft.original.text)

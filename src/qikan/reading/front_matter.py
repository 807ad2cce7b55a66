"""The record at the head of an issue's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from markdown_it.token import Token

from qikan import ids
from qikan.dates import PartialDate
from qikan.diagnostics import Problem
from qikan.ids import IssueId
from qikan.kinds import Kind
from qikan.model import Edition, Original, PublicationStatus
from qikan.reading.bounds import bounds_fault, holds_text, keys_below
from qikan.reading.encoding import forbidden
from qikan.reading.yaml_faults import blank_fault, yaml_fault

KEYS = (
    "issue",
    "label",
    "date",
    "number",
    "running-number",
    "volume",
    "edition",
    "publication-status",
    "publication-marks",
    "original",
    "myst",
)
ORIGINAL_KEYS = ("name", "sha256", "kind", "pages", "file")

_COUNT = re.compile(r"[0-9]{1,9}")
_FIGURES = re.compile(r"第?\s*(\d+(?:[-—－～~、]\d+)?)\s*[期号]?")
_WIDE_COLON = re.compile(rf"\s*({'|'.join(sorted(KEYS))})\s*：")

# Scalars stay the text that was written: 2014-02-30 is for the reader to refuse.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class FrontMatter:
    """The keys and values that were read, as they were written, with their lines.

    Each method gives one value in the model's terms; a value that is none is reported and taken
    for missing.
    """

    path: str
    problems: list[Problem]
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(
        cls, tokens: Sequence[Token], path: str, problems: list[Problem], text: str = ""
    ) -> FrontMatter | None:
        """Read the front matter of the file at ``path``, if it has one that can be read.

        ``text`` is that of the whole file, which tells what else is wrong.
        """
        record = cls(path, problems)
        front = tokens[0] if tokens and tokens[0].type == "front_matter" else None
        if front is None or holds_text(front.content):
            nowhere = (Kind.NO_FRONT_MATTER, 1, (record.expected_id(),))
            kind, line, said = bounds_fault(text, KEYS) or nowhere
            record.report(kind, line, *said)
            return None
        for line, below in keys_below(text, front.map[1] if front.map else 0, KEYS):
            record.report(Kind.KEY_BELOW, line, below)
        if fault := blank_fault(front.content, (*KEYS, *ORIGINAL_KEYS)):
            kind, line, said = fault
            record.report(kind, line + 1, *said)
            return None
        for line, written in enumerate(front.content.split("\n"), start=2):
            if wide := _WIDE_COLON.match(written):
                record.report(Kind.COLON, line, written.strip(), wide[1])
                return None
        loader = _Loader(front.content)
        try:
            _refuse_tricks(front.content)
            node = loader.get_single_node()
            for key, value in record.entries(node):
                content = loader.construct_object(value, deep=True)
                if character := forbidden(_text_of(content)):
                    record.report(Kind.CHARACTER, record.lines[key], character)
                else:
                    record.values[key] = content
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            number = mark.line + 1 if mark else 1
            kind, line, said = yaml_fault(front.content, number, (*KEYS, *ORIGINAL_KEYS))
            record.report(kind, line + 1, *said)
            return None
        finally:
            loader.dispose()
        return record

    def entries(self, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
        """Yield the known keys at the top, each once; raise MarkedYAMLError."""
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise yaml.MarkedYAMLError(problem_mark=node.start_mark)
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem_mark=key.start_mark)
            line = key.start_mark.line + 2
            if key.value in self.lines:
                self.report(Kind.REPEATED_KEY, line, key.value)
            elif key.value not in KEYS:
                self.report(Kind.UNKNOWN_KEY, line, key.value, "、".join(KEYS))
            else:
                self.lines[key.value] = line
                if key.value == "myst":
                    self._note_lines(value)
                elif key.value == "original" and isinstance(value, yaml.MappingNode):
                    for part, _ in value.value:
                        self.lines[f"original.{part.value}"] = part.start_mark.line + 2
                yield key.value, value

    def _note_lines(self, myst: yaml.Node) -> None:
        """Remember where each substitution stands; report what else is set there."""
        for key, value in myst.value if isinstance(myst, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode) or key.value != "substitutions":
                name = key.value if isinstance(key, yaml.ScalarNode) else "?"
                self.report(
                    Kind.UNKNOWN_KEY, key.start_mark.line + 2, f"myst: {name}", "substitutions"
                )
            elif isinstance(value, yaml.MappingNode):
                for name, _ in value.value:
                    self.lines[f"myst.{name.value}"] = name.start_mark.line + 2

    def report(self, kind: Kind, line: int, *arguments: str) -> None:
        """Report a problem of this file."""
        self.problems.append(Problem(kind, self.path, line, arguments))

    def refuse(self, key: str, example: str) -> None:
        """Report a value that cannot be used."""
        value = self.values[key]
        said = "、".join(value) if isinstance(value, dict) else str(value)
        self.report(Kind.BAD_VALUE, self.lines[key], key, said, example)

    def expected_id(self) -> str:
        """Give the id that the file's name stands for."""
        return self.path.rpartition("/")[2].removesuffix(".md")

    def issue(self) -> IssueId | None:
        """Give the issue's id; one that belongs into another file is reported."""
        text = self.values.get("issue")
        if not text:
            if all(problem.kind is not Kind.KEY_BELOW for problem in self.problems):
                self.report(Kind.NO_ISSUE_ID, 1, self.expected_id())
            return None
        line = self.lines["issue"]
        try:
            issue = ids.issue_id(text)
        except (ids.InvalidId, TypeError):
            self.report(Kind.ISSUE_ID, line, str(text))
            return None
        if self.path != (home := f"{ids.issue_page(issue)}.md"):
            self.report(Kind.FILE_NAME, line, issue, home)
        return issue

    def substitutions(self) -> dict[str, str]:
        """Give the file's own substitutions; what is no text is reported."""
        myst = self.values.get("myst", {})
        found = myst.get("substitutions", {}) if isinstance(myst, dict) else None
        if not isinstance(found, dict):
            self.report(
                Kind.BAD_VALUE, self.lines["myst"], "myst", str(found or myst), "substitutions:"
            )
            return {}
        for name, value in found.items():
            if not isinstance(value, str):
                line = self.lines.get(f"myst.{name}", self.lines["myst"])
                self.report(Kind.BAD_VALUE, line, name, _text_of(value), f"{name}: 文字")
        return {name: value for name, value in found.items() if isinstance(value, str)}

    def text(self, key: str) -> str | None:
        """Give a text, None where it is empty."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self.refuse(key, f"{key}: 12")
        return None

    def number(self) -> str | None:
        """Give the issue's number; a figure has to be plain, for it is cited as “（28）”."""
        text = self.text("number")
        figures = _FIGURES.fullmatch(text or "")
        if text and figures and (figures[0] != figures[1] or not text.isascii()):
            plain = "-".join(str(int(each)) for each in re.findall(r"\d+", figures[1]))
            self.refuse("number", plain)
            return plain
        return text

    def date(self, issue: IssueId) -> PartialDate | None:
        """Give the date that is written beside the id; another than the id's is told."""
        text = self.values.get("date")
        try:
            date = None if text is None else PartialDate.parse(text)
        except (ValueError, TypeError):
            self.refuse("date", "2014-07-04")
            return None
        if date is not None and not ids.count_of(issue):
            named = ids.date_of(issue)
            if date.is_before(named) or named.is_before(date):
                self.report(Kind.OTHER_DATE, self.lines["date"], str(date), issue)
        return date

    def edition(self) -> Edition:
        """Give the edition, the full one where nothing is said."""
        value = self.values.get("edition", Edition.FULL)
        if value in list(Edition):
            return Edition(value)
        self.refuse("edition", "、".join(Edition))
        return Edition.FULL

    def publication_status(self) -> PublicationStatus | None:
        """Give the issue's own publication status, if it has one."""
        value = self.values.get("publication-status")
        if value is None or value in list(PublicationStatus):
            return value and PublicationStatus(value)
        self.refuse("publication-status", "、".join(PublicationStatus))
        return None

    def publication_marks(self) -> tuple[str, ...]:
        """List what print says of the issue's status, such as the number of a permit."""
        value = self.values.get("publication-marks", ())
        marks = [value] if isinstance(value, str) else value
        if isinstance(marks, list | tuple) and all(isinstance(mark, str) for mark in marks):
            return tuple(mark for mark in marks if mark)
        self.refuse("publication-marks", "publication-marks: [内部资料，免费交流]")
        return ()

    def original(self) -> Original | None:
        """Describe the document that the issue was made from."""
        value = self.values.get("original")
        if value is None:
            return None
        if (
            isinstance(value, dict)
            and value.get("name")
            and all(key in ORIGINAL_KEYS and isinstance(value[key], str) for key in value)
        ):
            return Original(**{**value, "pages": self.pages_of(value.get("pages"))})
        self.refuse("original", "name: 汇编.docx")
        return None

    def pages_of(self, count: str | None) -> int | None:
        """Read how many pages the original has."""
        if count is None or _COUNT.fullmatch(count):
            return None if count is None else int(count)
        figures = re.search(r"\d{1,9}", count)
        example = str(int(figures[0])) if figures else "12"
        self.report(Kind.BAD_VALUE, self.lines["original.pages"], "pages", count, example)
        return None


def _refuse_tricks(text: str) -> None:
    """Raise MarkedYAMLError where a value is named, repeated or given a type.

    A few such lines may stand for millions of values.
    """
    if not any(sign in text for sign in "&*!"):
        return
    for event in yaml.parse(text, Loader=_Loader):
        trick = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if trick is not None:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem_mark=mark)


def _text_of(value: Any) -> str:
    """Join all that was written in a value."""
    if isinstance(value, dict):
        return "、".join(f"{_text_of(key)}: {_text_of(each)}" for key, each in value.items())
    return "、".join(map(_text_of, value)) if isinstance(value, list) else str(value)

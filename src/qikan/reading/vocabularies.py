"""Vocabularies read from the archive's own TOML files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qikan import ids
from qikan.diagnostics import Kind, Problem, Unusable
from qikan.ids import TermId
from qikan.model import Code, Term, Vocabulary
from qikan.reading.encoding import forbidden, text_problem

_ROLE = re.compile(r"[a-z][a-z0-9_-]*")
_ANY = (re.compile(r"(?s).+"), "")
_SCHEMES: Mapping[str, tuple[re.Pattern[str], str]] = {
    # Divisions change: without its revision a code of GB/T 2260 says nothing.
    "GB/T 2260": (
        re.compile(r"\d{6} \d{6}", re.ASCII),
        '{ scheme = "GB/T 2260", value = "140100", revision = "201412" }',
    ),
    "ISO 3166-1": (re.compile(r"[A-Z]{2} .*"), '{ scheme = "ISO 3166-1", value = "VN" }'),
}
_TAKEN_ROLES = frozenset({"erratum", "issue", "item", "outlet"})
_TAKEN_IDS = frozenset(
    {"byline", "errata", "issues", "outlets", "page", "printed", "source", "years"}
)


def read_vocabularies(root: Path, paths: Iterable[str]) -> tuple[list[Vocabulary], list[Problem]]:
    """Read all vocabularies of an archive; raise Unusable where two have one name or role."""
    vocabularies: list[Vocabulary] = []
    problems: list[Problem] = []
    for path in paths:
        vocabulary, wrong = read_vocabulary(root, path)
        problems += wrong
        roles = _TAKEN_ROLES | {each.role for each in vocabularies}
        names = _TAKEN_IDS | {each.id for each in vocabularies}
        if vocabulary.role in roles or not _ROLE.fullmatch(vocabulary.role):
            raise Unusable(Problem(Kind.TAKEN, path, 1, (vocabulary.role, "role")))
        if vocabulary.id in names or not _ROLE.fullmatch(vocabulary.id):
            raise Unusable(Problem(Kind.TAKEN, path, 1, (vocabulary.id, "name")))
        if character := forbidden(vocabulary.name):
            raise Unusable(Problem(Kind.CHARACTER, path, 1, (character,)))
        vocabularies.append(vocabulary)
    return vocabularies, problems


def read_vocabulary(root: Path, path: str) -> tuple[Vocabulary, list[Problem]]:
    """Read ``source/places.toml`` as the vocabulary ``places``.

    The file gives the ``role`` and the ``name``, then a table ``[terms.KEY]`` an entry with its
    ``name`` and, where known, ``aliases``, ``within`` (the key of a broader term) and ``code``
    (``scheme``, ``value``, ``revision``). An entry with an error is left out and reported.
    Raise Unusable.
    """
    try:
        data = (root / path).read_bytes()
        if problem := text_problem(data, path):
            raise Unusable(problem)
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        content = tomllib.loads(text)
        role, name, terms = str(content["role"]), str(content["name"]), content.get("terms", {})
        if not isinstance(terms, dict):
            raise TypeError("terms")
        str(content)  # what is nested or counts beyond all measure could not be told of either
    except (OSError, ValueError, TypeError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else 1
        raise Unusable(Problem(Kind.DATA_FILE, path, line, (str(error),))) from error
    except KeyError as error:
        raise Unusable(Problem(Kind.NO_KEY, path, 1, (str(error.args[0]),))) from error
    problems: list[Problem] = []
    entries = _Entries(path, text, terms, problems)
    read = [term for key in terms if (term := entries.term(key))]
    vocabulary = Vocabulary(id=Path(path).stem, role=role, name=name, terms=tuple(read))
    return vocabulary, problems


class _Entries:
    """The entries of one file, each checked as it is read."""

    def __init__(
        self, path: str, text: str, terms: Mapping[str, Any], problems: list[Problem]
    ) -> None:
        self.path = path
        self.text = text
        self.terms = terms
        self.problems = problems

    def term(self, key: str) -> Term | None:
        entry = self.terms[key]
        try:
            ids.key(key)
        except ids.InvalidId:
            self.report(Kind.BAD_KEY, key, key)
            return None
        if (
            not isinstance(entry, dict)
            or not isinstance(entry.get("name"), str)
            or not entry["name"]
        ):
            self.report(Kind.NO_NAME, key, key, 'name = "…"')
            return None
        if character := forbidden(f"{entry['name']}{entry.get('aliases')}{entry.get('code')}"):
            self.report(Kind.CHARACTER, key, character)
            return None
        within = entry.get("within")
        if within is not None and not (isinstance(within, str) and within in self.terms):
            self.report(Kind.BAD_VALUE, key, f"{key}.within", str(within), "、".join(self.terms))
            within = None
        aliases = entry.get("aliases", [])
        if not isinstance(aliases, list) or not all(isinstance(name, str) for name in aliases):
            self.report(Kind.BAD_VALUE, key, f"{key}.aliases", str(aliases), '["…", "…"]')
            aliases = []
        return Term(
            id=TermId(key),
            name=entry["name"],
            aliases=tuple(aliases),
            within=TermId(within) if within else None,
            code=self.code(key, entry["code"]) if "code" in entry else None,
        )

    def code(self, key: str, entry: Any) -> Code | None:
        """Read a code; one of a known scheme has to look like it, and to name its revision."""
        try:
            code = Code(**entry)
            if not all(isinstance(text, str) for text in entry.values()):
                raise TypeError
        except TypeError:
            form = '{ scheme = "…", value = "…" }'
            self.report(Kind.BAD_VALUE, key, f"{key}.code", str(entry), form)
            return None
        pattern, example = _SCHEMES.get(code.scheme, _ANY)
        if not pattern.fullmatch(f"{code.value} {code.revision or ''}"):
            self.report(Kind.CODE, key, key, code.scheme, example)
            return None
        return code

    def report(self, kind: Kind, key: str, *arguments: str) -> None:
        """Report what is wrong with an entry at the line where it begins."""
        begins = re.search(
            rf"(?m)^[ \t]*\[\s*terms\s*\.\s*[\"']?{re.escape(key)}[\"']?\s*\]", self.text
        )
        line = self.text.count("\n", 0, begins.start()) + 1 if begins else 1
        self.problems.append(Problem(kind, self.path, line, arguments))

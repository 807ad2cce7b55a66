"""Vocabularies read from the archive's own TOML files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qikan import ids
from qikan.diagnostics import Problem, Unusable, nearest
from qikan.ids import TermId
from qikan.kinds import Kind
from qikan.model import Code, Term, Vocabulary
from qikan.reading.encoding import forbidden, read_own
from qikan.reading.names import BETWEEN_TERMS
from qikan.reading.toml_faults import toml_fault

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
_SPELT: Mapping[str, re.Pattern[str]] = {
    "GB/T 2260": re.compile(r"(?i)GB[\s/／]*T?[\s-]*2260(?:[-—－]\d+)?", re.ASCII),
    "ISO 3166-1": re.compile(r"(?i)ISO[\s-]*3166(?:[\s-]*1)?", re.ASCII),
}
"""How else a scheme is written."""
_KEYS = ("role", "name", "terms")
_QUOTED = re.compile("“[^“”]*”|「[^「」]*」")
"""A name in quotation marks, which were meant for TOML's."""
_TERM_KEYS = ("name", "aliases", "within", "code")
_TAKEN_ROLES = frozenset({"erratum", "issue", "item", "outlet"})
_TAKEN_IDS = frozenset(
    {
        "byline",
        "errata",
        "issues",
        "items",
        "outlets",
        "page",
        "printed",
        "search",
        "source",
        "statistics",
        "years",
    }
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
    text = read_own(root, path).replace("\r\n", "\n")
    try:
        content = tomllib.loads(text)
        str(content)  # what is nested or counts beyond all measure could not be told of either
    except tomllib.TOMLDecodeError as error:
        raise Unusable(toml_fault(text, path, error)) from error
    except RecursionError as error:
        raise Unusable(Problem(Kind.TOO_DEEP, path, 1, ("100",))) from error
    except ValueError as error:
        raise Unusable(Problem(Kind.DATA_FILE, path, 1, (str(error),))) from error
    try:
        role, name = str(content["role"]), str(content["name"])
    except KeyError as error:
        raise Unusable(Problem(Kind.NO_KEY, path, 1, (str(error.args[0]),))) from error
    terms = content.get("terms", {})
    if not isinstance(terms, dict):
        arguments = ("terms", _as_toml(terms), "[terms.…]")
        raise Unusable(Problem(Kind.BAD_VALUE, path, _line_of("terms", text), arguments))
    entries = _Entries(path, text, name, terms)
    for key in content:
        if key not in _KEYS:
            entries.report_unknown(key, content[key])
    vocabulary = Vocabulary(id=Path(path).stem, role=role, name=name, terms=entries.read())
    return vocabulary, entries.problems


class _Entries:
    """The entries of one file, each checked as it is read."""

    def __init__(self, path: str, text: str, name: str, terms: Mapping[str, Any]) -> None:
        self.path = path
        self.text = text
        self.name = name
        self.terms = terms
        self.problems: list[Problem] = []

    def read(self) -> tuple[Term, ...]:
        """Read all entries; of those that lie within one another, one lies in nothing."""
        terms = {key: term for key in self.terms if (term := self.term(key))}
        clear: set[str | None] = set()
        for key in terms:
            chain: dict[str, None] = {}
            at: str | None = key
            while at in terms and at not in clear and at not in chain:
                chain[at] = None
                at = terms[TermId(at)].within
            if at in chain:
                circle = [*chain][[*chain].index(at) :]
                self.report(Kind.CIRCLE, at, at, " → ".join([*circle, at]))
                terms[at] = replace(terms[at], within=None)
            clear |= chain.keys()
        self.check_names(terms)
        return tuple(terms.values())

    def check_names(self, terms: Mapping[str, Term]) -> None:
        """Tell of another name that is the name of another term; two may also bear one."""
        named = {term.name: key for key, term in terms.items()}
        for key, term in terms.items():
            for alias in term.aliases:
                if named.get(alias, key) != key:
                    self.report(Kind.TERM_ALIKE, key, alias, named[alias])

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
        if _QUOTED.fullmatch(entry["name"]):
            written = f'name = "{entry["name"]}"'
            self.report(Kind.WIDE_SIGNS, key, written, f'name = "{entry["name"][1:-1]}"')
        for name in entry.keys() - set(_TERM_KEYS):
            self.report(Kind.UNKNOWN_OPTION, key, name, "、".join(_TERM_KEYS))
        if character := forbidden(f"{entry['name']}{entry.get('aliases')}{entry.get('code')}"):
            self.report(Kind.CHARACTER, key, character)
            return None
        within = entry.get("within")
        if within is not None and not isinstance(within, str):
            self.report(Kind.BAD_VALUE, key, f"{key}.within", _as_toml(within), '"…"')
            within = None
        elif within is not None and within not in self.terms:
            self.report(Kind.WITHIN, key, key, within, self.meant(within))
            within = None
        aliases = entry.get("aliases", [])
        if not isinstance(aliases, list) or not all(isinstance(name, str) for name in aliases):
            self.report(Kind.BAD_VALUE, key, f"{key}.aliases", _as_toml(aliases), '["…", "…"]')
            aliases = []
        for alias in aliases:
            if len(names := BETWEEN_TERMS.split(alias)) > 1:  # as an item's would be divided
                form = ", ".join(f'"{name}"' for name in names if name)
                self.report(Kind.BAD_VALUE, key, f"{key}.aliases", alias, f"[{form}]")
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
            self.report(Kind.BAD_VALUE, key, f"{key}.code", _as_toml(entry), form)
            return None
        meant = (name for name, spelt in _SPELT.items() if spelt.fullmatch(code.scheme))
        scheme = next(meant, code.scheme)
        pattern, example = _SCHEMES.get(scheme, _ANY)
        if scheme != code.scheme or not pattern.fullmatch(f"{code.value} {code.revision or ''}"):
            self.report(Kind.CODE, key, key, scheme, example)
            return None
        return code

    def meant(self, name: str) -> tuple[str, ...]:
        """Find the keys of the entries that have a name, or of those with the nearest keys."""
        named = (key for key, entry in self.terms.items() if name in _names(entry))
        return tuple(named) or nearest(name, self.terms)

    def report_unknown(self, key: str, value: Any) -> None:
        """Report a key at the top of the file; perhaps it was to begin an entry."""
        inner = next(iter(value), "") if isinstance(value, dict) else ""
        if inner in _TERM_KEYS:
            self.report(Kind.HEADER, key, key, key)
        elif inner and isinstance(value[inner], dict):
            self.report(Kind.HEADER, key, f"{key}.{inner}", inner)
        else:
            self.report(Kind.UNKNOWN_OPTION, key, key, "、".join(_KEYS))

    def report(self, kind: Kind, key: str, *arguments: str | tuple[str, ...]) -> None:
        """Report what is wrong with an entry at the line where it begins."""
        self.problems.append(Problem(kind, self.path, _line_of(key, self.text), arguments))


def _line_of(key: str, text: str) -> int:
    """Find the line where an entry begins, or another key at the top of the file."""
    begins = re.search(
        rf"(?m)^[ \t]*(?:\[\s*)?(?:terms\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*[\].=]", text
    )
    return text.count("\n", 0, begins.start()) + 1 if begins else 1


def _as_toml(value: Any, inside: bool = False) -> str:
    """Write a value as it stands in the file; a text only inside of another in its quotes."""
    if isinstance(value, dict):
        pairs = (f"{key} = {_as_toml(each, True)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(_as_toml(each, True) for each in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if inside and isinstance(value, str) else str(value)


def _names(entry: Any) -> tuple[Any, ...]:
    """List what an entry is called, be it sound or not."""
    if not isinstance(entry, dict):
        return ()
    aliases = entry.get("aliases")
    return entry.get("name"), *(aliases if isinstance(aliases, list) else ())

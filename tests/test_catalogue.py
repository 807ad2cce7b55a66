"""The catalogue holds every message that the package shows, no other, and keeps its places."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from qikan import labels
from qikan.catalogue import LOCALE, catalogue, mark
from qikan.kinds import Kind

PACKAGE = Path(labels.__file__).parent
KEYWORDS = {"_": None, "mark": None, "gettext": None, "translate": None, "ngettext": (1, 2)}
METHODS = {".py": "python", ".html": "jinja2"}
PERCENT = re.compile(r"%\((\w+)\)s|%(.)")

Entry = str | tuple[str, ...]


def used() -> Iterator[tuple[Entry, str]]:
    """Yield every message in the sources, a pair for two numbers, with its place."""
    for path in sorted(PACKAGE.rglob("*")):
        method = METHODS.get(path.suffix)
        if method is None:
            continue
        found = extract_from_file(method, path, keywords=KEYWORDS, strip_comment_tags=True)
        for line, message, *_ in found:
            yield message, f"{path.relative_to(PACKAGE)}:{line}"


def forms(message: Message, *, translated: bool) -> tuple[str, ...]:
    """List a message's forms: one, or as many as there are numbers."""
    text = message.string if translated else message.id
    return (text,) if isinstance(text, str) else tuple(text or ())


def places(text: str) -> tuple[set[str], set[str]]:
    """Name the places of a message that are filled: those of ``{}`` and those of ``%``."""
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return braces, {match[1] or match[2] for match in PERCENT.finditer(text)}


USED = dict(used())
with (LOCALE / "zh_CN/LC_MESSAGES/qikan.po").open("rb") as file:
    PO = read_po(file, locale="zh_CN", abort_invalid=True)
MESSAGES = [message for message in PO if message.id]


def test_messages_are_found_in_all_kinds_of_sources() -> None:
    """Else the tests below would hold for nothing."""
    assert Kind.UNKNOWN_ITEM.text in USED
    assert "Skip to the text" in USED
    assert ("%(num)s issue", "%(num)s issues") in USED
    assert "{year}-{month:02}-{day:02}" in USED
    assert {Path(place.partition(":")[0]).suffix for place in USED.values()} == {".py", ".html"}


@pytest.mark.parametrize("message", USED, ids=str)
def test_every_message_is_translated(message: Entry) -> None:
    entry = PO.get(message if isinstance(message, str) else message[0])
    assert entry is not None, USED[message]
    assert entry.id == message, USED[message]
    assert not entry.fuzzy
    for text in forms(entry, translated=True):
        assert text.strip(), USED[message]


def test_every_translation_is_used() -> None:
    assert [message.id for message in MESSAGES if message.id not in USED] == []
    assert list(PO.obsolete) == []


def test_no_message_stands_twice() -> None:
    text = (LOCALE / "zh_CN/LC_MESSAGES/qikan.po").read_text("utf-8")
    found = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id))
def test_places_agree(message: Message) -> None:
    first, *_ = forms(message, translated=False)
    for text in forms(message, translated=False) + forms(message, translated=True):
        assert places(text) == places(first)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id))
def test_no_blanks_but_those_of_the_message(message: Message) -> None:
    """A blank at either end is for what follows or precedes; a full-width sign needs none."""
    (first, *_) = forms(message, translated=False)
    for text in forms(message, translated=True):
        assert text == text.rstrip() or first != first.rstrip()
        assert text == text.lstrip() or first != first.lstrip()
        assert "  " not in text


def test_messages_in_the_code_have_no_blanks_by_oversight() -> None:
    """Only what is put between or before other words may begin or end with one."""
    texts = [text for entry in USED for text in ([entry] if isinstance(entry, str) else entry)]
    for text in texts:
        assert text == text.rstrip() or text.endswith("... ") or text in {" or ", ", ", "; "}
        assert text == text.lstrip() or text.startswith(" (") or text == " or "


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_kind_says_what_is_wrong_and_what_to_do(kind: Kind) -> None:
    """Two parts, or a place for the ids that were perhaps meant."""
    translated = catalogue("zh_CN").gettext(kind.text)
    assert translated != kind.text
    unknown = kind.subtype.startswith("unknown-") and kind.text.endswith("{1}")
    assert unknown or "; " in kind.text
    assert unknown or "；" in translated
    assert not translated.endswith(("。", "."))


def test_english_needs_no_catalogue() -> None:
    for language in ("en", "en_GB", "de", "", "../zh_CN"):
        assert catalogue(language).gettext("Newspaper of no catalogue") == (
            "Newspaper of no catalogue"
        )
        assert catalogue(language).gettext("Home") == "Home"


def test_chinese() -> None:
    chinese = catalogue("zh_CN")
    assert chinese.gettext("Home") == "首页"
    assert chinese.ngettext("%(num)s issue", "%(num)s issues", 1) == "%(num)s期"
    assert chinese.ngettext("%(num)s issue", "%(num)s issues", 2) == "%(num)s期"
    assert catalogue("zh_CN") is chinese


def test_marked_messages_stay_as_they_are() -> None:
    assert mark("the file is empty") == "the file is empty"

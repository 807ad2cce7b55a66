"""Readings packed for the environment come back as they were."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qikan import ids
from qikan.dates import PartialDate
from qikan.diagnostics import Problem
from qikan.ids import CitationKey, IssueId
from qikan.kinds import Kind
from qikan.model import (
    Cited,
    Document,
    Edition,
    Erratum,
    ErratumKind,
    Issue,
    Item,
    NamedFile,
    Original,
    PublicationStatus,
    Reference,
)
from qikan.reading.front_matter import KEYS
from qikan.reading.reader import Reading
from qikan.sphinx.records import pack, unpack
from test_dates import partial_dates
from test_ids import issue_ids

texts = st.text("山西日报《》“”龘𠮷０1a/\"'\n{}", max_size=8)
some = texts | st.none()
lines = st.integers(0, 10_000)
references = st.lists(
    st.builds(
        Reference,
        role=st.sampled_from(["item", "issue", "outlet", "topic", "人名"]),
        target=texts,
        line=lines,
    ),
    max_size=3,
).map(tuple)
cited = st.lists(
    st.builds(Cited, key=texts.map(CitationKey), printed=some, line=lines), max_size=3
).map(tuple)
errata = st.lists(
    st.builds(
        Erratum,
        date=partial_dates(),
        kind=st.sampled_from(ErratumKind),
        text=texts,
        printed=texts,
        right=texts,
        line=lines,
    ),
    max_size=3,
).map(tuple)
terms = st.dictionaries(
    st.sampled_from(["topics", "places", "laws"]), st.lists(texts, max_size=3).map(tuple)
)
problems = st.lists(
    st.builds(
        Problem,
        st.sampled_from(Kind),
        texts,
        lines,
        st.lists(texts | st.lists(texts, max_size=3).map(tuple), max_size=3).map(tuple),
    ),
    max_size=3,
).map(tuple)
originals = st.builds(
    Original, name=texts, sha256=some, kind=some, pages=st.integers(1, 400) | st.none(), file=some
)


def items(issue: IssueId) -> st.SearchStrategy[tuple[Item, ...]]:
    """Draw the items of an issue, in any order of their numbers."""
    numbers = st.lists(st.integers(1, 99), unique=True, max_size=3)
    return numbers.flatmap(
        lambda drawn: st.tuples(
            *(
                st.builds(
                    Item,
                    id=st.just(ids.item_id(issue, number)),
                    number=st.just(number),
                    title=texts,
                    section=some,
                    page=some,
                    byline=some,
                    cited=cited,
                    errata=errata,
                    terms=terms,
                    term_lines=st.lists(lines, max_size=3).map(tuple),
                    references=references,
                    line=lines,
                )
                for number in drawn
            )
        )
    )


issues = issue_ids.flatmap(
    lambda issue: st.builds(
        Issue,
        id=st.just(issue),
        title=texts,
        label=texts,
        date=partial_dates(),
        number=some,
        running_number=some,
        marks=st.lists(texts, max_size=2).map(tuple),
        volume=some,
        edition=st.sampled_from(Edition),
        publication_status=st.sampled_from(PublicationStatus) | st.none(),
        original=originals | st.none(),
        items=items(issue),
        references=references,
        lines=st.dictionaries(st.sampled_from(KEYS), lines),
    )
)
documents = st.builds(Document, name=texts, title=texts, references=references)
readings = st.builds(Reading, st.none() | issues | documents, problems)


def plain(value: Any) -> Any:
    """Take a value apart, with the lines that its comparison leaves out and every type."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return type(value), plain(parts)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return type(value), value


@given(readings)
def test_round_trip(reading: Reading) -> None:
    again = unpack(pack(reading))
    assert again == reading
    assert plain(again) == plain(reading)


@given(readings)
def test_the_same_reading_gives_the_same_bytes(reading: Reading) -> None:
    """The bytes decide whether pages are written again."""
    assert pack(unpack(pack(reading))) == pack(unpack(pack(reading)))


def test_every_field_is_packed() -> None:
    """A field that the model gets must not be lost here: none is left at its default."""
    issue = Issue(
        id=ids.issue_id("2014-07-04"),
        title="县志通讯",
        label="第一期",
        date=ids.date_of(ids.issue_id("2014-07-05")),
        number="1",
        running_number="301",
        marks=("内部资料，免费交流",),
        volume="3",
        edition=Edition.ABSTRACT,
        publication_status=PublicationStatus.CLEARED,
        original=Original(name="a.doc", sha256="00", kind="Word", pages=15, file="b.doc"),
        items=(
            Item(
                id=ids.item_id(ids.issue_id("2014-07-04"), 1),
                number=1,
                title="《榆次县志》重刊",
                section="要闻",
                page="2",
                byline="欧阳予倩",
                cited=(Cited(key=CitationKey("xinhua-she"), printed="新华社电", line=9),),
                errata=(
                    Erratum(
                        date=PartialDate(2014, 7, 18),
                        kind=ErratumKind.CORRECTION,
                        text="据山西日报更正",
                        printed="117个",
                        right="119个",
                        line=12,
                    ),
                ),
                terms={"places": ("太原",)},
                term_lines=(10,),
                references=(Reference(role="item", target="2014-07-04/2", line=10),),
                signed=Reference(role="outlet", target="山西日报", line=11),
                line=8,
            ),
        ),
        references=(Reference(role="issue", target="2014-06-27", line=6),),
        files=(NamedFile(target="a.png", picture=True, line=12),),
        lines={"issue": 2, "label": 3},
    )
    first = issue.items[0]
    for value in (issue, issue.original, first, first.cited[0], first.errata[0], *issue.references):
        assert value is not None
        for field in dataclasses.fields(value):
            assert getattr(value, field.name) not in (None, (), {}, field.default), field.name
    assert plain(unpack(pack(Reading(issue, ())))) == plain(Reading(issue, ()))


def test_what_is_packed_needs_no_class_of_ours_to_load() -> None:
    """The environment loads as fast as its plain values do."""
    reading = Reading(None, (Problem(Kind.EMPTY, "issues/2014/2014-07-04.md", 1),))
    assert b"qikan" not in pack(reading)
    assert pickle.loads(pack(reading))[0] is None


def test_the_places_of_headings_are_left_behind() -> None:
    assert unpack(pack(Reading(None, (), {6: 1}))).headings == {}

"""Bytes that are text, and what is told of those that are none."""

from __future__ import annotations

import pytest

from qikan.kinds import Kind
from qikan.reading.encoding import text_problem
from reading import PATH, WHOLE


@pytest.mark.parametrize(
    "data",
    [
        WHOLE.encode(),
        WHOLE.encode("utf-8-sig"),
        WHOLE.replace("\n", "\r\n").encode(),
        "𠮷田、㐂、龘\t縣志通訊".encode(),
        b"x",
    ],
    ids=["plain", "BOM", "CRLF", "rare characters", "one letter"],
)
def test_bytes_that_are_text(data: bytes) -> None:
    assert text_problem(data, PATH) is None


@pytest.mark.parametrize(
    ("data", "kind", "line", "arguments"),
    [
        (b"", Kind.EMPTY, 1, ()),
        (b" \r\n\t\n", Kind.EMPTY, 1, ()),
        (b"\xef\xbb\xbf", Kind.EMPTY, 1, ()),
        ("甲\n".encode("gb18030"), Kind.ENCODING, 1, ("GB18030",)),
        (b"---\nissue: 2014-07-04\n---\n# " + "县志".encode("gb18030"), Kind.ENCODING, 4, ...),
        (b"a\r\nb\r\n" + "县志".encode("gb18030"), Kind.ENCODING, 3, ("GB18030",)),
        ("县志通讯\n".encode("utf-16"), Kind.ENCODING, 1, ("UTF-16",)),
        (b"\xfe\xff" + "县志通讯\n".encode("utf-16-be"), Kind.ENCODING, 1, ("UTF-16",)),
        ("abc\n".encode("utf-16-le"), Kind.CHARACTER, 1, ("U+0000",)),
        ("甲\n乙\0丙\n".encode(), Kind.CHARACTER, 2, ("U+0000",)),
        ("甲\r\n乙\r\n\x1b[31m\r\n".encode(), Kind.CHARACTER, 3, ("U+001B",)),
        ("甲\n\x80乙".encode(), Kind.CHARACTER, 2, ("U+0080",)),  # which YAML refuses
        ("甲\ufdd0".encode(), Kind.CHARACTER, 1, ("U+FDD0",)),
    ],
)
def test_bytes_that_are_none(
    data: bytes, kind: Kind, line: int, arguments: tuple[str, ...] | object
) -> None:
    problem = text_problem(data, PATH)
    assert problem is not None
    assert (problem.kind, problem.path, problem.line) == (kind, PATH, line)
    assert arguments is ... or problem.arguments == arguments


def test_a_guess_at_the_encoding_is_only_made_where_there_is_one() -> None:
    """No encoding of Chinese has this byte."""
    problem = text_problem("县志\n".encode() + b"\xff\n", PATH)
    assert problem is not None
    assert (problem.kind, problem.line) == (Kind.NO_TEXT, 2)

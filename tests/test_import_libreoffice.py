"""Documents of other programs: LibreOffice makes .docx of them, and nothing gets lost on the way.

LibreOffice takes seconds to start. So one start makes all documents of one format, and one makes
.docx of them all.
"""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.documents import LAYOUTS, document
from bench.world import World
from importing import squeezed, take
from qikan.importer import libreoffice
from qikan.importer.founding import SETTINGS
from qikan.importer.json_record import as_json
from qikan.importer.libreoffice import Office
from qikan.importer.taking import LARGEST, Intake
from test_import_docx import typed
from word import docx

MADE = document(World(2, 11, 30), 0, LAYOUTS[0])
FORMATS = ("doc", "odt", "rtf", "html")
EXPORT = "txt:Text (encoded):UTF8"


@dataclass(frozen=True)
class Documents:
    """One text in several formats, and what LibreOffice itself exports of it."""

    folder: Path
    office: Office

    def record(self, name: str) -> dict[str, Any]:
        """Take one in."""
        data = (self.folder / name).read_bytes()
        taken = Intake(settings=SETTINGS, office=self.office).take(data, name)
        record: dict[str, Any] = json.loads(as_json(taken, str))
        return record


def convert(format: str, *files: Path) -> None:
    """Have LibreOffice save files in another format, beside them."""
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words: list[str | Path] = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        format,
        "--outdir",
        folder,
        *files,
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="module")
def july(request: pytest.FixtureRequest) -> Path | None:
    """Find the original of July 2014, if it is there."""
    try:
        shared: Path = request.getfixturevalue("shared")
    except pytest.skip.Exception:
        return None
    return shared / "originals/2014-07-04.txt"


@pytest.fixture(scope="module")
def documents(july: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Documents:
    folder = tmp_path_factory.mktemp("office")
    texts = {"虚构": MADE.text, **({"汇编": july.read_text("utf-8")} if july else {})}
    for name, text in texts.items():
        (folder / f"{name}.docx").write_bytes(docx(*typed(text)))
    for format in (*FORMATS, EXPORT):
        convert(format, *(folder / f"{name}.docx" for name in texts))
    office = Office()
    office.prepare(sorted(folder.glob("*.*")), LARGEST * 1_000_000)
    return Documents(folder, office)


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_typed_is_read_from_every_format(documents: Documents, format: str) -> None:
    record = documents.record(f"虚构.{format}")
    for answer, item in zip(MADE.answers, record["items"], strict=True):
        assert item["title"] == answer.title
        assert item["outlet_name"] == "、".join(answer.sources)
        assert squeezed("".join(item["paragraphs"])) == squeezed("".join(answer.paragraphs))
        rows = [row for table in item["tables"] for row in table["rows"]]
        assert [[squeezed(cell) for cell in row] for row in rows] == [
            [squeezed(cell) for cell in row] for row in answer.table
        ]


@pytest.mark.parametrize("format", FORMATS)
def test_the_account_holds_what_libreoffice_itself_exports(
    documents: Documents, format: str
) -> None:
    """Its own plain text and ours are one, but for spaces, and none of ours is lost or added."""
    data = (documents.folder / f"虚构.{format}").read_bytes()
    taken = Intake(settings=SETTINGS, office=documents.office).take(data, f"虚构.{format}")
    exported = (documents.folder / "虚构.txt").read_text("utf-8-sig")
    assert squeezed(taken.draft.original.text) == squeezed(exported)
    assert taken.account.balanced
    assert (taken.draft.original.kind, taken.draft.original.pages) == (format, None)


@pytest.mark.parametrize("format", ["docx", *FORMATS])
def test_the_july_original_from_every_format(
    shared: Path, documents: Documents, format: str
) -> None:
    text = (shared / "originals/2014-07-04.txt").read_bytes()
    theirs = json.loads(as_json(Intake(settings=SETTINGS).take(text, "汇编.txt"), str))
    ours = documents.record(f"汇编.{format}")
    assert len(ours["items"]) == 16
    assert ours["items"] == theirs["items"]
    assert len(ours["joins"]) == len(theirs["joins"])
    assert ours["account"]["lost"] == ours["account"]["added"] == 0


# ---- what a document may not do


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Listen on this machine, and note what is asked for."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    with server.accept()[0] as connection:
                        asked.append(connection.recv(1000))
                except OSError:
                    return

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/a.png", asked
        server.shutdown(socket.SHUT_RDWR)


def odt(body: str, manifest: str = "") -> bytes:
    """Pack a text in the OpenDocument format."""
    space = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            ' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
            f'manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>",
        )
        file.writestr(
            "content.xml",
            f'<office:document-content {space} xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body>'
            "</office:document-content>",
        )
    return packed.getvalue()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


HEAD = [p(line) for line in ("松河政务信息", "2014年第12期（总第87期）", "2014年7月4日")]


def test_nothing_is_fetched_and_bad_files_get_one_line(
    documents: Documents, listener: tuple[str, list[bytes]], tmp_path: Path
) -> None:
    """One start for all that LibreOffice is asked to open here."""
    address, asked = listener
    secret = tmp_path / "密.txt"
    secret.write_text("不可外传", "utf-8")
    linked = (
        f'<text:p><draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>'
        f'<text:section text:name="a"><text:section-source xlink:href="{secret.as_uri()}"/>'
        f"{p('节里的话。')}</text:section>"
    )
    body = f"{''.join(HEAD)}{p('1. 一件事')}{linked}{p('一件事。（松河日报）')}"
    rtf = r"{\rtf1\ansi " + "".join(
        f"\\u{ord(sign)}?" if ord(sign) > 127 else sign
        for sign in "松河简报\n2014年7月11日\n1. 一件事的标题\n一件事。（松河日报）"
    ).replace("\n", r"\par ")
    thing = r"{\object\objemb{\*\objclass Package}{\*\objdata 0105000002000000}{\result {框}}}}"
    word = (documents.folder / "虚构.doc").read_bytes()
    begin = word.index(b"\xec\xa5", 512)
    flags = word[begin + 11] | 1
    files = {
        "连.odt": odt(body),
        "物.rtf": rtf.encode() + thing.encode(),
        "断.doc": word[: len(word) // 2],
        "锁.doc": word[: begin + 11] + bytes([flags]) + word[begin + 12 :],
        "锁.odt": odt(p("甲"), "<manifest:encryption-data/>"),
        "断.odt": odt(p("甲"))[:300],
        "断.rtf": rtf.encode(),
        "空.odt": odt(""),
        "坏.odt": odt("<text:p>甲"),
        "表.doc": word.replace(
            "WordDocument".encode("utf-16-le"), "Workbook1234".encode("utf-16-le")
        ),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    imported = take(*(tmp_path / name for name in files), "--dry-run", into=tmp_path / "库")
    assert imported.status == 1
    assert asked == []
    linking, embedding = imported.records
    assert linking["items"][0]["paragraphs"][-1] == "一件事。"
    assert "不可外传" not in json.dumps(imported.records, ensure_ascii=False)
    assert (embedding["id"], embedding["items"][0]["title"]) == ("2014-07-11", "一件事的标题")
    told = [line.removeprefix(f"{tmp_path}/").partition(": ") for line in imported.err]
    expected = {"断.doc": "不完整", "锁.doc": "密码", "锁.odt": "密码", "断.odt": "不完整",
                "断.rtf": "不完整", "空.odt": "没有文字", "坏.odt": "不完整",
                "表.doc": "不是 Word"}  # fmt: skip
    assert [name for name, _, _ in told] == list(expected)
    for name, _, said in told:
        assert expected[name] in said


def test_where_there_is_no_libreoffice_one_line_names_the_package(
    documents: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    imported = take(documents.folder / "虚构.doc", into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (1, 1)
    assert "libreoffice-writer-nogui" in imported.err[0]


def test_what_does_not_end_is_ended_with_all_that_it_started(
    documents: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! >{tmp_path}/child\nwait\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(libreoffice, "START", 1)
    monkeypatch.setattr(libreoffice, "EACH", 0)
    imported = take(documents.folder / "虚构.doc", into=tmp_path / "库")
    assert (imported.status, len(imported.err)) == (1, 1)
    child = Path("/proc", (tmp_path / "child").read_text().strip())
    for _ in range(50):
        if not child.exists() or ") Z " in (child / "stat").read_text():
            return
        time.sleep(0.1)
    raise AssertionError("the child still runs")

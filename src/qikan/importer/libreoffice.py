"""Documents of other programs (.doc, .odt, .rtf), which LibreOffice makes .docx of."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from qikan.catalogue import mark
from qikan.importer.packages import Package
from qikan.importer.refusals import DAMAGED, LOCKED, Refusal

ENDINGS = (".doc", ".odt", ".rtf")
PACKAGE = "libreoffice-writer-nogui"
START = 60
"""So many seconds LibreOffice may take to start, which it does in three."""
EACH = 30
"""So many it may take for each document."""
TOGETHER = 25
"""So many documents are converted by one start."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FREE = 0xFFFF_FFFF

# What a document may not do while it is opened: run programs, and fetch what it refers to.
_OPTIONS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Misc", "FirstRun", "false"),
)
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    + "".join(
        f'<item oor:path="/org.openoffice.Office.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _OPTIONS
    )
    + "</oor:items>\n"
)
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)


def kind_of(data: bytes) -> str:
    """Tell by its first bytes which of these formats a document has; empty if none."""
    if data.startswith(_OLE):
        return "doc"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    return "odt" if data.startswith(b"PK\x03\x04") and data[30:].startswith(_ODT) else ""


class Office:
    """LibreOffice, with a profile of its own in a temporary folder.

    A document is converted once, however often it is asked for.
    """

    def __init__(self) -> None:
        self._made: dict[str, Path | None] = {}

    @cached_property
    def _folder(self) -> tempfile.TemporaryDirectory[str]:
        """Make the folder, which is deleted with this object, at the latest with the process."""
        return tempfile.TemporaryDirectory(prefix="qikan-office-")

    def prepare(self, paths: Iterable[Path], largest: int) -> None:
        """Convert those of some files that need it, by one start; bad ones are left to ``docx``.

        What has more than ``largest`` bytes is too large.
        """
        found: dict[str, str] = {}
        for path in paths:
            with contextlib.suppress(OSError, Refusal):
                with path.open("rb") as file:
                    kind = kind_of(file.read(100))
                if kind and path.stat().st_size <= largest:
                    data = path.read_bytes()
                    _refuse_bad(data, kind)
                    self._put(data, kind)
                    found[_digest(data)] = kind
        if found and _program():
            self._convert(found)

    def docx(self, data: bytes) -> bytes:
        """Give a document as .docx; raise Refusal."""
        kind, digest = kind_of(data), _digest(data)
        _refuse_bad(data, kind)
        if _program() is None:
            said = mark(
                "a file of {0} is read by LibreOffice, which is not installed: install {1} "
                "(Debian), or save the file as .docx"
            )
            raise Refusal(said, kind.upper(), PACKAGE)
        if self._made.get(digest) is None:
            self._put(data, kind)
            self._convert({digest: kind})
        made = self._made[digest]
        if made is None:
            said = mark(
                "LibreOffice cannot open the file: it is damaged, too large, or protected by a "
                "password; save it as .docx without one"
            )
            raise Refusal(said)
        return made.read_bytes()

    def _put(self, data: bytes, kind: str) -> None:
        place = Path(self._folder.name) / "in" / f"{_digest(data)}.{kind}"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)

    def _convert(self, kinds: Mapping[str, str]) -> None:
        """Convert what was put into the folder; documents are named by their digests."""
        folder = Path(self._folder.name)
        profile, out = folder / "profile", folder / "out"
        if not profile.exists():
            (profile / "user").mkdir(parents=True)
            (profile / "user/registrymodifications.xcu").write_text(_REGISTRY, "utf-8")
        documents = [folder / "in" / f"{digest}.{kind}" for digest, kind in kinds.items()]
        words = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
                 "--convert-to", "docx:MS Word 2007 XML", "--outdir", out, *documents]  # fmt: skip
        _run([_program() or "", *map(str, words)], folder, START + EACH * len(documents))
        for digest in kinds:
            made = out / f"{digest}.docx"
            self._made[digest] = made if made.is_file() and made.stat().st_size else None
        for document in documents:
            document.unlink()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _run(words: list[str], home: Path, seconds: int) -> None:
    """Run a program without a network; end it and all that it has started."""
    surroundings = {**os.environ, **_PROXIES, "HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    silent = subprocess.DEVNULL
    started = subprocess.Popen(
        words, env=surroundings, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired:
        pass  # what it has made so far is there
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


# ---- what LibreOffice would open as far as it goes, or ask for


def _refuse_bad(data: bytes, kind: str) -> None:
    """Raise Refusal where a document is cut off or locked: of half a document nothing is told."""
    if kind == "odt":
        package = Package(data)
        package.refuse_large()
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refusal(LOCKED)
        for part in ("content.xml", "styles.xml"):
            if part in package:
                package.xml(part)
    elif kind == "rtf":
        if not data.rstrip(b"\0\r\n\t ").endswith(b"}"):
            raise Refusal(DAMAGED)
    elif not _is_whole_ole(data):
        raise Refusal(DAMAGED)
    elif _LOCKED_STREAM in data or _is_locked_word(data):
        raise Refusal(LOCKED)
    elif _WORD_STREAM not in data:
        raise Refusal(mark("this is a file of an old Office program, but no Word document"))


def _is_whole_ole(data: bytes) -> bool:
    """Tell whether a compound file ([MS-CFB]) has all sectors that its table says it uses."""
    size = 1 << min(12, int.from_bytes(data[30:32], "little"))
    tables = min(109, int.from_bytes(data[44:48], "little"))
    last = 0
    for at in range(76, 76 + 4 * tables, 4):
        begin = (int.from_bytes(data[at : at + 4], "little") + 1) * size
        table = data[begin : begin + size]
        if len(table) < size:
            return False
        used = [i for i in range(0, size, 4) if int.from_bytes(table[i : i + 4], "little") != _FREE]
        if used:
            last = max(last, (at - 76) // 4 * (size // 4) + used[-1] // 4)
    return tables > 0 and (last + 1) * size < len(data)


def _is_locked_word(data: bytes) -> bool:
    """Tell whether a Word document is encrypted: its first block says so ([MS-DOC] 2.5.2)."""
    for begin in range(512, len(data), 512):
        if data[begin : begin + 2] == b"\xec\xa5":
            return bool(int.from_bytes(data[begin + 10 : begin + 12], "little") & 0x100)
    return False

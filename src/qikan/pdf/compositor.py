"""Typst in a process of its own, which gives back with its end what a bound volume takes up."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import typst

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
"""PDF/A-3a (ISO 19005-3, GB/T 23286.3) and PDF/UA-1 (ISO 14289-1), both at once."""


class NotSet(Exception):
    """Typst could not set a document; its words, in one line."""


class Compositor:
    """Sets one document after the other, until it is dismissed; only the first waits for fonts."""

    def __init__(self) -> None:
        # By its path: wherever conf.py has this package from, it is the same.
        command = [sys.executable, "-P", __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def typeset(self, source: str, root: Path, moment: int) -> bytes:
        """Make a PDF of Typst's code, whose files stand below ``root``; raise NotSet.

        ``moment`` is the time that the PDF tells, in seconds since 1970 began.
        """
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        try:
            pickle.dump((source, str(root), moment), asked)
            asked.flush()
            answer: bytes | str = pickle.load(told)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._process.kill()
            raise NotSet(f"Typst: {self._process.wait()}") from error
        if isinstance(answer, str):
            raise NotSet(answer)
        return answer

    def dismiss(self) -> None:
        """Let it end."""
        for end in (self._process.stdin, self._process.stdout):
            assert end is not None
            with suppress(BrokenPipeError):
                end.close()
        self._process.wait()


def typeset(fonts: typst.Fonts, source: str, root: str, moment: int) -> bytes:
    """Make a PDF here; raise NotSet."""
    compiler = typst.Compiler(
        input=source.encode(), root=root, font_paths=fonts, ignore_system_fonts=True
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        raise NotSet(" ".join([error.message, *error.hints])) from error
    assert isinstance(pdf, bytes)
    return pdf


def work(asked: IO[bytes], told: IO[bytes]) -> None:
    """Set what is asked for, until nothing more is."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who is interrupted tells of it, not this
    fonts = typst.Fonts(include_system_fonts=True)
    while True:
        try:
            source, root, moment = pickle.load(asked)
        except EOFError:
            return
        answer: bytes | str
        try:
            answer = typeset(fonts, source, root, moment)
        except NotSet as error:
            answer = str(error)
        pickle.dump(answer, told)
        told.flush()


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)

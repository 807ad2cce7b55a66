"""How the words behind ``qikan`` are described and read, in the archive's language.

Python's own parser speaks English. It is asked for nothing but the values: whatever it does not
understand is told here.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from qikan.catalogue import mark
from qikan.commands.saying import Refused, Translate
from qikan.diagnostics import nearest

_HEADINGS = (mark("positional arguments"), mark("options"))
"""What Python writes above the two parts of a help text."""

_OPTION = re.compile(r"--[a-z][a-z-]+")


class Parser(argparse.ArgumentParser):
    """A parser whose help is in the archive's language, and who raises instead of exiting."""

    def __init__(self, translate: Translate, **settings: Any) -> None:
        shape = partial(_Formatter, translate)
        super().__init__(
            **settings,
            formatter_class=shape,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self.translate = translate
        self.set_defaults(parser=self)
        self.add_argument("-h", "--help", action="help", help=translate(mark("show this help")))

    def error(self, message: str) -> NoReturn:
        """Refuse what Python tells only in its own words."""
        wrong = mark("the command is not written as it should be; see {0} --help")
        raise Refused(self.translate(wrong).format(self.prog))


class OneOf:
    """A value that has to be one of some words."""

    def __init__(self, option: str, words: Sequence[str], translate: Translate) -> None:
        self.option = option
        self.words = words
        self.translate = translate

    def __call__(self, text: str) -> str:
        """Give the word; raise Refused."""
        if text in self.words:
            return text
        wrong = self.translate(mark("“{0}” is no value for {1}; write one of {2}"))
        raise Refused(wrong.format(text, self.option, self.translate(", ").join(self.words)))


class _Formatter(argparse.HelpFormatter):
    """What Python writes around our words, in the archive's language too."""

    def __init__(self, translate: Translate, prog: str) -> None:
        super().__init__(prog)
        self.translate = translate

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        shown = self.translate(mark("usage:")) + " " if prefix is None else prefix
        super().add_usage(usage, actions, groups, shown)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and self.translate(heading))


def read_words(parser: Parser, commands: Sequence[str], words: Sequence[str]) -> argparse.Namespace:
    """Read what stands behind ``qikan``; raise Refused."""
    translate = parser.translate
    between = translate(", ")
    first = words[0]
    if not first.startswith("-") and first not in commands:
        wrong = translate(mark("there is no command “{0}”; write, for example, {1}"))
        raise Refused(wrong.format(first, between.join(nearest(first, commands) or commands)))
    try:
        options, rest = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        wrong = translate(mark("{0} is not written as it should be; see {1} --help"))
        asked = f"qikan {first}" if first in commands else "qikan"
        raise Refused(wrong.format(error.argument_name, asked)) from error
    if not rest:
        return options
    name = rest[0].partition("=")[0]
    if name.startswith("-"):
        known = sorted({*_OPTION.findall(options.parser.format_help())})
        wrong = translate(mark("there is no option “{0}” here; write, for example, {1}"))
        raise Refused(wrong.format(name, between.join(nearest(name, known) or known)))
    wrong = translate(mark("“{0}” is too much; delete it, or see {1} --help"))
    raise Refused(wrong.format(name, options.parser.prog))

"""The command ``qikan``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from qikan import __version__
from qikan.catalogue import mark
from qikan.commands import check, cite, importing, new, search
from qikan.commands.saying import Refused, Translate, language_of
from qikan.commands.words import Parser, read_words

COMMANDS = {
    "check": check,
    "cite": cite,
    "import": importing,
    "new": new,
    "search": search,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 where all is well, 1 with problems, 2 where nothing can be done."""
    for stream in (sys.stdout, sys.stderr):  # Chinese, whatever the locale
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    words = sys.argv[1:] if arguments is None else arguments
    made = parser(language_of([*map(Path, words), Path()]))
    try:
        options = read_words(made, list(COMMANDS), words or ["--help"])
        if options.command is None:
            options.parser.error("")
        status: int = COMMANDS[options.command].run(options)
        return status
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads has read enough
        sys.stderr.close()
        return 1


def parser(translate: Translate = str) -> Parser:
    """Describe all that can be written behind ``qikan``."""
    made = Parser(translate, prog="qikan", description=translate(mark("Looks after an archive.")))
    made.add_argument("--version", action="version", version=f"qikan {__version__}",
                      help=translate(mark("show the program's version")))  # fmt: skip
    commands = made.add_subparsers(
        dest="command",
        metavar=translate(mark("COMMAND")),
        title=translate(mark("commands")),
        parser_class=Parser,
    )
    for name, command in COMMANDS.items():
        said = translate(command.HELP)
        command.configure(commands.add_parser(name, translate=translate, help=said,
                                              description=said), translate)  # fmt: skip
    return made

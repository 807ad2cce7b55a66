"""The command ``qikan``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from qikan import __version__
from qikan.commands import check, cite, new
from qikan.commands.saying import Refused

COMMANDS = {"check": check, "cite": cite, "new": new}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 where all is well, 1 with problems, 2 where nothing can be done."""
    for stream in (sys.stdout, sys.stderr):  # Chinese, whatever the locale
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    try:
        status: int = COMMANDS[options.command].run(options)
        return status
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads has read enough
        sys.stderr.close()
        return 1


def parser() -> argparse.ArgumentParser:
    """Describe all that can be written behind ``qikan``."""
    made = argparse.ArgumentParser(prog="qikan", description="Looks after an archive.")
    made.add_argument("--version", action="version", version=f"qikan {__version__}")
    commands = made.add_subparsers(required=True, dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.configure(commands.add_parser(name, help=command.HELP, description=command.HELP))
    return made

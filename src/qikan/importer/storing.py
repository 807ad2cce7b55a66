"""How files are put into an archive's folder: all of them whole, or none."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from qikan.catalogue import mark
from qikan.importer.refusals import Refusal

STAGE = ".qikan-import-"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder against other imports, and make it where it is absent; raise Refusal.

    The lock is the kernel's own, on the folder itself: it ends with the process, however that
    ends. What a killed import left behind is swept away.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _refusal(folder, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        said = mark("another import is writing into {0}; wait until it has ended")
        raise Refusal(said, folder.as_posix()) from error
    try:
        for left in folder.glob(f"{STAGE}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)


def may_be_made(folder: Path) -> bool:
    """Tell whether a folder without conf.py may become an archive.

    It is absent or empty; or else an import that was making it has been killed.
    """
    if not folder.is_dir() or next(folder.glob(f"{STAGE}*"), None):
        return True
    return all(path.name.startswith(".") for path in folder.iterdir())


def store(folder: Path, files: Mapping[str, str | bytes | Path]) -> None:
    """Write files, by path below the folder; those that stand there are replaced. Raise Refusal.

    A path instead of what is to be written is that of a file to copy.

    All are written aside first, to the same disk. Only then are they moved into place, each at
    once, in their order: whatever needs another has to come behind it.
    """
    try:
        with _stage(folder) as stage:
            for path, content in files.items():
                _write(stage / "new" / path, content)
            _move(stage, folder, list(files))
    except OSError as error:
        raise _refusal(folder, error) from error


def _write(place: Path, content: str | bytes | Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        if isinstance(content, Path):
            with content.open("rb") as other:
                shutil.copyfileobj(other, file)
        else:
            file.write(content if isinstance(content, bytes) else content.encode())
        file.flush()
        os.fsync(file.fileno())


def _move(stage: Path, folder: Path, paths: Sequence[str]) -> None:
    """Move files into place; where one cannot be, put back those that stood there before."""
    moved: list[str] = []
    try:
        for path in paths:
            target, before = folder / path, stage / "before" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                before.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(target, before)
            (stage / "new" / path).replace(target)
            moved.append(path)
    except OSError:
        for path in reversed(moved):
            if (stage / "before" / path).exists():
                (stage / "before" / path).replace(folder / path)
            else:
                (folder / path).unlink()
        raise


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _refusal(folder: Path, error: OSError) -> Refusal:
    said = mark("nothing was written into {0} ({1}); see to it, and take the file in once more")
    return Refusal(said, folder.as_posix(), error.strerror or str(error))

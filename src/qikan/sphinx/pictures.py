"""The names under which pictures are copied beside the pages."""

from __future__ import annotations

from hashlib import blake2b

from sphinx.environment import BuildEnvironment


def name_pictures(env: BuildEnvironment) -> None:
    """Name the copies of all pictures by their paths.

    Sphinx numbers pictures of one name as it meets them, so that a new one renames others.
    """
    for source, (documents, _) in list(env.images.items()):
        place = blake2b(source.encode(), digest_size=4).hexdigest()
        env.images[source] = (documents, f"{place}-{source.rpartition('/')[2]}")

"""What stands above and below every page, for readers to go elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from sphinx.environment import BuildEnvironment

from qikan.archive import Archive

Link = tuple[str, str]
"""A page, and the words that lead there."""


def ways(archive: Archive, translate: Callable[[str], str]) -> list[Link]:
    """List the ways through the archive."""
    named = [(f"{vocabulary.id}/index", vocabulary.name) for vocabulary in archive.vocabularies]
    return [
        ("years/index", translate("Issues")),
        ("outlets/index", translate("Sources")),
        *named,
        ("statistics/index", translate("Statistics")),
        ("errata/index", translate("Errata")),
    ]


def own_documents(env: BuildEnvironment) -> list[Link]:
    """List the documents below the home page, which tell of the archive itself."""
    below = env.toctree_includes.get(env.config.root_doc, [])
    return [(name, env.titles[name].astext()) for name in below]

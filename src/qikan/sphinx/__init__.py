"""The Sphinx extension: ``extensions = ["qikan.sphinx"]``."""

from qikan.sphinx.setup import setup

__all__ = ["setup"]

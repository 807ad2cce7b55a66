"""qikan (期刊): a serial publication as a long-term archive."""

__version__ = "0.1.0"

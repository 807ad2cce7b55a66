"""The search index: made with the archive, read by the search page and by ``qikan search``."""

"""Issues and bound volumes as archival PDFs, set by Typst. Nothing here knows Sphinx."""

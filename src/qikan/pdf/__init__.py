"""Issues and bound years as archival PDFs, set by Typst. Nothing here knows Sphinx."""

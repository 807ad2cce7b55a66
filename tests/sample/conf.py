"""The sample archive: an invented periodical, of which every person, place and paper is too."""

project = "松河政务信息"
language = "zh_CN"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "qikan.sphinx"]
include_patterns = ["index.md", "issues/**", "source/**"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "substitution"]
bibtex_bibfiles = ["source/outlets.bib"]
html_theme = "qikan"
linkcheck_ignore = [r"https?://"]

qikan_publisher = "松河省信息中心"
qikan_office = "编辑部"
qikan_publication_status = "public"
qikan_vocabularies = ["source/topics.toml", "source/places.toml"]
qikan_roles = ["ref", "doc"]

"""The configuration of this archive; see source/guide.md for what each line does."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))

project = "电子政务信息汇编"
language = "zh_CN"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "qikan.sphinx"]
include_patterns = ["index.md", "issues/**", "source/**"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "substitution"]
bibtex_bibfiles = ["source/outlets.bib"]
html_theme = "qikan"
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_theme_options = {"card": "_static/card.png"}

qikan_publisher = "电子政务云计算应用技术国家工程实验室"
qikan_office = "秘书处"
qikan_publication_status = "unknown"
qikan_vocabularies = ["source/topics.toml", "source/places.toml"]

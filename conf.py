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

# For -M latexpdf, which is for who wants to go on in TeX: each issue as a document of its own, by
# XeLaTeX with ctex, in the typefaces of the archive's own PDFs (-b qikanpdf).
latex_documents = [
    (
        f"issues/{path.parent.name}/{path.stem}",
        f"{path.stem}.tex",
        project,
        qikan_publisher,
        "howto",
    )
    for path in sorted(Path(__file__).parent.glob("issues/*/*.md"))
]
latex_engine = "xelatex"
latex_use_xindy = False
latex_elements = {
    "papersize": "a4paper",
    "babel": "",
    "polyglossia": "",
    "fontpkg": r"""
\usepackage[UTF8,scheme=chinese,fontset=none]{ctex}
\setmainfont{Noto Serif CJK SC}
\setCJKmainfont[ItalicFont=*]{Noto Serif CJK SC}
\setCJKsansfont{Noto Sans CJK SC}
\setCJKmonofont{Noto Sans Mono CJK SC}
""",
}

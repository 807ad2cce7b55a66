"""The folder of a new archive, as far as an issue needs it to be built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SETTINGS: Mapping[str, Any] = {
    "language": "zh_CN",
    "myst_enable_extensions": ["attrs_inline", "colon_fence", "deflist", "substitution"],
    "bibtex_bibfiles": ["source/outlets.bib"],
}
"""What the conf.py of a new archive says that taking in an issue depends on."""

_CONF = """\
\"\"\"资料库的配置；各行的意义见编者指南“资料库的配置”一节。\"\"\"

project = {title}
language = {language}
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "qikan.sphinx"]
include_patterns = ["index.md", "issues/**", "source/**"]
myst_enable_extensions = {myst_enable_extensions}
bibtex_bibfiles = {bibtex_bibfiles}
html_theme = "qikan"

qikan_publisher = {publisher}
qikan_office = {office}
qikan_publication_status = "unknown"  # 未查明；查明后改写，见编者指南“文件头”一节
qikan_vocabularies = ["source/topics.toml", "source/places.toml"]
"""

_INDEX = """\
# {title}资料库

本库收录《{title}》各期，可以按年份翻阅，按来源查找，或者检索任意词句。
"""

_OUTLETS = """\
% 来源：所收条目最初刊登的报刊、通讯社、网站和机关。登记办法见编者指南“来源”一节。
"""

_VOCABULARY = """\
# {name}。登记办法见编者指南“主题和地点”一节。

role = "{role}"
name = "{name}"
"""


def founding_files(title: str, publisher: str, office: str) -> Mapping[str, str]:
    """Write the files of an archive that has no issue yet, by path."""
    given = {"title": title, "publisher": publisher, "office": office, **SETTINGS}
    words = {name: json.dumps(value, ensure_ascii=False) for name, value in given.items()}
    return {
        "conf.py": _CONF.format(**words),
        "index.md": _INDEX.format(title=title),
        "source/outlets.bib": _OUTLETS,
        "source/topics.toml": _VOCABULARY.format(role="topic", name="主题"),
        "source/places.toml": _VOCABULARY.format(role="place", name="地点"),
    }

"""Texts of issues, read by MyST's own parser as the build reads them."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from qikan.model import Issue, Vocabulary
from qikan.reading.forms import Forms
from qikan.reading.reader import Reading
from qikan.reading.source import read_text

PATH = "issues/2014/2014-07-04.md"
TOPICS = Vocabulary(id="topics", role="topic", name="主题")
PLACES = Vocabulary(id="places", role="place", name="地点")
EXTENSIONS = {"attrs_inline", "colon_fence", "deflist", "substitution"}


def myst_parser() -> MarkdownIt:
    """Make MyST's parser with the extensions that an archive uses."""
    return create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)


def read(text: str, path: str = PATH) -> Reading:
    """Read a text as the build does."""
    vocabularies = (TOPICS, PLACES)
    forms = Forms.of(vocabularies)
    return read_text(text, path, myst_parser(), vocabularies, forms)[1]


def record(text: str, path: str = PATH) -> Issue:
    """Read a text in which nothing is wrong."""
    reading = read(text, path)
    assert [problem for problem in reading.problems if not problem.kind.is_note] == []
    assert reading.issue is not None
    return reading.issue


def front(*lines: str) -> str:
    """Write an issue with lines added to its front matter; the first of them is line 3."""
    text = ["# 县志通讯", "", ":::{matter}", ":::", ""]
    return "\n".join(["---", "issue: 2014-07-04", *lines, "---", *text])


WHOLE = """\
---
issue: 2014-07-04
label: 2014年七月第一期
date: 2014-07
number: 13
running-number: 总第301号
volume: 第三卷
edition: abstract
publication-status: internal
original:
  name: 2014-07-04.doc
  sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  kind: Word 97
  pages: 15
---
# 电子政务信息汇编（2014年七月第一期）

编者按：上期见 {issue}`2014-06-27`。

## 要闻

### 山西省太原党政 **OA** 协同办公系统正式启用

:::{item} 1
:page: 2—3
:byline: 王小波、欧阳予倩
:topics: 协同办公、无纸化，档案
:places: 太原; 榆次
:printed: dongnan-wang 东南网(福州)；xinhua-she 新华社太原电
:::

另见 {item}`2014-07-04/2` 和{place}`并州 <太原>`。

{cite:p}`xinhua-she,dongnan-wang`

### 同名

```{item} 2
```

## 简讯

### 同名

:::{item} 3
:::

正文。

#### 附表

表见{item}`2014-07-04/1`。{cite:p}`shanxi-ribao`

## 无栏目的一条

:::{item} 4
:page: 9
:::

## 编后

:::{matter}
:::

{item}`2014-07-04/3`有误。
"""

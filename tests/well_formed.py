"""Well-formed files of an invented archive, which together use every construct.

Nothing here knows how they are read: this shares no code with the engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from bench.grammar import RULES, Grammar

SAMPLE = Path(__file__).parent / "sample"
PATHS = {
    "outlets": "source/outlets.bib",
    "citations": "source/citations/2014.bib",
    "vocabulary": "source/places.toml",
}


@cache
def texts() -> Mapping[str, Sequence[str]]:
    """Give the well-formed files by their form; in an issue ``ID`` stands for its id."""
    issues = [path.read_text("utf-8") for path in sorted(SAMPLE.glob("issues/*/*.md"))]
    named = [re.sub("(?m)^issue: .+$", "issue: ID", text, count=1) for text in issues]
    bibs = {form: (SAMPLE / path).read_text("utf-8") for form, path in PATHS.items()}
    random = Random("texts")
    return {
        "issue": (*named, *(_whole_issue(random) for _ in range(4))),
        "outlets": (bibs["outlets"],),
        "citations": (bibs["citations"], *(_whole_citations(random) for _ in range(2))),
        "vocabulary": (bibs["vocabulary"], _whole_vocabulary(random)),
    }


def _words(random: Random) -> Callable[[str], str]:
    grammar = Grammar(RULES)
    bound = {"place": "松河", "other": "云岭", "topic": "数据共享", "link": "{item}`2013-05-10/1`"}
    return lambda symbol: grammar.expand(symbol, random, bound)


def _whole_issue(random: Random) -> str:
    """Write an issue that uses whatever an issue may."""
    say = _words(random)
    return f"""\
---
issue: ID
label: '第一期: {say("field")}'
date: 2014-03-04
number: 9-10
running-number: 406
volume: 3
edition: abstract
publication-status: internal
publication-marks: [内部资料，免费交流, 准印证（松）0001]
original:
  name: 第一期.pdf
  sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  kind: PDF
  pages: 16
myst:
  substitutions:
    dating: {say("system")}
    shu: 3
---
# {say("title")}（第一期）

编者按：{say("see-earlier")}{{issue}}`上期 <2014-03-07>`、{{cite:p}}`songhe-ribao`。

% 不显示的说明 {{item}}`2014-03-07/9`

## 要闻

### {say("title")}

:::{{item}} 1
:page: 2-3、A05
:byline: 本刊记者 {say("person")}
:topics: 数据共享、网办
:places: 松河，岚港
:printed: yunling-wanbao 雲嶺晚報(岚港版)；songhe-ribao 松河日报讯
:::

:::{{erratum}} 2014-04-18
:kind: correction
:printed: 三十七台
:right: 三十九台
:text: 据来函更正。
:::

:::{{erratum}} 2014-05
:kind: note
:text: {say("closing")}
:::

{say("lead")}首批终端三十七台[^tai]，{{{{ dating }}}}共{{{{shu}}}}处。{say("see-earlier")}

{{{{ dating }}}}

[^tai]: {say("body")}见{{item}}`2013-05-10/2`。

    又一段注文。

{{cite:p}}`yunling-wanbao,songhe-ribao`

### {say("title")}：*新解*与`代码`

```{{item}} 2
:page: 4
```

(biao-ID)=
:::{{list-table}} {say("caption")}
:header-rows: 1
:stub-columns: 1
:name: biao

* - 单位
  - 受理（件）
* - {say("unit-name")}
  - 1,024\\
    见{{item}}`2014-03-07/2`
* - {say("unit-name")}
  - —
:::

| 月份 | 办件量 | 备注 |
|------|-------:|:----:|
| 1月 | 1,024 | {{outlet}}`songhe-ribao` |

:::{{table}} {say("caption")}

| 甲 | 乙 |
|----|----|
| 1 | {{topic}}`数据共享` |
:::

:::{{figure}} /issues/2014/ziku.png
:alt: {say("system")}
:width: 34%
:target: https://example.org/?a=1&b=2
:name: tu-ID

图1　{say("title")}
:::

![图](/issues/2014/ziku.png){{width=50%}}

{{cite:p}}`songhe-zhuanxian`

## 调查与统计

### {say("title")}

:::{{item}} 3
:::

:::::{{grid}} 1 2 2 2
::::{{grid-item-card}} {say("field")}
:link: https://example.org/

{say("body")}{{place}}`嵐港`
:::{{note}}
见{{item}}`另文 <2014-03-07b/1>`。
:::
::::
:::::

> {say("body")}
>
> - {say("matter")}
>   1. {say("matter")}
>
>      {{topic}}`按标识 <wangshang-banshi>`

- {say("matter")}\\
  **{say("matter")}**
- [链接](https://example.org/)，<https://example.org>，<a@example.org>，~~删~~

词条
: {say("body")}

```python
print("<b>")  # {{item}}`2014-03-07/9`
```

$a<b$ 与 5 < 6 && 7 > 3，&lt;b&gt;，\\<b>，\\*照样\\*，{{sub}}`2`{{ref}}`biao-ID`{{sup}}`2`

#### 小标题

{say("closing")}

***

### {say("title")}

:::{{item}} 4
:::

:::{{erratum}} 2016-03-01
:kind: removal
:text: 应当事人请求撤除。
:::

{say("lead")}{{cite}}`langang-dianshitai`

### {say("title")}

:::{{item}} 5
:::

:::{{erratum}} 2016-03-01
:kind: retraction
:text: 原载媒体撤回了报道。
:::

{say("lead")}

## 编后

:::{{matter}}
:::

{say("closing")}见{{item}}`ID/1`、{{doc}}`/source/about`。
"""


def _whole_citations(random: Random) -> str:
    say = _words(random)
    return f"""\
% {say("title")}

@string{{riqi = "2014"}}

@article{{songhe-zhuanxian,
  author = {{{say("person")} and {{松河通讯社}} and van der Berg, Anna and Miller, Jr, Bob B.}},
  title = {{{say("title")}：“A\\&B”}},
  outlet = {{songhe-ribao}},
  date = {{2014-03-05}},
  page = {{A03--A04}},
  url = {{https://songhe-ribao.example/2014/03/05/a03.html?a=1&b=2}},
  urldate = {{2016-01-02}},
  evidence = {{archived}},
  langid = {{zh-CN}},
}}

@online{{wangye-1,
  title = "{say("title")}" # {{续}},
  outlet = {{qinghe-wang}},
  year = riqi, month = 3, day = 5,
  editor = {{{say("person")}}}, translator = {{{say("person")}}},
}}

@report(baogao-1,
  title = {{{say("paper")}}},
  outlet = {{songhe-sheng-zhengfu-bangongting}},
  institution = {{{say("office")}}},
  address = {{松河}}, edition = 2, number = {{3}},
  doi = {{10.1000/182}},
)

@article{{kan-1,
  title = {{Caf\\'e {{\\"o}} {say("field")}}},
  outlet = {{yunling-wanbao}},
  journal = {{{say("kind")}通讯}},
  volume = {{2}}, issue = {{3}}, pages = {{15-18}},
  year = {{2013}},
}}
"""


def _whole_vocabulary(random: Random) -> str:
    say = _words(random)
    return f"""\
# {say("title")}
role = "place"
name = "地点"

[terms.songhe]
name = "松河"
aliases = ["松河省", '{say("townhead")}河']
code = {{ scheme = "GB/T 2260", value = "140200", revision = "201412" }}

[terms.yunling]
name = "云岭"
within = "songhe"
code.scheme = "ISO 3166-1"
code.value = "VN"

[terms.langang]
name = '''岚港'''
aliases = [
  "嵐港",
]
within = "yunling"

[terms."qinghe"]
name = "青禾\\u3000"
"""

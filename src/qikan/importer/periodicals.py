"""How names of periodicals, of their publishers and of editors' offices end."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?:汇编|简报|简讯|动态|通讯|通报|参考|快报|周报|月报|旬报|日报|季报|专报|文摘|摘编|摘报|要情|要闻|信息|资讯|情报|导刊|期刊|"
    r"月刊|周刊|季刊|旬刊|快讯|内参|公报|年报|纪要|选编|选登|荟萃|观察|视点|导报|舆情|资料|辑要|集萃|文汇|研究|园地|之窗|天地|交流)"
    r"(?:\s*[（(].*[)）])?$"
)
_PUBLISHER = re.compile(
    r"(?:实验室|研究院|研究所|研究会|中心|委员会|协会|学会|联合会|公司|集团|大学|学院|图书馆|档案馆|办公厅|办公室|政府|厅|局|委|部|处|社|所|院)"
    r"(?:\s*(?:主办|编印|编|印))?$"
)
_OFFICE = re.compile(
    r"(?:秘书处|编辑部|编辑室|编委会|信息处|综合处|办公室|信息科|编辑组)(?:\s*(?:编印|编|印))?$"
)
LONGEST = 40
"""So many characters such a line has at most."""


def is_name(text: str) -> bool:
    """Tell whether a line may name a periodical."""
    return 3 <= len(text) <= LONGEST and _NAME.search(text) is not None


def is_publisher(text: str) -> bool:
    """Tell whether a line may name who publishes a periodical."""
    return 3 <= len(text) <= LONGEST and _PUBLISHER.search(text) is not None


def is_office(text: str) -> bool:
    """Tell whether a line may name the office that edits a periodical."""
    return 2 <= len(text) <= LONGEST and _OFFICE.search(text) is not None

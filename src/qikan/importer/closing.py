"""Where the last item ends, and what belongs to none begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qikan.importer.lines import Line

_CLOSING = re.compile(
    r"^[（(【]?\s*(?:(?:责任|执行|本期|值班)?(?:编辑|编审|主编|编校|校对|审核|审定|审稿|签发|责编|排版|美编)|编\s*后"
    r"|编辑部|联系(?:人|电话|方式|地址)|电\s*话|传\s*真|地\s*址|邮\s*(?:箱|编)|电子邮[箱件]|投稿|网\s*址"
    r"|报\s*送|抄\s*送|主\s*送|送\s*[:：]|报\s*[:：]|发\s*[:：]|分送|印发|共印|印数|印刷|主办|承办|协办|出版"
    r"|全文完|本期完|完\s*[）)】]|附\s*[:：录件]|更\s*正|勘\s*误|启\s*事|声\s*明)"
)


def closing_from(lines: Sequence[Line], begin: int, ends_item: Callable[[Line], bool]) -> int:
    """Give the index of the first line that is not of the last item, which begins at ``begin``.

    That is what stands behind its source; where it has none, a line that says who edited or
    received the issue.
    """
    first = (
        begin + 1 if len(lines) > begin + 1 else begin
    )  # right below the heading, it ends nothing
    source = next((at for at in range(len(lines) - 1, first - 1, -1) if ends_item(lines[at])), None)
    start = begin if source is None else source + 1
    for at in range(start, len(lines)):
        if source is not None or _CLOSING.match(lines[at].text):
            return at
    return len(lines)

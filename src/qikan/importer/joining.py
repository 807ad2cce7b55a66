"""Which lines are pieces of one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from qikan.importer.lines import CLOSING, Line
from qikan.importer.sources import is_byline, last_brackets

_RUNS_ON = re.compile(r"[，、；,（(《〈“‘「『【—]$|[A-Za-z]-$")
_GOES_ON = re.compile(rf"^[，。、；：！？,.;:!?{CLOSING}…％%]")
_BEGINS = re.compile(
    r"^(?:[一二三四五六七八九十]+是|其[一二三四五六七八九十]|首先|其次|再次|最后|此外|另外|同时，|据悉|据了解"
    r"|第[一二三四五六七八九十\d]+[章节条款，]|[•●◆■▪·○★☆►➢※*＊-]\s*\S|注[：:]|说明[：:]|备注[：:]|附[：:件表]"
    r"|(?:资料|数据|图片)来源|来源[：:]|编者按|本报讯|[图表]\s*\d*[：:\s])"
)
_OPEN = re.compile("[（(《“‘「『【]")
_CLOSE = re.compile("[）)》”’」』】]")
_FIGURE = re.compile(
    r"附?图\s*[0-9０-９一二三四五六七八九十]+(?:[-—.．][0-9]+)*[：:.．、\s\u3000]\s*\S"
)
CAPTION = 40
"""So many ems the caption of a table or a picture has at most."""
FULL = 2.5
"""So many ems may be lacking at the end of a line that is full: a sign that may not begin one."""
WIDEST = 60
"""A line set in type has so many ems at most; what is longer is a paragraph in one line."""
ALIKE = 1.12
"""So much larger is type that belongs to another paragraph."""
ONE_LINE = 18
"""What breaks off at a page's end is at least one line, and so wide at least; subheadings are
shorter."""


class Join(Enum):
    """Whether a line goes on from the one above."""

    YES = auto()
    NO = auto()
    MAYBE = auto()  # both can be: it is left, and told
    WRAPPED = auto()  # yes, as all lines of the document do: nothing to tell


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document was set: ``measure`` is the width of its full lines in ems.

    It is 0 where each paragraph is one line. ``indented`` tells whether paragraphs begin with
    spaces, ``spaced`` whether blank lines stand between them. ``declared`` are they where the
    document itself says where each ends, as Markdown does.
    """

    measure: float = 0.0
    indented: bool = False
    spaced: bool = False
    declared: bool = False

    def is_full(self, line: Line) -> bool:
        """Tell whether a line goes as far as lines do."""
        if line.block.setting:
            return line.block.setting.full
        return line.wide + min(line.lead, 2) * line.indented >= self.measure - FULL


def layout_of(lines: Sequence[Line]) -> Layout:
    """Tell how a document is set, by the widths of its lines of text.

    Lines set in type end at one measure, again and again; paragraphs end anywhere.
    """
    widths = [line.wide + min(line.lead, 2) * line.indented for line in lines if not line.is_table]
    texts = [each for each in widths if each >= 8]
    indented = [line for line in lines if line.indented and line.wide >= 10]
    has_indents = len(indented) >= 3 and len(indented) * 12 >= len(lines)
    if any(line.block.setting for line in lines):
        measure = max(texts, default=0.0) or 1.0
        return Layout(measure, _is_indented(lines), _is_spaced(lines, measure))
    if len(texts) < 8:
        return Layout(indented=has_indents)
    counted = Counter(round(each) for each in texts if each <= WIDEST)
    if not counted:
        return Layout(indented=has_indents)
    measure = max(
        counted, key=lambda at: (sum(counted[each] for each in (at - 2, at - 1, at, at + 1)), at)
    )
    near = sum(counted[each] for each in range(measure - 2, measure + 2))
    beyond = sum(each > measure + 2 for each in texts)
    if near * 3 >= len(texts) and beyond * 10 <= len(texts) and measure >= 12:
        return Layout(float(measure), has_indents, _is_spaced(lines, measure))
    return Layout(indented=has_indents)


def _is_spaced(lines: Sequence[Line], measure: float) -> bool:
    """Tell whether blank lines stand behind nearly all lines that end before the measure."""
    ends = [
        below.block.above > 0
        for line, below in pairwise(lines)
        if not (line.is_table or line.block.level or below.number) and _is_short(line, measure)
        and not (below.block.setting and (below.block.setting.first or below.is_table))
    ]  # fmt: skip
    return sum(ends) * 10 >= len(ends) * 8


def _is_indented(lines: Sequence[Line]) -> bool:
    """Tell whether paragraphs begin with an indent: lines do that follow on short ones."""
    begins = [
        below.indented
        for line, below in pairwise(lines)
        if not (line.is_table or below.is_table or below.block.level) and _is_short(line, 0)
    ]
    return sum(begins) * 2 >= len(begins) > 0


def _is_short(line: Line, measure: float) -> bool:
    setting = line.block.setting
    return not setting.full if setting else line.wide < measure - 2 * FULL


def joins(above: Sequence[Line], line: Line, layout: Layout) -> Join:
    """Tell whether a line goes on from the lines ``above``, which are one paragraph so far."""
    last = above[-1]
    if last.is_table or line.is_table or last.block.note != line.block.note:
        return Join.NO
    if line.block.note and not line.block.setting:
        return Join.NO
    if last.block.level or line.block.level or last.block.frames != line.block.frames:
        return Join.NO
    if last.block.code or line.block.code or is_caption(last) or is_caption(line):
        return Join.NO
    whole = "".join(each.text for each in above)
    if layout.declared:
        return Join.MAYBE if _RUNS_ON.search(last.text) and last.title else Join.NO
    apart = is_byline(line.text) or is_byline(last.text) or (last.number and not last.title)
    if apart or last_brackets(line.text) == (0, len(line.text)):
        return Join.NO  # a writer, a number or perhaps a source, on a line of its own
    if last.block.setting and line.block.setting:
        return _joins_placed(whole, last, line, layout)
    if layout.measure:
        return _joins_set(whole, last, line, layout)
    return _joins_unset(whole, last, line, layout)


def is_caption(line: Line) -> bool:
    """Tell whether a line is the caption of a picture, if one stands beside it."""
    short = not line.is_table and line.wide <= CAPTION and not line.text.endswith(("。", "："))
    return line.block.caption or (short and _FIGURE.match(line.text) is not None)


def _joins_placed(whole: str, last: Line, line: Line, layout: Layout) -> Join:
    """Decide where it is known how lines stand in their columns."""
    above, below = last.block.setting, line.block.setting
    assert above is not None
    assert below is not None
    apart = line.block.above > 0 and not below.first
    yes = Join.YES if below.first or apart else Join.WRAPPED
    if below.size > ALIKE * above.size or above.size > ALIKE * below.size:
        return Join.NO
    if line.indented:
        torn = _RUNS_ON.search(last.text) and above.full and not apart
        return Join.MAYBE if torn and layout.indented else Join.NO
    if not above.full:
        open_ = layout.indented and not apart and not last.ends and last.wide >= ONE_LINE
        goes = open_ or _RUNS_ON.search(last.text) or _GOES_ON.match(line.text)
        return yes if goes else Join.NO
    if apart:
        return yes if last.wide >= ONE_LINE and not last.ends else Join.NO
    if layout.indented or (layout.spaced and not below.first):
        return yes
    if last.ends:
        return Join.MAYBE
    entry = line.number is not None and line.number.style not in {"1 ", "1."}
    if entry and not _is_open(whole):
        return Join.YES if _RUNS_ON.search(last.text) else Join.MAYBE
    return yes


def _joins_set(whole: str, last: Line, line: Line, layout: Layout) -> Join:
    """Decide where a paragraph is many lines of one measure."""
    if line.indented and layout.indented:
        torn = _RUNS_ON.search(last.text) and not line.block.above
        return Join.MAYBE if torn else Join.NO
    if not layout.is_full(last):
        if _RUNS_ON.search(last.text) or _GOES_ON.match(line.text):
            return Join.YES if line.block.above else Join.WRAPPED
        return Join.NO
    if last.ends:
        if (layout.indented or layout.spaced) and not line.block.above:
            return Join.WRAPPED
        torn = line.at - last.at > 1  # by a page, of which nothing else is left
        return Join.NO if line.block.above and not torn else Join.MAYBE
    entry = line.number is not None and line.number.style not in {"1 ", "1."}
    if entry and not _is_open(whole):
        return Join.YES if _RUNS_ON.search(last.text) else Join.MAYBE
    return Join.YES if line.block.above else Join.WRAPPED


def _joins_unset(whole: str, last: Line, line: Line, layout: Layout) -> Join:
    """Decide where a paragraph is one line, unless a page broke it."""
    if _GOES_ON.match(line.text) and not last.ends:
        return Join.YES
    if last.ends:
        return Join.NO
    if line.indented and layout.indented:
        return Join.NO if not _RUNS_ON.search(last.text) else Join.MAYBE
    begins = bool(_BEGINS.match(line.text)) or (
        line.number is not None and line.number.style not in {"1 "}
    )
    if last.text[-1:] in "；;":  # the entries of a list end so, too
        return Join.NO if begins else Join.MAYBE
    if _RUNS_ON.search(last.text):
        entry = line.number is not None and line.number.style != "1 "
        return Join.MAYBE if entry and not _is_open(whole) else Join.YES
    if last.text[-1:] in "：:":
        return Join.NO
    if _is_open(whole) and last.wide >= ONE_LINE:
        return Join.YES
    if last_brackets(last.text) and not last.block.above and last.wide < ONE_LINE:
        return Join.NO
    if last.wide < ONE_LINE:
        return Join.NO
    return Join.MAYBE if begins else Join.YES


def _is_open(text: str) -> bool:
    """Tell whether a bracket or quotation that begins in a text does not end in it."""
    return len(_OPEN.findall(text)) > len(_CLOSE.findall(text))

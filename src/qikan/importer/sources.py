"""The source of an item, as print has it at the item's end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qikan.importer.spans import Span, trimmed
from qikan.importer.writing import key_of

# Words with which names of newspapers, agencies, sites and offices end.
_ENDING = re.compile(
    r"(?:报|网|社|台|刊|杂志|周刊|月刊|时报|电视台|电台|频道|客户端|公众号|微信|微博|在线|之声|新闻|资讯|"
    r"办公厅|办公室|研究室|政府办|委办|局|委|厅|室|处|科|部|院|所|会|办|中心|公司|集团|实验室|大学|学院|政府|"
    r"领馆|使馆|组|站|平台|秘书处|编辑部|日报|[A-Za-z]{2,})"
    r"(?:\s*[（(][^（）()]*[)）])?$"
)
_NO_SOURCE = re.compile(
    r"^(?:完|续完|未完待续|待续|全文完|下转.*|上接.*|转.*版|接.*版|[见详参].*|图略|略|图.*|表.*|附.*|注.*|"
    r"以下简称.*|下称.*|简称.*|又称.*|即.*|单位.*|按.*(?:排序|计算|统计)|不含.*|含.*|其中.*|试行|暂行|草案|征求意见稿|"
    r"[一二三四五六七八九十]+|\d+|\d[\d.,，%％]*|[A-Za-z]{1,6}\d*|20\d\d[-—－~～]20\d\d年?|.*[。；！？].*)$"
)
_LEAD = re.compile(
    r"^\s*(?:来源|稿源|出处|摘编?自|转自|选自|编自|(?:本[报刊网]|编辑部)?综合|据|原载于?|载于?|信息来源|文章来源|供稿)\s*[:：]?\s*"
)
_TAIL = re.compile(r"\s*(?:供稿|报道|电|讯|消息|综合)\s*$")
_DATE = re.compile(
    r"[\s,，、]*(?:[0-9０-９]{4}\s*年\s*)?[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*[日号]?(?:第?\s*[A-Z]?\d{1,3}\s*版)?[\s,，、]*"
    r"|[\s,，、]*[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}[\s,，、]*"
    r"|[\s,，、]*第?\s*[A-Z]?\d{1,3}\s*版[\s,，、]*"
)
_WRITER = re.compile(
    r"(?:(?:本报|本刊|本网|本台|本社)?(?:特约|特派|见习|实习|驻.{1,6})?"
    r"(?:记者|通讯员|作者|编译|撰稿人?|文字)|文)\s*[:：/／\s]\s*(.+)$"
    r"|(?:本报|本刊|本网|本台)?(?:记者|通讯员)([\u4e00-\u9fff]{2,4})$"
)
_BETWEEN = re.compile(r"\s*[、；;，,/／]\s*|\s+和\s+")
_OPEN, _CLOSE = "（(", "）)"
_LABELLED = re.compile(
    r"^\s*(?:[—-]{1,2}\s*)?(?:(?:来源|稿源|信息来源|文章来源)\s*[:：]|(?:摘编?自|转自|选自)\s*[:：]?)"
    r"\s*(\S.{0,38}?)\s*$"
    r"|^\s*(?:——|—{2}|--)\s*(\S.{1,30}?)\s*$"
)
_BYLINE = re.compile(
    r"^\s*[（(]?\s*(?:(?:本报|本刊|本网|本台|本社)?(?:特约|特派|见习|实习)?(?:记者|通讯员|作者|编译|撰稿人?)"
    r"|文)\s*[:：/／\s]\s*[\u4e00-\u9fff·A-Za-z][\u4e00-\u9fff·A-Za-z\s、，,]{1,30}[)）]?\s*$"
)
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """A source as it stands at the end of a text; places count from the text's beginning.

    ``whole`` is all of it with its brackets; ``names`` are those of outlets, ``writer`` that of
    a person.
    """

    whole: Span
    names: tuple[Span, ...]
    writer: Span | None = None
    bracketed: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """How one knows the source at the end of an item: by what is told of ``printed_source``.

    A profile's ``pattern``, if there is one, decides alone; its first group are the names.
    """

    known: Collection[str] = ()
    pattern: re.Pattern[str] | None = None

    @property
    def are_none(self) -> bool:
        """Whether the periodical prints none: its pattern is empty."""
        return self.pattern is not None and not self.pattern.pattern

    def find(self, text: str) -> Printed | None:
        """Find the source with which a text ends."""
        if self.pattern is None:
            return printed_source(text, self.known)
        end = len(text.rstrip())
        found = (each for each in self.pattern.finditer(text) if each[0] and each.end() == end)
        for each in found:
            names = Span(*each.span(min(1, self.pattern.groups)))
            return Printed(Span(*each.span()), tuple(_names(text, names)), bracketed=False)
        return None


def is_byline(text: str) -> bool:
    """Tell whether a line names who wrote what follows: 本报记者 李云."""
    framed = text[:1] in _OPEN, text[-1:] in _CLOSE
    return len(text) <= LONGEST and framed[0] == framed[1] and _BYLINE.match(text) is not None


def last_brackets(text: str) -> Span | None:
    """Find the brackets with which a text ends, the outermost of those that are nested."""
    end = len(text.rstrip())
    if end == 0 or text[end - 1] not in _CLOSE:
        return None
    depth = 0
    for at in range(end - 1, max(-1, end - 2 - LONGEST), -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            return Span(at, end)
    return None


def printed_source(text: str, known: Collection[str] = ()) -> Printed | None:
    """Find the source with which a text ends; ``known`` are the keys
    (``key_of``) of names of outlets.

    It stands behind the end of a sentence or alone, or else it ends as names of outlets do:
    what is bracketed in a sentence may be anything.
    """
    if labelled := _LABELLED.match(text):
        group = 1 if labelled[1] else 2
        span = Span(*labelled.span(group))
        if group == 1 or _is_name(labelled[group], known):
            return Printed(Span(0, len(text)), tuple(_names(text, span)), bracketed=False)
    brackets = last_brackets(text)
    if brackets is None:
        return None
    inner = Span(brackets.begin + 1, brackets.end - 1)
    said = text[inner.begin : inner.end].strip()
    before = text[: brackets.begin].rstrip()
    if not 1 < len(said) <= LONGEST or _NO_SOURCE.match(said):
        return None
    writer = _WRITER.search(said)
    named = writer or _is_name(said, known)
    if not named and before and before[-1:] not in "。！？…!?.":
        return None
    begin = trimmed(inner, text).begin
    if writer:
        group = 1 if writer[1] else 2
        person = Span(begin + writer.start(group), begin + writer.end(group))
        rest = Span(begin, begin + writer.start())
        return Printed(brackets, tuple(_names(text, rest)), person)
    return Printed(brackets, tuple(_names(text, Span(begin, begin + len(said)))))


def _is_name(said: str, known: Collection[str]) -> bool:
    """Tell whether words are the name of an outlet, in 《》 or without, by how they end."""
    bare = said.strip("《》")
    return _ENDING.search(bare) is not None or key_of(bare) in known


def _names(text: str, span: Span) -> Iterator[Span]:
    """Yield the names within a span: without dates, and without the words around them."""
    written = text[span.begin : span.end]
    begin, end = 0, len(written)
    if lead := _LEAD.match(written):
        begin = lead.end()
    for date in _DATE.finditer(written):
        if date.start() <= begin:
            begin = max(begin, date.end())
        elif date.end() == end:
            end = date.start()
            break
        else:  # a name, a date, and something else: the name is what comes first
            end = date.start()
            break
    if (tail := _TAIL.search(written, begin, end)) and len(written[begin : tail.start()]) > 1:
        end = tail.start()
    inside = 0
    start = begin
    for at in range(begin, end):
        inside += (written[at] in _OPEN) - (written[at] in _CLOSE)
        if inside == 0 and (between := _BETWEEN.match(written, at, end)) and between.end() > start:
            if found := _bare(written, start, at, span.begin):
                yield found
            start = between.end()
    if found := _bare(written, start, end, span.begin):
        yield found


def _bare(written: str, begin: int, end: int, shift: int) -> Span | None:
    while begin < end and (written[begin].isspace() or written[begin] in "《"):
        begin += 1
    while end > begin and (written[end - 1].isspace() or written[end - 1] in "》,，、；;"):
        end -= 1
    return Span(shift + begin, shift + end) if end > begin else None

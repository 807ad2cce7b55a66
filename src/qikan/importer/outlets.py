"""Outlets that an issue names: those that an archive has, and proposals for those it has not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qikan.importer.draft import Draft, Item, Point, Remark, Source
from qikan.importer.romanizing import pinyin
from qikan.importer.spans import Span, of, places
from qikan.importer.writing import key_of
from qikan.model import Outlet

# The words with which names end, each with its pinyin and the kind of outlet that it tells.
_ENDINGS = (
    ("日报", "ribao", "newspaper"),
    ("晚报", "wanbao", "newspaper"),
    ("时报", "shibao", "newspaper"),
    ("早报", "zaobao", "newspaper"),
    ("晨报", "chenbao", "newspaper"),
    ("商报", "shangbao", "newspaper"),
    ("都市报", "dushibao", "newspaper"),
    ("报", "bao", "newspaper"),
    ("新闻网", "xinwenwang", "website"),
    ("政府网", "zhengfuwang", "website"),
    ("在线", "zaixian", "website"),
    ("网", "wang", "website"),
    ("通讯社", "tongxunshe", "agency"),
    ("社", "she", "agency"),
    ("杂志", "zazhi", "magazine"),
    ("周刊", "zhoukan", "magazine"),
    ("月刊", "yuekan", "magazine"),
    ("电视台", "dianshitai", "broadcaster"),
    ("广播电台", "guangbo-diantai", "broadcaster"),
    ("政府办公厅", "zhengfu-bangongting", "government"),
    ("政府办公室", "zhengfu-bangongshi", "government"),
    ("办公厅", "bangongting", "government"),
    ("办公室", "bangongshi", "government"),
    ("委员会", "weiyuanhui", "government"),
    ("政府", "zhengfu", "government"),
    ("经商室", "jingshangshi", "government"),
    ("局", "ju", "government"),
    ("厅", "ting", "government"),
)
_UNWRITABLE = re.compile(r"[{}\\~@\"]")
_BRANCH = re.compile(r"(?<=..)\s*[（(][^（）()]+[）)]$")
_PARTS = re.compile("(?<=[省市县区])")


@dataclass(frozen=True, slots=True)
class Register:
    """The outlets of an archive, and those that are proposed for it, by what they are called."""

    by_name: dict[str, str]
    names: dict[str, str]
    new: dict[str, str]

    @classmethod
    def of(cls, outlets: Iterable[Outlet]) -> Register:
        """Take the outlets of an archive."""
        by_name: dict[str, str] = {}
        names: dict[str, str] = {}
        for outlet in outlets:
            names[outlet.id] = outlet.name
            for name in outlet.names:
                by_name.setdefault(key_of(name), outlet.id)
        return cls(by_name, names, {})

    def copy(self) -> Register:
        """Remember what is registered now."""
        return Register(dict(self.by_name), dict(self.names), dict(self.new))

    def restore(self, before: Register) -> None:
        """Forget what has been registered since."""
        for mine, its in ((self.by_name, before.by_name), (self.names, before.names),
                          (self.new, before.new)):  # fmt: skip
            mine.clear()
            mine.update(its)

    def known(self) -> frozenset[str]:
        """List every name."""
        return frozenset(self.by_name)

    def key(self, name: str) -> tuple[str, bool]:
        """Give the key of an outlet by its printed name, and whether it is new.

        What stands in brackets behind a name, 东南网(福州), is a part of that outlet.
        """
        if found := self.by_name.get(key_of(name)):
            return found, found in self.new
        bare = _BRANCH.sub("", name)
        if found := self.by_name.get(key_of(bare)):
            return found, found in self.new
        key = self._free(key_for(bare))
        self.by_name[key_of(bare)] = key
        self.names[key] = self.new[key] = _UNWRITABLE.sub("", bare).strip() or key
        return key, True

    def _free(self, key: str) -> str:
        count, free = 2, key
        while free in self.names:
            free, count = f"{key}-{count}", count + 1
        return free


def link(draft: Draft, register: Register) -> Draft:
    """Give every source of a draft its key; new ones are told."""
    remarks = list(draft.remarks)
    items = tuple(_linked(item, draft, register, remarks) for item in draft.items)
    ordered = sorted(remarks, key=lambda remark: remark.span)
    return replace(draft, items=items, remarks=tuple(ordered))


def _linked(item: Item, draft: Draft, register: Register, remarks: list[Remark]) -> Item:
    sources: list[Source] = []
    for source in item.sources:
        name = of(source.name, draft.original.text)
        key, new = register.key(name)
        if new and not any(each.arguments[1:] == (key,) for each in remarks):
            place = next(places(source.name), Span(0, 0))
            remarks.append(Remark(Point.NEW_OUTLET, place, (name, key), item.number))
        sources.append(replace(source, key=key))
    return replace(item, sources=tuple(sources))


def kind_of(name: str) -> str:
    """Tell the kind of an outlet by how its name ends, empty where that does not tell."""
    return next((kind for word, _, kind in _ENDINGS if name.endswith(word)), "")


def key_for(name: str) -> str:
    """Write a name in pinyin, in as many words as its ending and its place make it."""
    ending = next(
        ((word, said) for word, said, _ in _ENDINGS if name.endswith(word) and name != word),
        ("", ""),
    )
    rest = name.removesuffix(ending[0])
    words = [pinyin(part) for part in _PARTS.split(rest)]
    written = "-".join([*words, ending[1]]).lower()
    return re.sub(r"[^a-z0-9]+", "-", written).strip("-") or "laiyuan"


def entries(new: dict[str, str], heading: str) -> Iterator[str]:
    """Write BibTeX entries for new outlets, below a line that says where they come from."""
    if new:
        yield f"\n% {heading.replace('@', '')}\n"
    for key, name in new.items():
        kind = kind_of(name)
        lines = [f"@periodical{{{key},", f"  title = {{{name}}},"]
        if kind:
            lines.append(f"  kind = {{{kind}}},")
        yield "\n" + "\n".join([*lines, "}", ""])

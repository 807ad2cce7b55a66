"""The pinyin of names, held against pypinyin itself: its tables may get another form."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from bench.documents import documents
from qikan.importer import romanizing
from qikan.importer.romanizing import pinyin

NAMES = (
    "重庆", "长沙", "长春", "厦门", "乐山", "大厦", "吕梁", "绿色中国", "女性", "西藏", "六安",
    "会计", "四川省成都市", "银行", "行唐县", "音乐", "快乐", "单县", "蔚县", "和平", "上海A股",
    "重庆长安", "一行", "𠮷田", "〇一", "\ue000", "Linux中国", "",
)  # fmt: skip


def test_names_are_written_as_pypinyin_writes_them() -> None:
    printed = (answer.sources for made in documents(8) for answer in made.answers)
    for name in {*NAMES, *(source for sources in printed for source in sources)}:
        assert pinyin(name) == "".join(lazy_pinyin(name)), name


def test_tables_of_another_form_are_left_to_pypinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(name: str) -> str:
        raise LookupError(name)

    monkeypatch.setattr(romanizing, "_table", other)
    assert pinyin("重庆") == "chongqing"

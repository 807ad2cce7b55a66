"""What an institution may choose of the look, and what would make pages hard to read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from qikan import look
from qikan.diagnostics import Unusable
from qikan.kinds import Kind
from qikan.look import Look, contrast
from tiny import build, issue, write
from website import Pages, one, text_of

THEME = Path(look.__file__).parent / "theme/theme.toml"
DEFAULTS: Mapping[str, str] = tomllib.loads(THEME.read_text("utf-8"))["options"]


def test_the_defaults_can_be_used() -> None:
    assert Look.of(DEFAULTS).measure == "36"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#000000", 21),
        ("#777777", "#777777", 1),
        ("#767676", "#ffffff", 4.54),  # the palest grey that WCAG lets stand on white
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, told: float) -> None:
    assert contrast(one, other) == pytest.approx(told, abs=0.005)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paper", "white"),
        ("seal", "#a62"),
        ("dark_ink", "#dcd6c9; } body { display: none"),
        ("song", "Songti SC; } *"),
        ("hei", 'url("https://example.org/a.woff")'),
        ("mono", ""),
        ("measure", "39"),
        ("measure", "36em"),
        ("card", "https://example.org/card.png"),
        ("card", "_static/card.svg"),
    ],
)
def test_what_is_no_such_value_is_refused(name: str, value: str) -> None:
    with pytest.raises(Unusable) as refused:
        Look.of({**DEFAULTS, name: value})
    assert refused.value.problem.kind is Kind.SETTING
    assert f'"{name}"' in refused.value.problem.message()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ink", "#888888"),
        ("ink_2", "#8a8272"),
        ("seal", "#f0a090"),
        ("edge", "#d5cebf"),
        ("dark_ink", "#555555"),
        ("dark_paper", "#777777"),
    ],
)
def test_colours_that_are_hard_to_tell_apart_are_refused(name: str, value: str) -> None:
    with pytest.raises(Unusable) as refused:
        Look.of({**DEFAULTS, name: value})
    assert refused.value.problem.kind is Kind.CONTRAST


def test_the_stylesheet_holds_what_was_chosen() -> None:
    chosen = Look.of({**DEFAULTS, "seal": "#1f4e79", "dark_seal": "#8ab4e0", "measure": "34"})
    sheet = chosen.stylesheet()
    assert "--measure: 34em;" in sheet
    assert sheet.count("--seal: #1f4e79;") == 1
    assert sheet.count("--seal: #8ab4e0;") == 2  # the system's choice, and the reader's


def test_an_institution_says_its_own_on_every_page(tmp_path: Path) -> None:
    """Notice, filings and contact are text: nothing in them becomes markup."""
    own = {
        "notice": "试运行：<b>内容以原刊为准</b>",
        "icp": "京ICP备00000000号-1",
        "police": "京公网安备00000000000000号",
        "site_code": "bm00000001",
        "contact": "ziliaoku@example.cn",
    }
    write(tmp_path, {"issues/2014/2014-07-04.md": issue()}, conf=f"html_theme_options = {own}")
    built = build(tmp_path)
    assert (built.status, built.warnings()) == (0, [])
    for name, page in Pages(built.out).items():
        assert text_of(one(page, "header .notice")) == own["notice"], name
        footer = one(page, "footer")
        assert all(own[each] in text_of(footer) for each in own if each != "notice"), name
        assert one(footer, ".filed a:first-child")["href"] == "https://beian.miit.gov.cn/"

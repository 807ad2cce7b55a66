"""The page of figures and the charts of subjects, in whole builds read by other readers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from bs4 import Tag

import tiny
from songhe import ISSUES, ITEMS, SUBJECTS
from website import Website, one, text_of

# ---- in the sample


def rows(site: Website, name: str) -> list[list[str]]:
    """Read a file of numbers as Excel does: by its mark."""
    data = (site.root / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def counted(records: list[str]) -> dict[str, int]:
    """Count records by year, from their first to their last."""
    years = [int(record[:4]) for record in records]
    every = range(min(years), max(years) + 1)
    return {str(year): years.count(year) for year in every}


def test_issues_and_items_by_year(sample_site: Website) -> None:
    """2015 has no issue, and stands there with 0."""
    issues, items = counted([*ISSUES]), counted([*ITEMS])
    expected = [["年", "期数", "条数"]]
    expected += [[year, str(issues[year]), str(items[year])] for year in issues]
    assert "2015" in issues
    assert rows(sample_site, "statistics/items-by-year.csv") == expected
    main = sample_site.main("statistics")
    assert cells(one(main, "table[aria-label=各年期数和条数]")) == expected
    assert text_of(one(main, ".lead")) == "2013年至2016年 5期 13条"


def cells(table: Tag) -> list[list[str]]:
    return [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


@pytest.mark.parametrize("folder", ["outlets", "topics", "places"])
def test_names_by_year_are_all_in_the_file(sample_site: Website, folder: str) -> None:
    head, *listed = rows(sample_site, f"statistics/{folder}-by-year.csv")
    assert head == ["标识", "名称", "条数", "2013", "2014", "2015", "2016"]
    expected = {
        key.partition("/")[2]: [name, str(len(items))]
        + [str(sum(item.startswith(year) for item in items)) for year in head[3:]]
        for key, (name, items) in SUBJECTS.items()
        if key.startswith(folder) and items
    }
    assert {row[0]: row[1:] for row in listed} == expected
    order = [(-int(row[2]), row[0]) for row in listed]
    assert order == sorted(order)


def test_leading_sources_lead_to_their_pages(sample_site: Website) -> None:
    table = one(sample_site.main("statistics"), "table.ranking")
    shown = cells(table)[1:]
    sizes = {name: len(items) for key, (name, items) in SUBJECTS.items() if "outlets" in key}
    assert {row[0]: int(row[-1]) for row in shown} == sizes
    links = dict(sample_site.links("statistics", table))
    assert links["松河日报"] == "outlets/songhe-ribao"
    lengths = [str(bar["width"]) for bar in table.find_all("rect")]
    assert lengths[:2] == ["100.0%", "50.0%"]


def test_small_charts_have_one_scale(sample_site: Website) -> None:
    part = sample_site.section("statistics", "主题历年条数")
    assert part is not None
    charts = part.select("svg.small")
    assert len(charts) == 4
    heights = {
        text_of(one(chart, "title")).partition("：")[0]: [
            float(str(bar["height"])[:-1]) for bar in chart.find_all("rect")
        ]
        for chart in charts
    }
    assert heights["网上办事"] == [56.0, 28.0, 28.0]  # 2, 1, none, 1
    assert heights["网站安全"] == [28.0]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_of_several_years_has_a_chart(sample_site: Website, subject: str) -> None:
    name, items = SUBJECTS[subject]
    counts = counted(items)
    main = sample_site.main(subject)
    charts = main.select("svg.chart")
    assert len(charts) == (len(counts) > 1)
    assert (sample_site.root / f"{subject}.csv").is_file() == (len(counts) > 1)
    if not charts:
        return
    [chart] = charts
    said = "、".join(f"{year}年{count}条" for year, count in counts.items())
    until = "；2016年只到2月" if "2016" in counts else ""
    assert chart["role"] == "img"
    assert text_of(one(chart, "title")) == f"{name}：{said}{until}"
    bars = chart.find_all("rect")
    assert len(bars) == sum(count > 0 for count in counts.values())
    assert [bar.get("class") for bar in bars][-1] == (["part"] if until else None)
    expected = [["年", "条数"], *([year, str(count)] for year, count in counts.items())]
    assert rows(sample_site, f"{subject}.csv") == expected
    assert cells(one(main, "details.data table")) == expected
    link = one(main, "details.data a[download]")
    target, _ = sample_site.follow(sample_site.names[subject], str(link["href"]))
    assert target == f"{subject}.csv"


def test_company_on_a_page(sample_site: Website) -> None:
    section = sample_site.section("places/langang", "同条出现")
    assert section is not None
    assert [text_of(each) for each in section.select("h3, li")] == [
        *("主题", "网上办事 2"),
        *("地点", "云岭 1"),
        *("来源", "岚港电视台 A&B 频道 1", "松河省政府办公厅 1", "云岭晚报 1"),
    ]


def test_a_year_without_issues_stands_among_the_years(sample_site: Website) -> None:
    strip = one(sample_site.main("years"), ".years")
    assert [text_of(each) for each in strip.find_all("li")] == [
        *("2013 1期 3条", "2014 2期 7条", "2015 0期", "2016 2期 3条"),
    ]
    assert [target for _, target in sample_site.links("years", strip)] == [
        *("years/2013", "years/2014", "years/2016"),
    ]


# ---- names and titles that are hard to set

HARD = '<b>&"县志", 续\''
LONG = "榆次县志稿本" * 50


def hard_archive(folder: Path, years: range, **files: str) -> tiny.Built:
    """Build an archive of an issue a year, with an outlet and a topic of hard names."""
    outlets = '@periodical{shanxi-ribao,\n  title = {=SUM(A1)&"山西", <b>},\n}\n'
    topics = f"role = 'topic'\nname = '主题'\n\n[terms.fangzhi]\nname = '''{HARD}'''\n"
    more = "".join(f"\n[terms.t{n}]\nname = '主题{n}'\n" for n in range(200))
    every = "、".join(["fangzhi", *(f"t{n}" for n in range(200))])
    item = f"## {LONG}\n\n:::{{item}} 1\n:topics: {every}\n:::\n"
    issues = {
        f"issues/{year}/{year}-05-01.md": tiny.issue(
            f"{year}-05-01", "重刊。\n\n{cite:p}`shanxi-ribao`", item=item, title=f"# 通讯{year}"
        )
        for year in years
    }
    written = {"source/outlets.bib": outlets, "source/topics.toml": topics + more}
    return tiny.build(tiny.write(folder, {**written, **issues, **files}))


def test_hard_names_and_one_year_only(tmp_path: Path) -> None:
    built = hard_archive(tmp_path / "一年", range(2014, 2015))
    assert (built.status, built.lines()) == (0, [])
    site = Website(built.out)
    assert site.main("statistics").select("svg.chart") == []
    assert site.main("topics/fangzhi").select("svg.chart") == []
    assert not (built.out / "topics/fangzhi.csv").exists()
    tables = site.main("statistics").select("table.ranking")
    assert [len(table.find_all("tr")) for table in tables] == [2, 9]
    assert len(rows(site, "statistics/topics-by-year.csv")) == 202
    assert ["fangzhi", HARD, "1", "1"] in rows(site, "statistics/topics-by-year.csv")
    [_, outlet] = rows(site, "statistics/outlets-by-year.csv")
    assert outlet == ["shanxi-ribao", '\'=SUM(A1)&"山西", <b>', "1", "1"]
    assert text_of(one(site.page("topics/fangzhi"), "h1")) == HARD
    assert site.main("topics/fangzhi").find_all("b") == []


def test_hard_names_in_charts_of_many_years(tmp_path: Path) -> None:
    built = hard_archive(tmp_path / "六十年", range(1955, 2015))
    assert (built.status, built.lines()) == (0, [])
    site = Website(built.out)
    title = one(site.main("topics/fangzhi"), "svg.chart > title")
    assert text_of(title) == f"{HARD}：1955年至2014年共60条，1955年最多，1条"
    labels = [text_of(each) for each in site.main("topics/fangzhi").select("svg.chart text")]
    assert labels == ["1", "1960", "1970", "1980", "1990", "2000", "2010"]
    assert len(site.main("topics/fangzhi").select(".company li")) <= 24


def test_many_names_have_letters_to_jump_to(tmp_path: Path) -> None:
    built = hard_archive(tmp_path / "字母", range(2014, 2015))
    site = Website(built.out)
    jumps = site.links("topics", one(site.main("topics"), "nav.numbered"))
    headings = [text_of(each) for each in site.main("topics").select("h2.letter")]
    assert [text for text, _ in jumps] == headings == ["Z", "#"]
    for _, target in jumps:
        assert site.main("topics").find(id=target.partition("#")[2]), target
    assert site.main("places").select("nav.numbered") == []


def test_an_archive_without_issues_has_no_figures(tmp_path: Path) -> None:
    built = tiny.build(tiny.write(tmp_path / "空", {}))
    assert built.status == 0
    assert "尚未收录。" in built.page("statistics/index")
    assert "尚无条目。" in built.page("topics/fangzhi")


@pytest.mark.parametrize("name", ["statistics", "items"])
def test_a_vocabulary_cannot_take_the_place_of_the_figures(tmp_path: Path, name: str) -> None:
    path = f"source/{name}.toml"
    files = {path: "role = 'field'\nname = '领域'\n"}
    conf = f"qikan_vocabularies = [{path!r}]\n"
    built = tiny.build(tiny.write(tmp_path / "占", files, conf=conf))
    assert built.status == 2
    assert name in "\n".join(line.text for line in built.lines())


def test_a_file_goes_with_its_page(tmp_path: Path) -> None:
    """An outlet that loses its second year loses its chart, and the file."""
    folder = tmp_path / "撤"
    built = hard_archive(folder, range(2013, 2015))
    file = built.out / "outlets/shanxi-ribao.csv"
    assert file.is_file()
    (folder / "issues/2013/2013-05-01.md").unlink()
    tiny.build(folder)
    assert not file.exists()

"""Where pieces come from: located pieces, outlets, and what the archive says of its own status."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import rispy
from pybtex.database import parse_string

from broken import ISSUE
from building import Build
from tiny import build as build_tiny
from tiny import issue, write
from website import Website, one, text_of

LOCATED = "issues/2014/2014-03-07/5"
ALONE = "issues/2014/2014-03-07/1"


def sources(site: Website, page: str) -> list[str]:
    return [text for term, text in site.record(page) if term == "来源"]


def test_the_record_of_a_located_piece(sample_site: Website) -> None:
    (source,) = sources(sample_site, LOCATED)
    assert source == (
        "松河日报：原文已查明，并存有副本"
        "李云岭，欧阳松河. 云岭与岚港之间的专线昨日改造完成[N/OL]. 松河日报，2014-03-05（A03）. "
        "https://songhe-ribao.example/2014/03/05/a03.html?a=1&b=2. 查看原文"
    )
    record = one(sample_site.main(LOCATED), "#source-songhe-zhuanxian")
    assert [target for _, target in sample_site.links(LOCATED, record)] == [
        "outlets/songhe-ribao",
        "https://songhe-ribao.example/2014/03/05/a03.html?a=1&b=2",
    ]


def test_the_record_of_an_outlet_alone_says_what_is_not_known(sample_site: Website) -> None:
    """And makes up no reference: neither the digest's date nor its headline is the original's."""
    (source,) = sources(sample_site, ALONE)
    assert source == "松河日报：据本刊所署来源“松河日报”；原文题名、日期、版次未查明"
    (other,) = sources(sample_site, "issues/2013/2013-05-10/2")
    assert other == "云岭晚报：据本刊所署来源“雲嶺晚報(岚港版)”；原文题名、日期、版次未查明"


def test_a_citation_on_an_own_page_leads_to_the_outlet(tmp_path: Path) -> None:
    """Beside bibtex's own uses, which go on working."""
    about = (
        "---\norphan: true\n---\n# 关于\n\n据{cite:p}`kan-fangzhi`和{cite:t}`fang-zhi-xue`。\n\n"
        "一注{footcite}`fang-zhi-xue`。\n\n```{footbibliography}\n```\n\n"
        "```{bibliography}\n:filter: cited\n```\n"
    )
    citations = "@article{kan-fangzhi,\n title = {看方志},\n outlet = {shanxi-ribao},\n}\n"
    books = "@book{fang-zhi-xue,\n author = {章, 学诚},\n title = {方志学},\n year = {1983},\n}\n"
    folder = write(
        tmp_path,
        {
            "source/about.md": about,
            "source/books.bib": books,
            "source/citations/1990.bib": citations,
            "issues/2014/2014-07-04.md": issue("2014-07-04", "{cite:p}`kan-fangzhi`"),
        },
        conf='bibtex_bibfiles.append("source/books.bib")\n',
    )
    built = build_tiny(folder)
    assert (built.status, built.warnings()) == (0, [])
    page = built.page("source/about")
    assert '（<a href="../outlets/shanxi-ribao.html">山西日报</a>）' in page
    shown = text_of(Website(built.out).main("source/about"))
    assert shown.count("方志学") == 2  # in the bibliography and in the footnote


def test_how_to_cite_is_read_by_other_programs(sample_site: Website) -> None:
    folder = sample_site.root / "issues/2013"
    bib = parse_string((folder / "2013-05-10.bib").read_text("utf-8"), "bibtex").entries
    assert [bib[key].fields["title"] for key in bib] == [
        "松河政务信息",
        "松河省网上办事大厅试运行",
        r"云岭推行“一窗受理”，办结时限缩短 40\%",
        "一周简讯",
    ]
    entries = rispy.loads((folder / "2013-05-10.ris").read_text("utf-8"))
    assert [entry["type_of_reference"] for entry in entries] == ["JFULL", "JOUR", "JOUR", "JOUR"]
    assert entries[1]["authors"] == ["王芳", "欧阳松河"]
    assert (entries[2]["start_page"], entries[2]["end_page"]) == ("2", "3")
    assert entries[1]["volume"] == "1"


def test_without_an_address_the_reference_gives_none_and_says_so(sample_site: Website) -> None:
    panel = one(sample_site.main("issues/2013/2013-05-10/1"), "section.cite")
    words = text_of(one(panel, "#cite-1"))
    assert words == "王芳，欧阳松河. 松河省网上办事大厅试运行[J]. 松河政务信息，2013，1（9）：1."
    assert "尚未设定永久网址" in text_of(panel)
    assert "永久网址" not in dict(sample_site.record("issues/2013/2013-05-10/1"))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_html_baseurl_is_the_one_setting_for_addresses(
    sample: Path, build: Build, tmp_path: Path, builder: str
) -> None:
    base = "https://qikan.example.org/songhe/"
    settings = {"html_baseurl": base, "qikan_gbt7714": "2015"}
    built = build(sample, builder, into=tmp_path / builder, settings=settings)
    assert (built.status, built.warnings) == (0, [])
    site = Website(built.output)
    page = "issues/2016/2016-no01/2"
    address = f"{base}{page}/" if builder == "dirhtml" else f"{base}{page}.html"
    assert dict(site.record(page))["永久网址"] == address
    panel = one(site.main(page), "section.cite")
    assert text_of(one(panel, "#cite-1")) == (
        f"2016年待办的三件事[J/OL]. 松河政务信息, 2016(1): 2. {address}."
    )
    whole = one(site.main("issues/2016/2016-no01"), "section.cite")
    assert text_of(one(whole, "#cite-1")).startswith(
        "松河省信息中心. 松河政务信息[J/OL]. 2016(1). 松河省信息中心, 2016. https://"
    )
    search = f"{base}search/" if builder == "dirhtml" else f"{base}search.html"
    assert described(built.output / "_static/opensearch.xml") == f"{search}?q={{searchTerms}}"
    head = (built.output / "index.html").read_text("utf-8")
    assert '<link rel="search" type="application/opensearchdescription+xml"' in head


def described(path: Path) -> str | None:
    """Read the address at which browsers may search a site (OpenSearch 1.1)."""
    names = {"": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ElementTree.parse(path).getroot()
    assert root.findtext("ShortName", namespaces=names) == "松河政务信息"
    url = root.find("Url", names)
    assert url is not None
    return url.get("template")


def test_a_third_vocabulary_is_a_file_and_a_line(tmp_path: Path) -> None:
    laws = 'role = "law"\nname = "法规"\n\n[terms.dangan-fa]\nname = "档案法"\n'
    text = issue("2014-07-04", "见{law}`档案法`。").replace(":places: 太原", ":laws: 档案法")
    folder = write(
        tmp_path,
        {"source/laws.toml": laws, "issues/2014/2014-07-04.md": text},
        conf='qikan_vocabularies.append("source/laws.toml")\n',
    )
    built = build_tiny(folder)
    assert (built.status, built.warnings()) == (0, [])
    assert "《榆次县志》（明万历本）重刊" in built.page("laws/dangan-fa")
    assert 'laws/dangan-fa.html">档案法</a>' in built.page("issues/2014/2014-07-04/1")
    assert "laws/index.html" in built.pages()


def test_the_status_with_the_marks_that_print_carries(tmp_path: Path) -> None:
    own = "publication-status: internal\npublication-marks: [内部资料，免费交流, 准印证0001号]\n"
    folder = write(
        tmp_path,
        {
            "source/about.md": "---\norphan: true\n---\n# 关于\n\n```{periodical}\n```\n",
            "issues/2014/2014-07-04.md": issue("2014-07-04"),
            "issues/2014/2014-07-11.md": issue("2014-07-11", front=own),
        },
        conf='qikan_publication_marks = ["国内统一刊号"]\nqikan_publisher = "县志办"\n',
    )
    built = build_tiny(folder)
    assert (built.status, built.warnings()) == (0, [])
    site = Website(built.out)
    assert site.record("source/about") == [
        ("刊名", "县志通讯"),
        ("主办单位", "县志办"),
        ("公开属性", "公开发行"),
        ("原刊所印标记", "国内统一刊号"),
    ]
    assert dict(site.record("issues/2014/2014-07-04"))["公开属性"] == "公开发行国内统一刊号"
    assert dict(site.record("issues/2014/2014-07-11"))["公开属性"] == (
        "内部资料内部资料，免费交流准印证0001号"
    )


def test_the_publication_status_has_to_be_set(tmp_path: Path) -> None:
    built = build_tiny(write(tmp_path, {}, conf="del qikan_publication_status\n"))
    assert built.status == 2
    (line,) = built.lines()
    assert (line.path, line.text[:28]) == ("conf.py", "qikan_publication_status 不可为")


def test_translators_are_in_the_reference(tmp_path: Path) -> None:
    citation = (
        "@book{xianzhi-xue,\n  title = {县志学},\n  outlet = {shanxi-ribao},\n"
        "  author = {Miller, Anna B.},\n  translator = {李云},\n  year = {1983},\n}\n"
    )
    files = {"source/citations/1983.bib": citation, ISSUE: issue(body="{cite:p}`xianzhi-xue`")}
    built = build_tiny(write(tmp_path, files))
    assert (built.status, built.warnings()) == (0, [])
    assert "李云，译" in built.page("issues/2014/2014-07-04/1")

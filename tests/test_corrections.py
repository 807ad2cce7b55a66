"""What a correction does to the pages on which its item stands."""

from __future__ import annotations

from website import Website, one, text_of

CORRECTED = "issues/2013/2013-05-10/1"
REMOVED = "issues/2016/2016-no01/3"


def article(site: Website, item: str) -> object:
    issue, _, number = item.rpartition("/")
    return one(site.main(issue), f"#item-{number}")


def test_the_text_shows_what_was_printed_and_what_is_right(sample_site: Website) -> None:
    for part in (
        one(sample_site.main(CORRECTED), "article"),
        one(sample_site.main("issues/2013/2013-05-10"), "#item-1"),
    ):
        assert text_of(one(part, "del")) == "３８个"
        assert text_of(one(part, "ins")) == "３６个"
        assert "首批进驻部门３８个３６个、事项" in text_of(part)
        notice = one(part, ".erratum")
        assert text_of(notice) == (
            "更正 2013年6月14日 “３８个”应为“３６个”。据松河省信息中心来函更正。"
        )
        following = part.find_all("p")
        assert notice.find("p") is following[0]  # up front


def test_nothing_but_the_record_is_left_of_a_removed_item(sample_site: Website) -> None:
    """Its page stands, its title is listed, its text is nowhere, and it refers to nothing."""
    main = sample_site.main(REMOVED)
    assert text_of(one(main, "h1")) == "岚港渔民补贴名单"
    assert text_of(one(main, "article .erratum")) == (
        "撤除 2016年3月 原文载有个人信息，应当事人请求撤除。"
    )
    assert one(main, "article").find_all("p") == one(main, ".erratum").find_all("p")
    in_issue = one(sample_site.main("issues/2016/2016-no01"), "#item-3")
    assert "撤除" in text_of(in_issue)
    for file, page in sample_site.pages.items():
        assert "渔民甲" not in page.get_text(), file
    mentioned = sample_site.section("issues/2013/2013-05-10/2", "互见")
    assert mentioned is None or "渔民" not in text_of(mentioned)


def test_one_page_lists_all_errata_the_latest_first(sample_site: Website) -> None:
    entries = one(sample_site.main("errata"), ".entries").find_all("li")
    assert [text_of(one(entry, ".why")) for entry in entries] == [
        "2016年3月 撤除",
        "2013年6月14日 更正",
    ]
    links = sample_site.links("errata", one(sample_site.main("errata"), ".entries"))
    assert [target for _, target in links] == [REMOVED, CORRECTED]
    for name in ("index", CORRECTED):
        assert ("勘误", "errata") in sample_site.links(name, sample_site.page(name))


def test_the_notice_can_be_pointed_at(sample_site: Website) -> None:
    assert one(sample_site.main(CORRECTED), ".erratum")["id"] == "item-1-erratum-1"

"""What stands in the sample archive, as a reader of its files would say it.

Written by hand and not asked of the engine, so that neither can hide the other's faults.
"""

from __future__ import annotations

ISSUES = {  # in order of publication, with label and number of items
    "2013-05-10": ("2013年第9期", 3),
    "2014-03-07": ("2014年三月第一期", 5),
    "2014-03-07b": ("2014年三月第一期增刊", 2),
    "2016-no01": ("2016年第1期", 3),
    "2016-02": ("2016年2月", 0),
}
ITEMS = {
    "2013-05-10/1": "松河省网上办事大厅试运行",
    "2013-05-10/2": "云岭推行“一窗受理”，办结时限缩短 40%",
    "2013-05-10/3": "一周简讯",
    "2014-03-07/1": '松河省清理网页标题中的 <b> 标记：“A&B”与 "僵尸网站" 一并整改',
    "2014-03-07/2": "松河省网上办事大厅与三市互通",
    "2014-03-07/3": "青禾以生僻字库保障姓名登记",
    "2014-03-07/4": "一周简讯",
    "2014-03-07/5": "一周简讯",
    "2014-03-07b/1": "编者怎样引用条目",
    "2014-03-07b/2": "《松河》新解：网上办事大厅为何不用 {item}",
    "2016-no01/1": "岚港办件子项的统计口径",
    "2016-no01/2": "2016年待办的三件事",
    "2016-no01/3": "岚港渔民补贴名单",
}
SUBSTITUTED = "2014-03-07b/2"  # its title holds a substitution, which has a test of its own

# What each record's text refers to, in order of mention, with the text where it has one of its own.
MENTIONS: dict[str, list[str | tuple[str, str]]] = {
    "2013-05-10": ["2014-03-07"],
    "2013-05-10/1": ["2014-03-07/2"],
    "2013-05-10/2": [("上一条", "2013-05-10/1")],
    "2014-03-07/1": ["2013-05-10/2"],
    "2014-03-07/2": ["2013-05-10/1", "2016-no01/1", "2013-05-10/2", "2016-no01/2"],
    "2014-03-07/3": ["2014-03-07b/1"],
    "2014-03-07/4": ["2013-05-10/3", "topics/zhengwu-gongkai"],
    "2014-03-07b": [("主刊", "2014-03-07")],
    "2014-03-07b/1": ["2013-05-10/1", ("第四条", "2014-03-07/4")],
    "2016-no01/1": [
        "2013-05-10/1",
        "outlets/yunling-wanbao",
        ("岚港的电视节目", "outlets/langang-dianshitai"),
        "topics/shuju-gongxiang",
        ("按标识", "topics/wangshang-banshi"),
        "places/langang",
        "places/yunling",
        "2013-05-10/1",
        "2014-03-07/5",
    ],
    "2016-no01/2": ["2014-03-07/3", "2014-03-07/5", "2014-03-07/1"],
    "2016-02": ["2016-no01", "2013-05-10/1"],
}
OWN_PAGES = {"index": "松河政务信息资料库", "source/about": "关于本资料库"}
IN_OWN_PAGES: dict[str, list[str | tuple[str, str]]] = {
    "index": ["2016-02"],
    "source/about": [
        "2013-05-10",
        ("一条带脚注的", "2013-05-10/1"),
        "outlets/songhe-ribao",
        "topics/shuju-gongxiang",
        "places/langang",
    ],
}
IN_FOOTNOTES: dict[str, list[str | tuple[str, str]]] = {
    "2013-05-10/1": [("另一期的说明", "2016-no01/1")]
}

OUTLETS = {
    "songhe-ribao": ("松河日报", ["2013-05-10/1", "2014-03-07/1", "2014-03-07/5", "2016-no01/2"]),
    "yunling-wanbao": ("云岭晚报", ["2013-05-10/2", "2014-03-07/2"]),
    "qinghe-wang": ("青禾网", ["2014-03-07/2", "2014-03-07/3"]),
    "songhe-sheng-zhengfu-bangongting": ("松河省政府办公厅", ["2016-no01/1"]),
    "langang-dianshitai": ("岚港电视台 A&B 频道", ["2016-no01/3"]),
}
TOPICS = {
    "shuju-gongxiang": ("数据共享", ["2014-03-07/2", "2014-03-07/3", "2016-no01/2"]),
    "wangshang-banshi": (
        "网上办事",
        ["2013-05-10/1", "2013-05-10/2", "2014-03-07/2", "2016-no01/1"],
    ),
    "zhengwu-gongkai": ("政务公开", ["2013-05-10/1", "2014-03-07b/1"]),
    "wangzhan-anquan": ("网站安全", ["2014-03-07/1"]),
}
PLACES = {
    "songhe": ("松河", ["2013-05-10/1", "2014-03-07/1", "2016-no01/2"]),
    "yunling": ("云岭", ["2013-05-10/2", "2014-03-07/2"]),
    "langang": ("岚港", ["2013-05-10/2", "2016-no01/1", "2016-no01/3"]),
    "qinghe": ("青禾", ["2014-03-07/2", "2014-03-07/3"]),
}
SUBJECTS = {
    f"{folder}/{key}": entry
    for folder, entries in (("outlets", OUTLETS), ("topics", TOPICS), ("places", PLACES))
    for key, entry in entries.items()
}

SOURCES = {
    "2013-05-10/1": "（松河日报）",
    "2013-05-10/2": "（雲嶺晚報(岚港版)）",
    "2013-05-10/3": None,
    "2014-03-07/1": "（松河日报）",
    "2014-03-07/2": "（云岭晚报、青禾网）",
    "2014-03-07/3": "（青禾网）",
    "2014-03-07/4": None,
    "2014-03-07/5": "（松河日报）",
    "2014-03-07b/1": None,
    "2014-03-07b/2": None,
    "2016-no01/1": "（松河省政府办公厅）",
    "2016-no01/2": "（松河日报）",
    "2016-no01/3": None,
}


def page_of(record: str) -> str:
    """Name the page of an issue or an item, or, as it is, of a subject or an own page."""
    return f"issues/{record[:4]}/{record}" if record[0].isdigit() else record


def title_of(record: str) -> str:
    """Give the title under which a record is shown elsewhere."""
    if record in ISSUES:
        return ISSUES[record][0]
    return ITEMS.get(record) or OWN_PAGES.get(record) or SUBJECTS[record][0]


def issue_of(item: str) -> str:
    return item.partition("/")[0]


def referred_to(source: str) -> list[str]:
    """List what a record refers to, each target once."""
    found = (MENTIONS, IN_FOOTNOTES, IN_OWN_PAGES)
    mentions = [mention for mentions in found for mention in mentions.get(source, [])]
    return list(dict.fromkeys(each if isinstance(each, str) else each[1] for each in mentions))


def referring_to(record: str) -> list[str]:
    """List who refers to a record, in order of publication, then the archive's own pages."""
    order = [key for issue in ISSUES for key in (issue, *items_of(issue))] + [*OWN_PAGES]
    return [source for source in order if record in referred_to(source)]


def items_of(issue: str) -> list[str]:
    return [item for item in ITEMS if issue_of(item) == issue]

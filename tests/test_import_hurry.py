"""Three documents as an editor in a hurry makes them, in none of the generator's layouts.

Each is written by hand; what is right to read in it is told beside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from importing import take

COPIED = """\
内部资料  注意保存
松河政务参考
（第27期  总第350期）
松河市信息中心编          二〇一四年七月四日
本期要目
松河市推行网上审批................1
城南区公布权力清单................2
霞浦县建成数据中心................4
松河市推行网上审批
　　7月1日起，松河市推行网上审批，主要做法如下：
　　（一）梳理事项。共梳理事项123项，减少34项。
　　（二）优化流程。其中：
　　1.压缩时限。
　　2.减少材料。
　　（三）加强监督。
——摘自《松河日报》2014年7月2日
城南区公布权力清单
　　城南区公布权力清单，群众可登录网站（http://www.example.org）查询。
　　区长王大山说：“清单之外无权力。”
——摘自《城南晚报》2014年7月3日
霞浦县建成数据中心
记者 李云
　　霞浦县建成数据中心，面积1200平方米。
（本刊综合霞浦网、松河网消息）
主编：张三　责任编辑：李四　　电话：0000-1234567
报：市委、市政府领导　　送：各县（区）
"""

WRAPPED = """\
政务信息化简讯
2014年第7期
松河市信息办 2014-07-04
一、松河市召开信息化工作会议
松河市7月1日召开信息化工作会议，总结上半年工作，部署下半年
任务。市长出席并讲话，强调要加快推进电子政务建设，提高服务水
平。
会议要求，各部门要按照统一部署，抓紧落实各项工作，确保年内完
成全部任务。（松河日报）
二、城南区试点电子证照 群众办事不用再带原件
城南区7月2日起试点电子证照，首批上线身份证、户口簿等12种证
照。群众办事时，只需出示手机，工作人员即可在网上核验。
1
截至目前，已签发电子证照3.5万张，办理业务1200件。下一步，将
推广到全市。
（城南网）
三、霞浦县建成政务数据中心
霞浦县政务数据中心7月3日建成，总投资3200万元，机房面积800
平方米，可满足全县各部门五年内的需要。
据介绍，该中心采用云计算技术，实现了资源的统一管理和按需分
2
配，比分散建设节约资金40%以上。（记者 李云 通讯员 王大山）
（霞浦日报）
四、全市政务网站普查结果公布
普查结果显示，全市共有政务网站132个，合格率为87.1%。普查结果
如下：
地区 网站数 合格率
城南区 23 91.3%
霞浦县 18 83.3%
普查由市信息办组织，每年一次。（市政府办公室）
"""

SOURCES_ABOVE = """\
松河信息

2014年第7期（总第33期）

松河市人民政府办公室　　　　　　　　　　2014年7月4日

★要闻★

松河市与三家企业签订合作协议
来源：松河日报
7月2日，松河市与三家企业签订合作协议，共建智慧城市。根据协议，三家企业将在三年内投入2亿元。

协议明确了各方的责任。

城南区开通微信办事平台
来源：城南网（松河）
城南区7月1日开通微信办事平台，市民可以预约、查询、投诉。

★他山之石★

外省推行“一窗受理”
来源：新华网
外省7月起推行“一窗受理”，由前台统一收件、后台分类办理。

【编者按】此做法值得借鉴。
"""


def read(folder: Path, text: str) -> dict[str, Any]:
    path = folder / "期.txt"
    path.write_text(text, "utf-8")
    imported = take(path, "--dry-run", into=folder / "库")
    assert imported.err == ()
    account = imported.record["account"]
    assert (account["lost"], account["added"]) == (0, 0)
    assert account["in"] == len(text) == account["out"] + account["listed"]
    return imported.record


def outline(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Tell of each item the title, section, page, source and writer."""
    keys = ("title", "section", "page", "outlet_name", "byline")
    return [tuple(item[key] for key in keys) for item in record["items"]]


def test_copied_out_of_word_without_blank_lines(tmp_path: Path) -> None:
    record = read(tmp_path, COPIED)
    assert (record["label"], record["date"]) == ("第27期  总第350期", "2014-07-04")
    assert outline(record) == [
        ("松河市推行网上审批", None, "1", "松河日报", None),
        ("城南区公布权力清单", None, "2", "城南晚报", None),
        ("霞浦县建成数据中心", None, "4", "霞浦网、松河网", "李云"),
    ]
    assert len(record["items"][0]["paragraphs"]) == 6
    assert record["items"][0]["paragraphs"][3] == "1.压缩时限。"
    assert record["front"] == ["内部资料  注意保存"]
    assert len(record["back"]) == 2


def test_copied_out_of_a_pdf_line_by_line(tmp_path: Path) -> None:
    record = read(tmp_path, WRAPPED)
    assert outline(record) == [
        ("松河市召开信息化工作会议", None, None, "松河日报", None),
        ("城南区试点电子证照 群众办事不用再带原件", None, None, "城南网", None),
        ("霞浦县建成政务数据中心", None, None, "霞浦日报", "李云 通讯员 王大山"),
        ("全市政务网站普查结果公布", None, None, "市政府办公室", None),
    ]
    assert [len(item["paragraphs"]) for item in record["items"]] == [2, 2, 2, 2]
    assert record["items"][0]["paragraphs"][0].endswith("提高服务水平。")
    (table,) = record["items"][3]["tables"]
    assert table["rows"][1] == ["城南区", "23", "91.3%"]
    assert [doubt["kind"] for doubt in record["doubts"]].count("maybe-joined") == 1
    assert record["front"] == ["松河市信息办"], "it is no name that the record could hold"


def test_sources_between_heading_and_text(tmp_path: Path) -> None:
    record = read(tmp_path, SOURCES_ABOVE)
    assert outline(record) == [
        ("松河市与三家企业签订合作协议", "要闻", None, "松河日报", None),
        ("城南区开通微信办事平台", "要闻", None, "城南网（松河）", None),
        ("外省推行“一窗受理”", "他山之石", None, "新华网", None),
    ]
    assert [len(item["paragraphs"]) for item in record["items"]] == [2, 1, 2]
    assert record["back"] == []

"""A small grammar of Chinese e-government news, with all of its words.

Every place, outlet, topic, person and figure is invented; no sentence is taken from a real text.
A place name is made of two characters, none of which together name a division of GB/T 2260.

Templates are context-free. A ``<slot>`` in one stands for

- ``<office>``: any alternative of that symbol,
- ``<10..90>``: a whole number from 10 to 90,
- ``<$place>``: what the caller bound to ``place``, so that one item keeps to one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


def han_count(text: str) -> int:
    """Return how many Han characters are in ``text``, without punctuation, digits and Latin."""
    return len(HAN.findall(text))


@dataclass(frozen=True, slots=True)
class _Range:
    low: int
    span: int


@dataclass(frozen=True, slots=True)
class _Bound:
    name: str


@dataclass(frozen=True, slots=True)
class _Symbol:
    name: str


_Part = str | _Range | _Bound | _Symbol
_SLOT = re.compile(r"<([^<>]+)>")
_RANGE = re.compile(r"(\d+)\.\.(\d+)")


class Grammar:
    """Context-free rules: for each symbol the templates that it may stand for."""

    def __init__(self, rules: Mapping[str, Sequence[str]]) -> None:
        """Compile ``rules``; a slot without a rule raises ``ValueError`` here, not later."""
        self._rules: dict[str, list[tuple[_Part, ...]]] = {}
        for symbol, templates in rules.items():
            if not templates:
                raise ValueError(f"symbol {symbol!r} has no template")
            self._rules[symbol] = [tuple(_parts(template, rules)) for template in templates]

    def alternatives(self, symbol: str) -> int:
        """Return how many templates ``symbol`` has."""
        return len(self._rules[symbol])

    def expand(
        self, symbol: str, rng: Random, bound: Mapping[str, str], alternative: int | None = None
    ) -> str:
        """Return one text for ``symbol``: of its template ``alternative``, or of any."""
        out: list[str] = []
        templates = self._rules[symbol]
        if alternative is None:
            self._fill(templates[int(rng.random() * len(templates))], rng, bound, out)
        else:
            self._fill(templates[alternative], rng, bound, out)
        return "".join(out)

    def _fill(
        self, parts: tuple[_Part, ...], rng: Random, bound: Mapping[str, str], out: list[str]
    ) -> None:
        for part in parts:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, _Symbol):
                templates = self._rules[part.name]
                self._fill(templates[int(rng.random() * len(templates))], rng, bound, out)
            elif isinstance(part, _Range):
                out.append(str(part.low + int(rng.random() * part.span)))
            else:
                out.append(bound[part.name])


def _parts(template: str, rules: Mapping[str, Sequence[str]]) -> list[_Part]:
    parts: list[_Part] = []
    for position, piece in enumerate(_SLOT.split(template)):
        if position % 2 == 0:
            if piece:
                parts.append(piece)
        elif piece.startswith("$"):
            parts.append(_Bound(piece[1:]))
        elif match := _RANGE.fullmatch(piece):
            low, high = int(match[1]), int(match[2])
            parts.append(_Range(low, high - low + 1))
        elif piece in rules:
            parts.append(_Symbol(piece))
        else:
            raise ValueError(f"no rule for <{piece}> in {template!r}")
    return parts


def _words(text: str) -> list[str]:
    return text.split()


def _spelled(words: str) -> list[tuple[str, str]]:
    """Split ``"河he 江jiang"`` into pairs of name and pinyin."""
    return [
        (word.rstrip("abcdefghijklmnopqrstuvwxyz-"), HAN.sub("", word)) for word in words.split()
    ]


FIRST_PLACE = ("松河", "songhe")
"""The seat of the invented publisher; it is part of every archive."""

_PLACE_HEADS = _spelled(
    "柏bai 棠tang 槐huai 枫feng 杉shan 梓zi 楠nan 峤qiao 岫xiu 峻jun 泓hong 湄mei 澧li 濯zhuo "
    "瀚han 晏yan 曦xi 霁ji 霖lin 凫fu 鸾luan 骧xiang 璞pu 琮cong 瑾jin 珂ke 琅lang 铎duo "
    "绫ling 绮qi 茗ming 荻di 蓼liao 蘅heng 莳shi 葭jia 苕tiao 筠yun 箬ruo 荃quan 葵kui 蔚wei "
    "莘shen 萱xuan 蕙hui 樟zhang 椿chun 檀tan 楸qiu 柽cheng 桢zhen 椴duan"
)
_PLACE_TAILS = _spelled(
    "河he 江jiang 州zhou 阳yang 山shan 川chuan 溪xi 泽ze 浦pu 湾wan 陵ling 原yuan 城cheng "
    "宁ning 安an 平ping 津jin 塘tang 港gang 泉quan 丘qiu 台tai 关guan 桥qiao 堡bao 坝ba 谷gu"
)
PLACE_UNITS = _words("市 市 市 县 县 区")


def place_names() -> list[tuple[str, str]]:
    """Return all places as (name, key); names and keys are unique, the first is ``FIRST_PLACE``."""
    keys = {FIRST_PLACE[1]: FIRST_PLACE[0]}
    for head, head_key in _PLACE_HEADS:
        for tail, tail_key in _PLACE_TAILS:
            keys.setdefault(head_key + tail_key, head + tail)
    return [(name, key) for key, name in keys.items()]


OUTLET_KINDS: list[tuple[str, str, str]] = [
    ("日报", "ribao", "newspaper"),
    ("晚报", "wanbao", "newspaper"),
    ("晨报", "chenbao", "newspaper"),
    ("商报", "shangbao", "newspaper"),
    ("都市报", "dushibao", "newspaper"),
    ("科技报", "kejibao", "newspaper"),
    ("新闻网", "xinwenwang", "website"),
    ("信息网", "xinxiwang", "website"),
    ("在线", "zaixian", "website"),
    ("政府网", "zhengfuwang", "website"),
    ("广播网", "guangbowang", "website"),
    ("电视台", "dianshitai", "broadcaster"),
    ("通讯社", "tongxunshe", "agency"),
    ("周刊", "zhoukan", "magazine"),
    ("市信息办", "shi-xinxiban", "government"),
    ("市政务公开办", "shi-zhengwu-gongkaiban", "government"),
]
"""What may follow a place in an outlet's name: name, key, kind. The first is the commonest."""

TOPICS = _spelled(
    "协同办公xietong-bangong 信息公开xinxi-gongkai 网上审批wangshang-shenpi "
    "数据共享shuju-gongxiang 电子监察dianzi-jiancha 应急指挥yingji-zhihui "
    "社会保障shehui-baozhang 远程医疗yuancheng-yiliao 远程教育yuancheng-jiaoyu "
    "数字城管shuzi-chengguan 智慧社区zhihui-shequ 农村信息化nongcun-xinxihua "
    "地理信息dili-xinxi 信用体系xinyong-tixi 电子证照dianzi-zhengzhao 政府采购zhengfu-caigou "
    "政府网站zhengfu-wangzhan 移动政务yidong-zhengwu 云计算yun-jisuan 信息安全xinxi-anquan "
    "数字档案shuzi-dangan 视频会议shipin-huiyi 智能交通zhineng-jiaotong "
    "环境监测huanjing-jiance 税务服务shuiwu-fuwu 人口信息renkou-xinxi 法人信息faren-xinxi "
    "公积金服务gongjijin-fuwu 网络问政wangluo-wenzheng 舆情应对yuqing-yingdui "
    "政务微博zhengwu-weibo 便民热线bianmin-rexian 公交一卡通gongjiao-yikatong "
    "宽带普及kuandai-puji 物联网应用wulianwang-yingyong 绩效考核jixiao-kaohe "
    "标准规范biaozhun-guifan 电子档案移交dianzi-dangan-yijiao 人才培训rencai-peixun "
    "公共资源交易gonggong-ziyuan-jiaoyi"
)
"""Forty topics as (name, key)."""

MONTHS = _words("一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月")
_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Return ``number``, from 1 to 99, in Chinese: 3 is 三, 12 is 十二, 31 is 三十一."""
    if not 1 <= number <= 99:
        raise ValueError(f"no numeral for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


RULES: dict[str, Sequence[str]] = {
    # Words
    "office": _words(
        "信息办 民政局 公安局 财政局 国土资源局 人力资源局 教育局 卫生局 环保局 工商局 国税局 "
        "地税局 质监局 交通局 水务局 农业局 林业局 档案局 统计局 审计局 司法局 住建局 规划局 "
        "城管局 文化局 旅游局 商务局 药监局 安监局 气象局 粮食局 畜牧局 房管局 法制办 应急办 "
        "督查室 监察局 邮政局 机关事务局 公积金中心 社保中心 行政服务中心 政务公开办 经信委 "
        "发展改革委 交警支队 消防支队 供电公司 供水公司"
    ),
    "field": _words(
        "协同办公 网上审批 行政审批 电子监察 视频会议 公文交换 应急指挥 信用信息 人口信息 法人信息 "
        "地理信息 GIS测绘 OA办公 3G执法 数字城管 一卡通 社会保障 电子证照 网上信访 短信提醒 "
        "远程医疗 农村信息 政府采购 土地交易 电子病历 智能交通 水质监测 气象预警 房产登记 "
        "车辆管理 企业年检 电子发票 联网核查 档案检索 舆情监测 RFID溯源 ETC收费 视频监控 "
        "自助查询 移动办公 统一认证 CA认证 VPN接入 数据交换 户籍业务 就业登记 学籍管理 殡葬服务 "
        "残疾人服务 公共停车 林权流转 农机调度 食品追溯 药品监管 出租车调度 家政预约 防汛会商 "
        "地震速报 图书借阅 婚姻登记 收养登记 救助申请 低保核对 工资支付 仲裁预约 法律援助"
    ),
    "kind": _words(
        "系统 平台 管理系统 服务平台 共享平台 服务终端 门户 数据中心 客户端 查询系统 信息库 专网 "
        "监管平台 指挥中心 服务大厅"
    ),
    "system": ["<field><kind>"],
    "start": _words(
        "正式启用 建成 全面推广 试运行 升级 率先开通 完善 推出 上线 着手建设 验收 扩建 整合 开通"
    ),
    "technology": _words(
        "IT OA 3G 4G GIS GPS RFID WLAN VPN CA XML SOA ERP CRM IPv6 SaaS Web2.0 PKI EPON WiFi"
    ),
    "device": _words(
        "PDA POS机 PC服务器 IC卡 LED屏 USB密钥 ATM式终端 二维码 触摸屏 手机APP 平板电脑 电子签章 "
        "摄像机 条码枪 传感器 IP电话"
    ),
    "leader": _words(
        "市长 副市长 秘书长 信息办主任 分管负责人 项目负责人 有关负责人 技术负责人 窗口负责人 "
        "值班长 首席工程师 新闻发言人 专家组组长"
    ),
    "surname": _words(
        "赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤 许 何 吕 施 张 孔 曹 严 华 金 "
        "魏 陶 姜 欧阳 上官 司徒 诸葛 尉迟 仇 佘 逄 亓 郄 麴 禤"
    ),
    "given": _words(
        "秋禾 远桥 一鸣 静澜 朴 晓棠 垚 堃 淼 知微 小满 建木 明远 立夏 思源 雨霖 霁 长庚 清和 "
        "若谷 望舒 怀瑾 景行 子衿 既白 疏桐 砚秋 喆 昉 翀 玥 䶮 𠮷生 骉 犇 沐阳 守拙 归农"
    ),
    "character": list(
        "安柏宾博采常辰承川春存达丹德定东敦恩帆方芳飞丰福富冈耕功广桂国海涵航浩和恒洪华怀辉慧积吉佳"
        "嘉建江杰金津锦晋京菁靖菊娟军君俊开凯康科可坤兰岚磊黎力立利莉连良林玲凌龙隆露鲁璐伦迈曼茂梅"
        "美民敏铭木娜宁培沛鹏平琪启谦强乔芹青清庆泉群仁荣容如瑞润森善尚韶绍生胜诗石世书树帅双思松苏"
        "泰涛天田铁庭同万维伟卫文武希喜仙贤祥翔晓辛欣新信星兴修秀旭学雪亚研艳燕扬阳耀业怡义艺毅英盈"
        "永勇友宇玉育钰元苑月悦跃云芸泽展兆哲珍振正之志智中忠仲竹卓子宗祖"
    ),
    "person": [
        "<surname><given>",
        "<surname><character><character>",
        "<surname><character><character>",
    ],
    "townhead": [head for head, _ in _PLACE_HEADS],
    "towntail": [tail for tail, _ in _PLACE_TAILS],
    "town": [
        "<townhead><towntail>镇",
        "<townhead><towntail>乡",
        "<townhead><towntail>街道",
        "<townhead><towntail>社区",
        "<townhead><towntail>村",
        "<townhead>家<towntail>村",
    ],
    "company": [
        "<character><character>科技",
        "<townhead><character>软件",
        "<character><character>信息",
        "<character><townhead>通信",
        "<character><character>数据",
    ],
    "people": _words(
        "市民 企业 农户 群众 办事人 居民 个体户 老年人 外来务工人员 学生家长 纳税人 驾驶员 患者 "
        "经营者 参保人员 残疾人"
    ),
    "matter": _words(
        "开户 年检 报税 挂号 缴费 换证 落户 立项 备案 报建 补贴申领 社保转移 公积金提取 婚姻登记 "
        "驾照换发 护照预约 学籍转移 产权过户 食品许可 用地预审 工伤认定 职称申报 失业登记 "
        "排污申报 招标公告 法律咨询 水电报装 生育登记 老年证办理 出口退税"
    ),
    "virtue": _words(
        "公开透明 高效便民 数据同源 资源共享 一次办结 全程留痕 统一入口 分级负责 先易后难 应用为先 "
        "安全可控 节约实用 上下联动 按需共享 随到随办 限时办结"
    ),
    "resource": _words(
        "人口库 法人库 空间库 宏观经济库 证照库 信用库 办件库 档案目录 影像资料 业务表单 监测数据 "
        "图斑数据 户籍底册 服务事项清单"
    ),
    "paper": [
        "《<$place><field>管理暂行办法》",
        "《<field>三年行动方案》",
        "《<field>建设指南》",
        "《关于推进<field>工作的意见》",
        "《<field>数据规范》",
        "《<kind>运行维护细则》",
        "《政务资源目录（<2..9>.0版）》",
        "《<field>考核评分表》",
        "《數位政府觀察》",
    ],
    "day": [
        "<1..12>月<1..28>日",
        "<1..12>月<1..28>日上午",
        "日前",
        "近日",
        "本周",
        "上月末",
        "月初",
        "<1..12>月中旬",
        "<1..12>月下旬",
        "连日来",
        "截至<1..12>月底",
    ],
    "span": ["半年", "一年", "<2..9>个月", "<2..9>周", "一个季度", "<10..90>天", "<2..5>年"],
    "rate": ["<11..98>%", "<51..98>.<1..9>%", "百分之<hundredth>"],
    "share": ["<rate>", "<rate>", "<2..9>成", "三分之一", "三分之二"],
    "hundredth": _words("十二 二十五 三十七 四十一 五十六 六十三 七十八 八十四 九十二"),
    "money": [
        "<12..980>万元",
        "<2..9>.<1..9>亿元",
        "<1200..9800>万元",
        "<1..9>0余万元",
        "<2..9>千多万元",
    ],
    "count": [
        "<12..990>",
        "<1000..9900>",
        "<2..90>万",
        "<1..9>.<1..9>万",
        "<3..9>0余万",
        "近<2..9>千",
    ],
    "hotline": ["１２３４５热线", "“<10..99>000”专号", "9<1000..9999>热线"],
    # Headlines
    "title": [
        "<$place><office><start><system>",
        "<$place><start><system>覆盖<count>户",
        "<$place><office>：<field>与<field>并网运行",
        "<$place><people>可在家办理<matter>和<matter>",
        "<$place><system>一期通过专家验收",
        "<$place><office>用<device>改进<field>",
        "<$place>投入<money><start><system>",
        "<$place><field>办理时限缩短<share>",
        "<$place><office>发布<paper>",
        "<$place>与<$other>共建<system>",
        "<$place><town>试点<field>便民服务",
        "<$place><office>借助<technology>开展<field>",
        "<$place>：<12..980>家单位接入<system>",
        "<$place><office>启动<field>专项督查",
        "<$place><matter>纳入<system>办理",
    ],
    # Sentences, each under seventy Han characters
    "lead": [
        "<day>，<$place><office><start><system>，<count>名<people>成为首批用户。",
        "记者<day>从<$place><office>获悉，该<kind>历时<span>建设，现已具备运行条件。",
        "<day>，<$place>召开<field>工作现场会，<town>等<3..40>个单位作了介绍。",
        "为解决<people>办理<matter>往返多、等候久的问题，<$place><office>决定<start><system>。",
        "<$place><office><day>宣布，<system>完成<technology>改造，面向<people>开放。",
        "由<company>承建的<$place><system><day>通过验收，总投资<money>。",
        "<$place>把<field>列入当年<2..20>件实事，<day>交出了第一份答卷。",
        "<1..12>月<1..28>日起，<$place><people>办理<matter>可以直接使用<device>，不再提交纸质材料。",
        "<$place>印发<paper>，要求各部门在<span>内完成<resource>的清理和移交。",
        "依托<$topic>方面的前期积累，<$place><office><day>着手把<field>推向基层。",
        "<$place>围绕<$topic>作出部署，由<office>牵头，<office>、<office>配合。",
    ],
    "body": [
        "据介绍，该<kind>采用<technology>架构，把<office>、<office>和<office>的业务连成一体。",
        "目前已有<12..980>家单位接入，日均处理<matter>业务<count>件，差错率降到<1..9>‰以下。",
        "<leader><person>说，过去办一次<matter>要跑<2..9>趟，现在只需通过<device>确认一下。",
        "项目分<2..5>期实施，第一期投入<money>，主要用于机房改造和<device>配备。",
        "<people>只要登录网站，输入<6..18>位编号，就能查到<matter>走到了哪一步。",
        "按照“<virtue>、<virtue>”的思路，<office>重新梳理了<12..260>项流程，减少<3..40>个环节。",
        "在<town>，工作人员<person>用<device>演示了<matter>的全过程，前后不到<3..25>分钟。",
        "统计显示，开通以来系统共受理<matter>申请<count>件，办结率达到<rate>。",
        "为保障信息安全，中心机房实行双路供电，<resource>每<2..24>小时备份一次。",
        "<paper>明确，凡能通过网络核对的材料，窗口一律不得再向<people>索取。",
        "<office>还开通了<hotline>，全天候解答<people>提出的问题。",
        "与<$other>相比，这里的做法更注重<virtue>，经费也节省了<share>。",
        "该<kind>设有<3..12>个模块，涵盖<matter>、<matter>、<matter>等常用事项。",
        "<company>派出<3..30>名工程师驻场，在<span>里完成了<resource>的迁移和比对。",
        "截至目前，<resource>已归集记录<count>条，其中<share>经过人工复核。",
        "对<town>等偏远地方，<office>利用<technology>信道传输，流量费用由财政承担。",
        "<leader>要求，各单位要把<field>作为一把手工程，每<span>通报一次进度。",
        "参加培训的<people>有<count>人次，教材是自行编写的<paper>。",
        "首批<device>共<20..900>台，已经安装在<town>、<town>和<town>的服务点。",
        "一位姓<surname>的<people>告诉记者，从提交申请到拿到批复只用了<2..72>小时。",
        "系统还能自动提醒临近期限的办件，超时<1..5>天亮黄灯，超时<6..10>天亮红灯。",
        "专家组认为，该项目数据标准统一，<technology>接口规范，具有较好的推广价值。",
        "<office>与<office>签订了共享协议，<resource>实行一方采集、多方使用。",
        "去年同期，这项业务的平均等候时间为<20..95>分钟，如今缩短到<3..19>分钟。",
        "<$place>还把<field>纳入年度考核，分值占<3..15>分，结果在网上公布。",
        "建设资金由三部分组成：财政拨款<money>，部门自筹<money>，其余由运营商垫付。",
        "工作人员每天<6..9>时<10..59>分核对前一日的<resource>，发现疑点当场退回。",
        "针对一些<people>不会上网的情况，<town>设立了代办点，由<person>等人轮流值守。",
        "<leader>表示，下一步将打通与<$other>的通道，实现<matter>异地受理。",
        "软件全部选用国产产品，仅许可费一项就节约<12..980>万元。",
        "遇到停电或断网，<device>可以离线保存<count>条记录，恢复后自动上传。",
        "从运行情况看，<matter>和<matter>两项业务最受欢迎，占总量的<share>。",
        "<office>把<2..9>千余卷旧档案扫描成图像，总容量达到<2..90>TB，可按姓名和年份检索。",
        "评估报告《<$place><field>绩效分析》指出，公众满意度比上次提高<2..15>个百分点。",
        "<person>是<town>的信息员，她每周把<resource>的变动情况录入系统。",
        "整个网络由<2..9>个核心节点和<30..400>个接入点组成，主干带宽<2..40>Gbps。",
        "同时，<office>取消了<3..30>枚审批印章，改用<device>完成签发。",
        "对不按期更新栏目的单位，<office>发出督办单<3..60>份，并在内网通报。",
        "新版门户增加了简体、繁体和英文界面，首页打开时间控制在<2..6>秒以内。",
        "<town>的<people>过去要到县城办理<matter>，往返路程<20..120>公里。",
        "方案规定，<field>的建设、使用和管理职责相互分开，由<office>统一监督。",
        "在演练中，指挥人员通过<technology>回传的画面调度了<3..40>支队伍。",
        "<office>还与<company>合作，为<count>家中小企业免费提供<field>服务。",
        "数据中心位于<town>，机房面积<200..3000>平方米，能耗比旧机房下降<share>。",
        "“让数据多跑路，让<people>少跑腿，”<leader><person>这样概括这项工作。",
        "监测点分布在<12..96>个断面，每隔<2..30>分钟回传一次读数，异常值立即报警。",
        "<matter>事项的申请表由原来的<4..12>页压缩为<1..3>页，重复填写的内容由系统带出。",
        "为防止重复建设，凡超过<money>的项目须先经<office>组织论证，再列入预算。",
        "<people>可以用手机短信、网站或<hotline>三种方式查询结果。",
        "审计部门抽查了<20..300>个项目，发现<resource>登记不全的问题<3..40>处，均已整改。",
        "<technology>与<technology>的结合使现场取证时间由<2..6>小时减到<10..50>分钟。",
        "<$place>有关部门正在修订<paper>，拟增加个人隐私保护的条款。",
        "根据考核办法，各窗口每<span>评选一次服务标兵，<person>连续<2..6>次当选。",
    ],
    "closing": [
        "据悉，<kind>二期将于<1..12>月动工，届时<people>还可办理<matter>。",
        "<leader><person>表示，将用<span>时间把这一做法推广到所有乡镇和社区。",
        "下一步，<office>将会同<office>开展评估，结果向社会公布。",
        "到明年底，<$place>计划让<share>以上的<matter>事项实现网上办理。",
        "有关部门提醒<people>，正式切换期间旧系统将保留<span>，原有编号继续有效。",
        "<$other>等地已派人前来考察，双方商定交换<resource>的目录。",
        "<office>将继续征集意见，<people>可拨打<hotline>或登录门户留言。",
        "业内人士认为，<field>能否持久，关键在于<virtue>和运维经费的落实。",
        "今后，这项工作还将与<field>衔接，形成从申请到归档的闭环。",
        "<$place>方面说，全部建设任务预计在<span>内完成。",
    ],
    # Sentences around a reference, for which the caller binds a mark to ``link``
    "see-earlier": [
        "此前的进展，见<$link>。",
        "这项工作的起步情况，<$link>已有记述。",
        "类似的探索并非首次，可参看<$link>。",
        "其前身即<$link>所说的<system>。",
    ],
    "see-later": [
        "后来的情况，见<$link>。",
        "该<kind>此后又有调整，详见<$link>。",
        "推广阶段的数字，<$link>有更新的统计。",
    ],
    "see-issue": [
        "同类做法还可查阅<$link>。",
        "本刊<$link>对<field>作过集中介绍。",
    ],
    "see-outlet": [
        "<$link>随后也报道了这一消息。",
        "<$link>评论说，<field>的难点不在技术，而在<virtue>。",
        "据<$link>统计，已有<count>名<people>参与测评。",
    ],
    "see-topic": [
        "这也是近年来<$link>领域投入较多的一个项目。",
        "从<$link>的角度看，它的意义在于<virtue>。",
        "项目同时被列为<$link>示范工程。",
    ],
    "see-place": [
        "<$link>也在<span>前启动了同样的工程。",
        "经验来自<$link>，当地的<system>已运行<span>。",
        "<office>曾派<3..20>人到<$link>学习。",
    ],
    # A table
    "caption": [
        "<$place><field>运行情况",
        "<$place>各部门<matter>办理情况",
        "<field>与<field>对比",
        "<$place><system>分项统计",
    ],
    "table-lead": ["各单位的具体数字见下表。", "分单位的情况列表如下。", "下表是<span>来的统计。"],
    "unit-name": ["<office>", "<town>"],
    "remark": [
        "—",
        "已验收",
        "试运行",
        "含<technology>改造",
        "比上期增加<2..30>件",
        "待<office>核定",
    ],
}

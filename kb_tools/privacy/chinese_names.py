"""Names in Chinese tickets: a surname, a given name, and what surrounds them.

Half of the surnames are ordinary words as well, and so are most characters of given names. So
four things may reveal one: a place that holds only a name (a label, a title, a closing), one where
a person is spoken of ("给…退款", "同事…反馈") together with characters that given names have, or
that tickets are not full of; something beside it (a telephone number, a department, another
name); or two characters of given names of which one is seldom in anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kb_tools.privacy.name_lists import Place, listed, place

_HAN = "[\u4e00-\u9fff]"
_TITLES = (
    "先生|女士|小姐|太太|经理|經理|主任|总监|總監|老师(?!傅)|老師(?!傅)|医生|醫生|大夫|同学|同學"
    "|工程师|工程師|教授|护士|護士|律师|律師|校长|校長|院长|院長"
)
_LABELS = (
    "姓名|名字|联系人|聯絡人|联络人|聯繫人|連絡人|收件人|收货人|收貨人|寄件人|发件人|發件人"
    "|申请人|申請人|经办人|經辦人|承办人|承辦人|负责人|負責人|订货人|訂貨人|订购人|訂購人|购买人|購買人"
    "|持卡人|开户人|開戶人|户名|戶名|收款人|付款人|乘机人|乘機人|乘客|旅客|被保险人|被保險人|投保人|受益人"
    "|法定代表人|法人|经纪人|經紀人|被投诉人|被投訴人|投诉人|投訴人|患者|病人|股东|股東|乙方|甲方"
    "|报销人|報銷人|审批人|審批人|审核人|審核人|发起人|發起人|签收人|簽收人|登记人|登記人"
    "|写信人|寫信人|监护人|監護人|担保人|擔保人|授权人|授權人|委托人|委託人|代理人|责任人|責任人"
    "|介绍人|介紹人|推荐人|推薦人|入住人|使用人|被保人|要保人|经办|經辦|承办|承辦|审核|審核|抄送"
    "|收件者|寄件者|联络窗口|聯絡窗口|联系窗口|聯繫窗口"
)
_ROLES = (
    "同事|老公|老婆|丈夫|妻子|爱人|愛人|爸爸|妈妈|媽媽|父亲|父親|母亲|母親|儿子|兒子|女儿|女兒|哥哥|弟弟|姐姐"
    "|妹妹|朋友|室友|员工|員工|客户|客戶|用户|用戶|学员|學員|房客|业主|業主|租客|住客|司机|司機|车主|車主|骑手|騎手"
    "|快递员|快遞員|工程师|工程師|学生|學生|同学|同學|会员|會員|家长|家長|先生|太太|师傅|師傅|管理员|管理員"
    "|财务|財務"
    "|部的|组的|組的|公司的|孩子|小孩|宝宝|寶寶|老板|老闆|店长|店長|班主任|护士长|護士長|组长"
    "|組長|主管|助理|秘书|秘書|前台|前臺|客服|保安|管家|房东|房東|住户|住戶|乘客|外卖员|外賣員|配送员|配送員|收银员|收銀員"
    "|我爸|我妈|我媽|我哥|我姐|我弟|我妹|奶奶|爷爷|爺爺|外婆|外公|姥姥|姥爷|姥爺|岳父|岳母|孙子|孫子"
    "|孙女|孫女|侄子|外甥|嫂子|叔叔|阿姨|舅舅|姑姑|导购|導購|店员|店員|教练|教練|主播|老乡|老鄉|伙伴|夥伴"
    "|我们班|我們班|值班的|有个叫|有個叫|名叫|叫做|部|我是|本人|敝人"
)
_TO = (
    "给|給|帮|幫|让|讓|请|請|找|跟|和|与|與|由|是|把|被|向|替|问|問|对|對|联系|聯繫|通知|抄送"
    "|到|叫|等|催|归|歸|为|為|看|提醒|协助|協助|[帮找看]下|[幫問看]下|让给|讓給|交给|交給|退给|退給|打给|打給|一下|转告|轉告|转给|轉給|麻烦|麻煩|拜托|拜託|回复|回覆|填|写|寫|姓名"
    r"|[,，。！？、：:；;（(]|(?:^|\n)[ \t]*"
)
_REPORTS = "反映|反馈|反饋|反应|反應|提交|离职|離職|入职|入職|报修|報修|名下|收不到"
_DOES = f"{_REPORTS}|的|说|說|确认|確認|要求|退租"
"""What a person does who has a role: after it a name ends here."""
_FIRMLY = f"{_REPORTS}|拉黑|本人|来电|來電"
"""What only a person does: before it even a name that could be words is one."""
_SAYS = (
    f"{_REPORTS}|的|说|說|确认|確認|要求|退租"
    "|处理|處理|对接|對接|负责|負責|退款|上次|上午|下午|刚刚|剛剛|申请|申請|回电|回電|也|都|还|還|就|处|處|本人"
    "|两位|兩位|[一二三四五六七八九两兩几幾][个個]|登录|登錄|登入|打不开|打不開|[（(,，。；;！!？?、：:/\\s]|给我|給我|帮我"
    "|幫我|来|來|把|看|再|尽快|儘快|今天|昨天|这个|這個|加到|移|于|於|从|從|用|让|讓|带看|帶看|提的|下的|签收"
    "|簽收|操作|不在|已|催|发来|發來|即可|$"
)
"""What follows a name of somebody who is spoken of."""
_ACTS = (
    "说|說|讲|講|称|稱|让|讓|用|在|已|没|沒|不|也|都|还|還|就|要|想|请|請|会|會|能|发|發|问|問|询|詢"
    "|帮|幫|处理|處理|确认|確認|要求|带|帶|签|簽|下单|下單|打电话|打電話|收到|登录|登錄|登入|投诉|投訴|报名|報名|预约|預約|催|来|來|转|轉"
    "|失败|失敗|拉黑|开通|開通|办理|辦理|来电|來電|签字|簽字|上传|上傳|订|訂|写|寫|买|買|离职|離職"
    "|提交|这|這|那|昨|今|刚|剛|上午|下午|早上|晚上|一直|两|兩|和|与|與|跟|给|給|把|被|将|將|[（(]|的"
)
"""What a person does: after a role and a name, the name's characters need not show it."""
_STAFF = (
    "客服|同事|师傅|師傅|你们的?|你們的?|司机|司機|快递员|快遞員|工程师|工程師|财务|財務|銷售|销售|前台|前臺"
    "|房东|房東"
)
_FAMILY = (
    "妈妈|媽媽|爸爸|爸妈|爸媽|家长|家長|父母|老公|老婆|爱人|愛人|丈夫|妻子|孩子|儿子|兒子|女儿|女兒"
)
_UNIT = (
    r"[（(](?:工号|工號|学号|學號|电话|電話|手机|手機|\+?\d{3})"
    r"|[（(]\w{1,8}(?:部|组|組|科|处|處|室|中心|公司|店)[)）]"
)
_NUMBER = (
    r"[ ，,]{0,2}(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|09\d{2}[ -]?\d{3}[ -]?\d{3})(?!\d)"
)
_ENDS = r"[,，。；;！!、\s]|$"
_PARTING = "谢谢|謝謝|此致|敬礼|敬禮|祝好|商祺|[顺順][颂頌]\\w{2}"


class _Shapes(NamedTuple):
    """How a Chinese name looks, from what is only a surname to what can hardly be a word."""

    one: str
    """A surname of one character."""
    two: str
    """The surnames of two."""
    name: str
    """A surname with one or two characters, as many as there are."""
    short: str
    """The same, as few as will do."""
    hard: str
    """A short name whose surname is no preposition and no verb."""
    full: str
    """Three characters, none of which tickets are full of."""
    likely: str
    """A surname with characters that given names have."""
    given: str
    """A surname with two such characters."""
    own: str
    """A surname with a character that is seldom in anything else."""
    sure: str
    """A surname with two such characters, one of which is seldom in anything else."""


@cache
def _shapes() -> _Shapes:
    one, two = _surname(), "|".join(listed("double_surnames"))
    own = _one_of("given_own")
    also = f"(?:{own}|{_one_of('given_also')})"
    rare = f"(?!{_one_of('ungiven')}){_HAN}"
    certain = f"(?!{_one_of('soft_surnames')})"
    short = rf"(?:(?:{two}){_HAN}{{1,2}}?|{one}{_HAN}{{1,2}}?)"
    return _Shapes(
        one,
        two,
        name=rf"(?:(?:{two}){_HAN}{{1,2}}|{one}{_HAN}{{1,2}})",
        short=short,
        hard=f"(?:{certain}{short})",
        full=f"(?:{certain}{one}(?:{rare}){{2}})",
        likely=rf"(?:(?:{two}){_HAN}{{1,2}}?|{one}{also}{{1,2}})",
        given=rf"(?:{one}{also}{{2}})",
        own=f"(?:{one}{own})",
        sure=f"(?:{one}(?:{own}{also}|{also}{own}))",
    )


def _one_of(name: str) -> str:
    return f"[{''.join(sorted(listed(name)))}]"


def places() -> Iterator[Place]:
    """Yield the places where names are expected in Chinese."""
    yield from _addressed(_shapes())
    yield from _labelled(_shapes())
    yield from _alone(_shapes())
    yield from _spoken_of(_shapes())
    yield from _beside(_shapes())


def _alone(it: _Shapes) -> Iterator[Place]:
    """Yield what is a name in any place."""
    given = _one_of("given_own")[:-1] + _one_of("given_also")[1:]
    yield _place(it.two.replace("|", " "), rf"((?!东方|東方)(?:{it.two}){given}{{1,2}})")
    yield _place("", f"({it.sure})")
    minority = rf"(?:(?!我叫|叫做|[叫是的]){_HAN}){{2,8}}"
    yield _place(
        "·", rf"({minority}·(?:{_HAN}{{2,9}}?(?=的|说|在|{_ENDS}|{_TITLES})|{_HAN}{{2,6}}))"
    )


def _spoken_of(it: _Shapes) -> Iterator[Place]:
    """Yield where something is done to somebody, or somebody does something."""
    yield _place("", rf"(?:{_TO})[ ]?({it.likely})(?={_SAYS})")
    yield _place("", rf"(?:{_TO})[ ]?({it.full})(?={_SAYS}|{_ACTS})")
    yield _place("", rf"(?:{_TO})[ ]?({it.hard})(?={_FIRMLY})")
    role = f"{_ROLES}|{_LABELS}"
    yield _place(
        role.replace("|", " "),
        rf"(?:{role})[ ]?({it.short}(?={_ENDS}|{_DOES})|{it.likely}(?={_SAYS})"
        rf"|{it.hard}(?={_ACTS})|{it.full}|{it.given}|{it.own})",
    )


def _beside(it: _Shapes) -> Iterator[Place]:
    """Yield where a name is beside another, a department, a number, a relative."""
    both = "和 与 與 跟 、 及"
    many = "[两兩三]|都|等人|一起"
    yield _place(both, rf"{it.short}[和与與跟、及]({it.short})(?={many})")
    yield _place(both, rf"({it.hard})(?=[和与與跟、及]{it.hard}(?:[两兩三][个個位人]|等人))")
    yield _place("( （", rf"(?:^|[，,。；;：:、\s])({it.name})(?={_UNIT})")
    yield _place("", rf"(?:^|[，,。；;：:、\s（(])({it.name})(?={_NUMBER})")
    yield _place("( （", rf"\d{{4}} ?[（(]({it.name})[)）]")
    yield _place("", rf"({it.likely})(?=的?(?:{_FAMILY}))")


_TAILS = {
    "于": "对對由基关關位用等大小低高属屬处處限至",
    "应": "响适供反对相效",
    "應": "響適供反對相效",
    "周": "这這上下本每一",
    "马": "亚",
    "馬": "亞",
    "方": "官地对對双雙三",
    "易": "交简簡容贸貿",
    "常": "非正通异異经經",
    "安": "公保",
    "程": "过過流工课課教编編",
    "成": "完生构構形达達",
    "任": "责責信",
    "明": "说說声聲证證",
}
"""Surnames that end other words, and what comes before them there."""


def _surname() -> str:
    """Return a pattern of one surname of one character."""
    tails = "|".join(f"[{before}]{one}" for one, before in _TAILS.items())
    return f"[{''.join(sorted(listed('surnames')))}](?<!(?:{tails}))"


def _place(gate: str, pattern: str) -> Place:
    return place(gate, pattern, lambda value: value[:2] not in listed("words"))


def _addressed(it: _Shapes) -> Iterator[Place]:
    """Yield where somebody is greeted, or signs."""
    yield _place(
        _TITLES.replace("(?!傅)", "").replace("|", " "),
        rf"(?<![谢謝])(?!谢谢|謝謝)((?:{it.two}|{it.one})(?:(?!的){_HAN}){{0,2}}?)(?={_TITLES})",
    )
    yield _place(
        "总 總 工 姐 哥",
        rf"(?!施)({it.one})(?=(?:[总總]|工|姐|哥)(?:$|[，,。！!：:、\s]|[要说说批让讓麻你您看的找帮]))",
    )
    yield _place("小 老", rf"(?:{_STAFF})[小老]({it.one})(?!度|型|小|规模)")
    yield _place("阿", rf"(?:{_STAFF})(阿{_HAN})(?={_SAYS})")
    yield _place(
        "谢谢 謝謝 此致 敬礼 敬禮 祝好 商祺 颂 頌",
        rf"(?:{_PARTING})[！!。，,]?\s+({it.name})(?=[，,。！!\s]|$)",
    )
    yield _place(
        "您好 你好 哈囉 哈喽 hi hello dear 亲爱 親愛 尊敬 @ ＠",
        r"(?:(?:您好|你好|哈囉|哈喽|[Hh]i|[Hh]ello|[Dd]ear)[ ，,]*|(?:亲爱|親愛|尊敬)的|[@＠])"
        rf"({it.name})(?=[，,：:！!\s]|$)",
    )
    yield _place("您好 你好", rf"^[ \t]*({it.name}|[小老]{it.one})[，, ]?(?=[您你]好)")
    yield _place("敬上 敬启 敬啟 谨启 謹啟", rf"({it.name}) ?(?=敬上|[敬谨謹][启啟])")
    yield _place(
        "", rf"[。！!？?~～\n][ \t]*(?:[—–-]+[ \t]*)?({it.name})[ \t]*(?=\Z|\n\s*[\d(（+])"
    )
    yield _place("— – -", rf"^[ \t]*[—–-]{{2,}}[ \t]*({it.name})[ \t]*$")
    yield _place("/ | ｜", rf"^[ \t]*({it.name})[ \t]*[/|｜][ \t]*{_HAN}")
    yield _place("写道 寫道", rf"(?:^|[，, ])({it.name})[ ]?(?=[于於]\d|写道|寫道|<)")


def _labelled(it: _Shapes) -> Iterator[Place]:
    """Yield where it is said that a name follows."""
    yield _place("我是", rf"我是({it.name})(?=[，,。！!\s]|$)")
    yield _place(
        "我叫 本人 敝人 名叫 名字",
        rf"(?:我叫做?|本人|敝人|名叫|名字[是叫]|孩子叫) ?({it.name})(?!{_HAN})",
    )
    yield _place("姓", rf"(?:我姓|免[贵貴]姓|敝姓|先生姓|小姐姓) ?({it.two}|(?![什名氏]){_HAN})")
    yield _place(
        "人 名 方 者 客 東 东 办 辦 核 送 口",
        rf"(?:{_LABELS})(?:[是为為填写寫]|\s*[:：]|)\s*({it.name})(?!{_HAN})",
    )


_SYLLABLE = "(?:[BCDFGHJKLMNPQRSTWXYZ]?h?[wyui]?[aeiou]{1,3}(?:ng|[nkptm])?)"


def _no_thing(value: str) -> bool:
    return listed("things").isdisjoint(value.lower().split())


def romanised() -> Iterator[Place]:
    """Yield where a name is spelled in letters: Chan Tai Man, Li Xiaolong, ZHANG/SAN."""
    surname = "|".join(listed("romanised"))
    given = rf"(?=[A-Z])(?i:{_SYLLABLE}(?:{_SYLLABLE}|[ -]{_SYLLABLE})?)"
    yield place("", rf"\b((?:{surname}) {given})(?![\w-])", _no_thing)
    yield _place("/", rf"\b((?i:{surname})/[A-Z]{{2,15}})\b")

"""Names in Chinese tickets: a surname, a given name, and what stands around them.

Half of the surnames are ordinary words as well, and so are most characters of given names. So
three things may tell: a place where only a name stands (a label, a title, a closing), one where
a person is spoken of ("给…退款", "同事…反馈") together with characters that given names have, or
two such characters of which one is seldom in anything but a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.privacy.name_lists import Place, listed, place

_HAN = "[\u4e00-\u9fff]"
_TITLES = (
    "先生|女士|小姐|太太|经理|經理|主任|总监|總監|老师(?!傅)|老師(?!傅)|医生|醫生|同学|同學"
    "|工程师|工程師|教授|护士|護士|律师|律師|校长|校長|院长|院長"
)
_LABELS = (
    "姓名|名字|联系人|聯絡人|联络人|聯繫人|連絡人|收件人|收货人|收貨人|寄件人|发件人|發件人"
    "|申请人|申請人|经办人|經辦人|承办人|承辦人|负责人|負責人|订货人|訂購人|购买人|購買人"
    "|持卡人|开户人|開戶人|户名|戶名|收款人|付款人|乘机人|乘客|旅客|被保险人|投保人|受益人"
    "|法定代表人|法人|经纪人|经紀人|被投诉人|投诉人|患者|病人|股东|股東|乙方|甲方"
)
_ROLES = (
    "同事|老公|老婆|丈夫|妻子|爱人|爸爸|妈妈|媽媽|父亲|母亲|儿子|兒子|女儿|女兒|哥哥|弟弟|姐姐"
    "|妹妹|朋友|室友|员工|員工|客户|客戶|用户|用戶|业主|業主|租客|住客|司机|司機|车主|車主|骑手"
    "|快递员|工程师|工程師|学生|學生|同学|同學|会员|會員|家长|先生|太太|师傅|管理员|管理員|财务"
    "|部的|组的|組的|公司的"
)
_TO = (
    "给|給|帮|幫|让|讓|请|請|找|跟|和|与|與|由|是|把|被|向|替|问|問|对|對|联系|聯繫|通知|抄送"
    "|一下|转告|轉告|转给|轉給|麻烦|麻煩|拜托|回复|回覆|填|叫|写|寫|姓名"
    r"|[,，。！？、：:；;（(]|(?:^|\n)[ \t]*"
)
_SAYS = (
    "的|说|說|反映|反馈|反饋|反應|提交|处理|處理|确认|確認|对接|對接|负责|負責|名下|离职|入职|退款"
    "|上次|上午|下午|刚刚|退租|报修|報修|申请|申請|要求|回电|回電|也|都|还|還|就|处|本人|两位|兩位|[一二三四五六七八九两兩几]个"
    "|收不到|登录|登入|打不开|[（(,，。；;！!？?、：:/\\s]|给我|給我|帮我|幫我|来|把|看|再|尽快|儘快|今天|昨天"
    "|这个|這個|加到|移|于|於|$"
)
_ENDS = r"[,，。；;！!、\s]|$"
_DOES = (
    "的|反映|反馈|反饋|反應|提交|确认|確認|说|說|离职|離職|入职|入職|报修|報修|退租|要求|名下"
    "|收不到"
)
_PARTING = "谢谢|謝謝|此致|敬礼|敬禮|祝好|商祺|[顺順][颂頌]\\w{2}"


def places() -> Iterator[Place]:
    """Yield the places where names stand in Chinese."""
    one = _surname()
    two = "|".join(listed("double_surnames"))
    own = f"[{''.join(listed('given_own'))}]"
    also = f"[{''.join(listed('given_own') | listed('given_also'))}]"
    name = rf"(?:(?:{two}){_HAN}{{1,2}}|{one}{_HAN}{{1,2}})"
    short = rf"(?:(?:{two}){_HAN}{{1,2}}?|{one}{_HAN}{{1,2}}?)"
    likely = rf"(?:(?:{two}){_HAN}{{1,2}}?|{one}{also}{{1,2}})"
    yield from _addressed(one, two, name)
    yield from _labelled(one, two, name)
    yield _place("", rf"({one}(?:{own}{also}|{also}{own}))")
    yield _place("", rf"(?:{_TO})[ ]?({likely})(?={_SAYS})")
    role = f"{_ROLES}|{_LABELS}"
    yield _place(
        role.replace("|", " "),
        rf"(?:{role})[ ]?({short}(?={_ENDS}|{_DOES})|{likely}(?={_SAYS})|{one}{own})",
    )
    yield _place(two.replace("|", " "), rf"((?!东方|東方)(?:{two}){also}{{1,2}})")
    yield _place("·", rf"({_HAN}{{2,8}}·{_HAN}{{2,10}})")


_TAILS = {
    "于": "对對由基关關位用等大小低高属屬处處限至",
    "应": "响适供反对相效",
    "應": "響適供反對相效",
    "周": "这這上下本每一",
    "马": "亚",
    "馬": "亞",
    "方": "官地对双三",
    "易": "交简容贸",
    "常": "非正通异經经",
    "安": "公保",
    "程": "过流工课教编",
    "成": "完生构形达",
    "任": "责信",
    "明": "说声证",
}
"""Surnames that end other words, and what stands before them there."""


def _surname() -> str:
    """Return a pattern of one surname of one character."""
    tails = "|".join(f"[{before}]{one}" for one, before in _TAILS.items())
    return f"[{''.join(sorted(listed('surnames')))}](?<!(?:{tails}))"


def _place(gate: str, pattern: str) -> Place:
    return place(gate, pattern, lambda value: value[:2] not in listed("words"))


def _addressed(one: str, two: str, name: str) -> Iterator[Place]:
    """Yield where somebody is greeted, or signs."""
    yield _place(
        _TITLES.replace("(?!傅)", "").replace("|", " "),
        rf"(?<![谢謝])(?!谢谢|謝謝)((?:{two}){_HAN}{{0,2}}?|{one}{_HAN}{{0,2}}?)(?={_TITLES})",
    )
    yield _place(
        "总 總 工 姐 哥",
        rf"(?!施)({one})(?=(?:[总總]|工|姐|哥)(?:$|[，,。！!：:、\s]|[要说说批让讓麻你您看的找帮]))",
    )
    yield _place("小 老", rf"(?:客服|同事|师傅|師傅|你们的?)[小老]({one})(?!度|型|小|规模)")
    yield _place(
        "谢谢 謝謝 此致 敬礼 敬禮 祝好 商祺 颂 頌",
        rf"(?:{_PARTING})[！!。，,]?\s+({name})(?=[，,。！!\s]|$)",
    )
    yield _place(
        "您好 你好 哈囉 哈喽 hi hello dear 亲爱 親愛 尊敬 @ ＠",
        r"(?:(?:您好|你好|哈囉|哈喽|[Hh]i|[Hh]ello|[Dd]ear)[ ，,]*|(?:亲爱|親愛|尊敬)的|[@＠])"
        rf"({name})(?=[，,：:！!\s]|$)",
    )
    yield _place("您好 你好", rf"^[ \t]*({name}|[小老]{one})[，, ]?(?=[您你]好)")
    yield _place("敬上 敬启 敬啟 谨启 謹啟", rf"({name}) ?(?=敬上|[敬谨謹][启啟])")
    yield _place("", rf"[。！!？?~～\n][ \t]*(?:[—–-]+[ \t]*)?({name})[ \t]*(?=\Z|\n\s*[\d(（+])")
    yield _place("—", rf"^[ \t]*[—–-]{{2,}}[ \t]*({name})[ \t]*$")
    yield _place("/ | ｜", rf"^[ \t]*({name})[ \t]*[/|｜][ \t]*{_HAN}")
    yield _place("写道 寫道", rf"(?:^|[，, ])({name})[ ]?(?=[于於]\d|写道|寫道|<)")


def _labelled(one: str, two: str, name: str) -> Iterator[Place]:
    """Yield where it is said that a name follows."""
    yield _place("我是", rf"我是({name})(?=[，,。！!\s]|$)")
    yield _place(
        "我叫 本人 敝人 名叫 名字",
        rf"(?:我叫做?|本人|敝人|名叫|名字[是叫]|孩子叫) ?({name})(?!{_HAN})",
    )
    yield _place("姓", rf"(?:我姓|免[贵貴]姓|敝姓|先生姓|小姐姓) ?({two}|{one})")
    yield _place(
        "人 名 方 者 客 東 东", rf"(?:{_LABELS})(?:[是为為]|\s*[:：]|)\s*({name})(?!{_HAN})"
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

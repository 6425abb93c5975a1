"""Whether words that name an article are only a piece, cut out of what the writer says.

Chinese has no blanks between words, and many of its verbs are nouns, too: in 为所有组件配置代理 the
words 组件配置 are no name, but 配置 is what is done for the 组件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb_tools.links.phrases import CJK, Found

_CLAUSE = 24
"""Characters before the words in which the word that governs them is looked for."""
_VERBS = (
    "配置|设置|部署|安装|升级|更新|备份|恢复|迁移|导入|导出|同步|复制|创建|删除|修改|管理|监控|查询"
    "|优化|扩容|缩容|验证|测试|使用|访问|连接|登录|绑定|授权|支付|退款|充值|转换|处理|分析|调度|限制"
    "|設置|設定|部署|安裝|升級|備份|恢復|遷移|匯入|匯出|複製|創建|建立|刪除|修改|監控|查詢|最佳化|驗證"
    "|測試|存取|連線|登入|綁定|授權|退款|儲值|轉換|處理|限制"
)
_ENDS_IN_VERB = re.compile(f"[{CJK}](?:{_VERBS})$")
_GOVERNED = re.compile(
    rf"(?:为|给|对|把|将|使|让|由|為|給|對|將|讓)[^，。；：！？、,;:!?()（）\n]{{0,{_CLAUSE}}}$"
)
_OBJECT = re.compile(rf"[ ]?[\[`*\w{CJK}]")
_NO_OBJECT = re.compile("[ ]?[的时時后後前和与與或及并並等中上里裡内內之以是为為]")
_BEGINS_WITH_VERB = re.compile(f"(?:{_VERBS}|查看|自定义|自訂)[ {CJK}A-Za-z]")
_EVERYDAY = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[.!?:|>#*_+\n-]|\d\.|[。！？：])[ \t*_]*$")
_NAME_GOES_ON = re.compile(r"\s{1,3}[A-Z][a-z]")
_CHINESE = re.compile(f"[{CJK}]")
_NAME_BEFORE = re.compile("[A-Za-z0-9] $")
_NAME_BEHIND = re.compile(" [A-Z0-9]")
_LABEL = re.compile(r"[*_”\"」』]\s*[(（]\s*$")


def cut_out(text: str, found: Found, others: Sequence[Found]) -> bool:
    """Tell whether the words are a piece of something; `others` are names in the same text."""
    return (
        _crossed(found, others)
        or _predicate(text, found)
        or _translated(text, found)
        or _extended(text, found)
        or _prolonged(text, found)
        or _everyday(text, found)
        or _named_longer(text, found)
    )


def _crossed(found: Found, others: Sequence[Found]) -> bool:
    """Tell whether another name begins in the words and goes on behind them."""
    return any(found.start < one.start < found.end < one.end for one in others)


def _predicate(text: str, found: Found) -> bool:
    """Tell whether the words end in a verb that governs what comes before and after them."""
    return (
        _ENDS_IN_VERB.search(found.phrase) is not None
        and _object_follows(text, found)
        and _GOVERNED.search(text[max(0, found.start - _CLAUSE) : found.start]) is not None
    )


def _translated(text: str, found: Found) -> bool:
    """Tell whether the words are what an emphasised label before them is in another language."""
    before = text[max(0, found.start - 8) : found.start]
    closed = text[found.end : found.end + 1] in (")", "）")
    return closed and _LABEL.search(before) is not None


def _extended(text: str, found: Found) -> bool:
    """Tell whether the words go on in Latin letters in a Chinese line: Audit in Audit Plugin."""
    start, stop = text.rfind("\n", 0, found.start) + 1, text.find("\n", found.end)
    if not _CHINESE.search(text[start : stop if stop >= 0 else len(text)]):
        return False
    before, behind = text[max(0, found.start - 2) : found.start], text[found.end : found.end + 2]
    first, last = found.phrase[0], found.phrase[-1]
    return (first.isascii() and _NAME_BEFORE.search(before) is not None) or (
        last.isascii() and _NAME_BEHIND.match(behind) is not None
    )


def _prolonged(text: str, found: Found) -> bool:
    """Tell whether the object of the words' verb goes on behind them: 查看日志 in 查看日志备份."""
    return _BEGINS_WITH_VERB.match(found.phrase) is not None and _object_follows(text, found)


def _object_follows(text: str, found: Found) -> bool:
    after = text[found.end : found.end + 2]
    return _OBJECT.match(after) is not None and _NO_OBJECT.match(after) is None


def _everyday(text: str, found: Found) -> bool:
    """Tell whether the words are one word of an alphabet, and written like any other.

    An article "Panel" is about what is called so, and not about every panel.
    """
    if _EVERYDAY.fullmatch(found.phrase) is None:
        return False
    written = text[found.start : found.end]
    return written.islower() or (written.istitle() and _opens(text, found.start))


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence, an item or a cell of a table begins here."""
    return _OPENING.search(text[max(0, start - 12) : start]) is not None


def _named_longer(text: str, found: Found) -> bool:
    """Tell whether the words are part of a longer name: Certificate in Certificate Transparency."""
    alone = _EVERYDAY.fullmatch(found.phrase) is not None and text[found.start].isupper()
    return alone and _NAME_GOES_ON.match(text, found.end) is not None

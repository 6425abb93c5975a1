"""What mail programs and letter writers put around a question, and the question without it.

Pure, line by line, for the programs of Chinese and English offices; of other languages the lines
above a history, the usual greetings and partings, and disclaimers. Where nothing would be left,
what was there is kept: of a forwarded mail the question is what was forwarded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOSING_LINES = 12
"""How many lines at the end may be a parting, a name and an address."""
CONTACTS = 2
"""How many lines with a telephone, an address or the like make a paragraph a signature."""
NAME_LINE = 80
"""Characters from which on a line under a parting is no name and no address."""
FORWARDS = 3
"""How many mails within each other are opened."""

_SENDER = r"(?:from|发件人|寄件者|寄件人|von|de|expéditeur|от)"
_HEADER = (
    r"(?:sent|date|to|cc|subject|reply-to|发送时间|时间|日\s?期|收件人|抄\s?送|主\s?[题旨]|收件者"
    r"|寄件日期|傳送日期|傳送時間|副本|gesendet|datum|an|betreff|envoyé|enviado|date|à|para|a|objet"
    r"|asunto|assunto|дата|отправлено|кому|тема)"
)
_MARK = r"[^\S\n]{0,40}(?:[*|>]{1,12}[^\S\n]{0,12})?"
"""What comes before a header's name where its bold letters or its table became text.

It may come twice in a row, and so has bounds: on a line of nothing else it would take for ever.
"""
_COLON = r"[*\s]{0,3}[:：|]"
_HEADERS = (
    rf"{_MARK}{_SENDER}{_COLON}(?:.{{0,200}}@.{{0,200}}\n(?:{_MARK}\n)?{_MARK}{_HEADER}{_COLON}"
    rf"|.{{0,400}}(?:\n(?:{_MARK}\n)?{_MARK}{_HEADER}{_COLON}.{{0,400}}){{2}})"
)
"""The head of an older mail: a sender with an address, or two more lines of a head."""
_FORWARDED = (
    r"-{2,}\s*(?:forwarded (?:message|mail)|转发的?(?:邮件|消息)|轉寄的?郵件|轉寄的訊息)"
    r"|begin forwarded message:"
    r"|(?:以下是|开始)?转发的?邮件\s*[:：]|(?:以下是|開始)?轉寄的?郵件\s*[:：]"
)
_OLDER = (
    r"-{2,}\s*(?:original(?: (?:message|e-?mail))?\s*-|repl(?:y|ied) message\s*-"
    r"|(?:原始|回复的?原?|回覆的?原?|答复的?)(?:邮件|郵件|消息)|邮件原件|郵件原件|原邮件)"
    r"|_{20,}\s*$|(?:#{2,}-?|-{2,})?[^\S\n]*(?:please )?(?:type your reply|reply) above this line"
    r"|.{0,10}请在此行(?:上方|之上|以上)回复"
)
_WROTE = (
    r"at \d{4}-.{4,200} wrote:\s*$|on .{4,200}(?:\n.{0,120})?\swrote:\s*$"
    r"|on .{4,160}@.{2,80} wrote:"
    r"|(?:在|于|於)\s?.{4,120}(?:写道|寫道|wrote)\s*[:：]\s*$"
    r"|.{0,80}\d{4}.{0,60}(?:写道|寫道)\s*[:：]\s*$"
    r"|(?:el|le|am|em|il|op) .{4,160}(?:\n.{0,120})?\s(?:escribió|a écrit|schrieb.{0,120}|escreveu"
    r"|ha scritto|schreef.{0,120})\s?:\s*$"
    r"|.{0,20}\d{1,2} .{3,12} \d{4} г\. .{4,160}:\s*$"
    r"|.{0,40}\b\d\d:\d\d\b.{0,60}<[^<>\s]{1,80}@[^<>\s]{1,80}>\s?:\s*$"
)
_FLAGS = re.IGNORECASE | re.MULTILINE
_HISTORY = re.compile(
    rf"^{_MARK}(?:(?P<forwarded>{_FORWARDED})|{_OLDER}|{_WROTE}|{_HEADERS})", _FLAGS
)
_WITH_QUOTATION = re.compile(rf"^[^\S\n]*>.*$\n?|^{_MARK}(?:{_WROTE})\n+(?=[^\S\n]*>)", _FLAGS)
"""A quotation and the line above it: what is below or between is an answer."""
_QUOTED_MESSAGE = re.compile(
    r"(^[^\n>]{0,80}\b(?:says?|shows?|displays?|reads|errors?|warning)[^\S\n]?:[^\S\n]*\n(?:[^\S\n]*\n)?"
    r"|^[^\n>]{0,40}(?:提示|显示|顯示|报错|報錯|错误|錯誤|弹出|彈出)[^\n>]{0,12}[:：][^\S\n]*\n(?:[^\S\n]*\n)?)"
    r"[^\S\n]{0,8}>[^\S\n]?(\S.*$)",
    _FLAGS,
)
"""A message that somebody quotes as mail programs quote mails, below words that lead to it."""
_HEAD_LINE = re.compile(
    rf"{_MARK}(?:(?:{_SENDER}|{_HEADER}){_COLON}.*|(?:{_FORWARDED}|{_OLDER}).*|(?:{_WROTE})|[-_\s]*)$",
    _FLAGS,
)
_NOTE = re.compile(
    r"^\W*(?:fyi|fwd?|see below|as below|pls|please|can you|could you|转发|轉寄|转给|请|請"
    r"|麻烦|烦请|帮忙|如下|见下|供参考)(?=.{0,80}(?:help|see|below|look|check|advise|handle|forward|this"
    r"|fyi|看|处理|處理|协助|協助|参考|參考|知悉|如下|下面|跟进|转)|\W*$)[^?？]{0,80}[?？]?\W*$"
    r"|^\W*fyi\W*$"
    r"|^\W*(?:please )?(?:see|find)? ?(?:my|our|the)? ?(?:answers?|replies|comments) (?:are )?"
    r"(?:inline|below|in (?:red|blue|green|bold))\b.{0,20}$"
    r"|^\W*(?:回复|答复|回覆|答覆|解答)?(?:见|見|在)?(?:下文|下面|下方|文中|正文|邮件中|郵件中)?的?[红紅蓝藍绿綠][色字].{0,6}$",
    re.IGNORECASE,
)
"""Words over a mail that is handed on: what is asked is below them."""
_DISCLAIMER = re.compile(
    r"^(?:.{0,12}(?:this|the|any).{0,60}(?:e-?mail|message|communication|transmission)"
    r"[^?\n]{0,80}(?:confidential|privileged|intended (?:solely|only|for|recipient))"
    r"|.{0,8}confidentiality notice|.{0,8}please (?:consider|think of) the environment"
    r"|(?:(?:免责)?声明|聲明|注意|重要提示)?[ :：]{0,3}(?:本|此|该)(?:电子|電子)?(?:邮件|郵件|信件)"
    r"[^?？\n]{0,40}(?:保密|机密|機密|仅供|僅供|仅限|僅限)"
    r"|(?:ce (?:message|courriel|mail)|diese (?:e-?mail|nachricht)"
    r"|est[ea] (?:mensaje|correo|mensagem|e-?mail)|quest[oa] (?:messaggio|e-?mail)"
    r"|(?:это|настоящее|данное)(?: электронное)? (?:сообщение|письмо))[^?\n]{0,100}"
    r"(?:confiden[ctz]i|vertraulich|rechtlich gesch|riservat|конфиденциал)"
    r"|.{0,8}you (?:are receiving|(?:have )?received) this (?:e-?mail|message) because"
    r"[^?\n]{0,200}$)",
    _FLAGS,
)
_FROM_OUTSIDE = re.compile(
    r"^\W{0,3}(?:(?:caution|warning|external|notice|attention).{0,60}(?:e-?mail|message|sender)"
    r".{0,60}(?:outside|external|click|attachment)"
    r"|.{0,12}(?:邮件|郵件)(?:来自|來自|发自|發自).{0,12}(?:外部|外网|外域)).*$\n?",
    _FLAGS,
)
"""What a company's mail server writes over every mail from outside."""
_SIGNATURE = re.compile(
    r"^(?:--\s*$|-{18}\s*$|sent from (?:my|outlook|mail|yahoo|windows|aol|samsung)\b[^?\n]{0,60}$"
    r"|sent (?:with|via|using) \[?\w+ (?:mail|mobile|app|for)\b[^?\n]{0,60}$"
    r"|get outlook for"
    r"|(?:下载|下載|获取|取得).{0,8}outlook"
    r"|(?:发自|寄自|發自)(?:我的)?.{1,30}$"
    r"|(?:从|從)(?:我的| ?windows)[^\n无不没無沒]{1,20}(?:发送|發送|傳送|寄出)$"
    r"|来自.{1,10}的?(?:邮箱|客户端).{0,6}$|\|[ |]*\n(?:.{0,60}\n){1,10}?.{0,4}签名由)",
    _FLAGS,
)
_PARTING = re.compile(
    r"^\s*(?:(?:(?:best|kind|warm|many)\s+)?(?:regards|wishes|thanks)|thank you|thanks|thx|rgds"
    r"|cheers|sincerely|yours (?:truly|sincerely|faithfully)|(?:best|br|kr|bye)(?=\W*$)"
    r"|i? ?looks? forward|looking forward"
    r"|(?:以上[，,。、 ]{0,2})?(?:谢谢|謝謝)|多谢|多謝|感谢|感謝|此致|敬礼|敬禮"
    r"|祝好|顺祝|順祝|敬祝|顺颂|順頌|期待您|盼复|祝.{0,6}(?:愉快|顺利|順利|商祺|安好|健康)"
    r"|mit (?:freundlichen|besten)|(?:viele|beste|liebe|freundliche) grü(?:ß|ss)e|vielen dank|danke"
    r"|(?:bien )?cordialement|bien à vous|merci|saludos|un saludo|(?:muchas )?gracias|atentamente"
    r"|atenciosamente|cordiali saluti|с уважением|(?:заранее )?спасибо)(?P<more>[^\n?？]{0,24})$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[?？]|\b(?:i(?!\.)|we|my|our|is|but|also|please|cannot|can't|don't|doesn't|how|why|what)\b"
    r"|\b(?:je|nous|mon|ma|mes|mais|pas|yo|mi|pero|ich|wir|mein|meine|aber|nicht|kein|keine)\b"
    r"|\b(?:я|мы|мой|моя|мне|но|не|нет)\b"
    r"|我|请(?!回)|麻烦|帮(?!助\W*$)|怎|如何|无法|無法|不|没|沒|但|另外|还|還",
    re.IGNORECASE,
)
"""Words of which a name and an address have none."""
_CONTACT = re.compile(
    r"\b(?:tel|phone|mobile|mob|fax|e-?mail|web|website|[tmpfe])\b\s{0,3}[.:：|]?\s{0,3}[(+]?\w"
    r"|[^\s@]{1,60}@[^\s@]{1,60}\.\w|\bwww\.|\+\d[\d ()-]{6,}"
    r"|^\s{0,4}(?:电\s?话|電\s?話|手\s?机|手\s?機|座机|传真|傳真|邮箱|郵箱|信箱|邮编|地\s?址|网址|網址"
    r"|公司|部门|部門|职位|職稱)\s{0,3}[:：]",
    re.IGNORECASE,
)
"""How to reach somebody: two such lines and a few others are a signature that nothing announces."""
_NAMES = (
    r"(?:\s+(?:there|all|everyone|everybody|team|folks|guys|friends?|dear|again|sir|madam|ma'am|sirs?"
    r"|or|and|the|to|support|customer|client|service|services|care|help|desk|staff|concerned"
    r"|\[\w+\]|(?-i:[A-Z](?:[a-z'-]+|\.))))*"
)
"""Who is greeted: a question that follows on the same line is none of it."""
_GREETING = re.compile(
    rf"^\s*(?:(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)){_NAMES}"
    r"\s*(?:[.!,，:;–-]+|$)|(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day))\b"
    rf"|dear{_NAMES}\s*(?:[.!,，:;–-]+|$)"
    r"|(?:hola|buen[oa]s (?:días|tardes)|bonjour|hallo|guten (?:tag|morgen)|moin|servus"
    r"|здравствуйте|добрый день|доброе утро)(?: (?:a todos|à tous|zusammen|madame|monsieur))?\W*$"
    r"|(?:尊敬的|亲爱的|親愛的)[^\n，,。：:]{0,16}[，,：:。!！]*"
    r"|(?:(?:客服|老师|老師|各位|大家)(?:人员|人員|中心|小姐|先生|同事)?)?"
    r"(?:您好|你好(?![友像])|大家好(?!像)|各位好|老师好|老師好|[早晚]上好|[上下]午好)"
    r"[，,。！!～~：:、 ]*"
    r"|(?:客服|老师|老師|亲|亲们|在吗|在嗎)(?:[，,。！!～~：:、 ?？]+|$))\s*",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\[(?:cid|image|inline image|photo|图片|圖片|表情|动画表情)(?:[:：][^\]\n]{0,160})?\]"
    r"|!\[[^\]\n]{0,160}\]\([^)\n]{0,400}\)",
    re.IGNORECASE,
)
"""Where a picture was."""


def unframed(text: str) -> str:
    """Return what a mail asks: history, disclaimer, signature, parting and greeting are cut."""
    text = _unless_all(_FROM_OUTSIDE.sub("", text), text)
    text = _unless_all(_WITH_QUOTATION.sub("", _QUOTED_MESSAGE.sub(r"\1\2", text)), text)
    text = _PICTURE.sub("", text)
    text = _newest(text)
    if (found := _DISCLAIMER.search(text)) and _says_something(text[: found.start()]):
        text = text[: found.start()]
    if (found := _SIGNATURE.search(text)) and not _opens(text, found):
        text = text[: found.start()]
    return _without_greeting(_without_contact(_without_parting(text)))


def _newest(text: str, mails: int = FORWARDS) -> str:
    """Return what was written last, and what it hands on."""
    found = _HISTORY.search(text)
    if not found or not mails:
        return text
    own, older = text[: found.start()], _below_head(text[found.start() :])
    if not _says_something(own):
        return _unless_all(_newest(older, mails - 1), text)
    if found["forwarded"] or _hands_on(own):
        return f"{own}\n{_newest(older, mails - 1)}"
    return own


def _below_head(text: str) -> str:
    """Return a mail without the lines that say who sent it, when and to whom."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not _HEAD_LINE.match(line):
            return "\n".join(lines[number:])
    return ""


def _hands_on(own: str) -> bool:
    """Tell whether the words over an older mail only ask to see to it."""
    lines = [line for line in own.split("\n") if line.strip()]
    return _FORWARDING.match(lines[0]) is not None or all(map(_NOTE.match, lines))


_FORWARDING = re.compile(r"\s*(?:fwd?|转发|轉寄|轉發)\s*[:：]", re.IGNORECASE)


def _says_something(text: str) -> bool:
    """Tell whether more than a greeting is left of a text."""
    return any(char.isalnum() for char in _GREETING.sub("", text, count=1))


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Tell whether what looks like the mark of a signature is only a line above a question."""
    if _says_something(text[: mark.start()]):
        return False
    return _asked_in(text[mark.end() :].split("\n"))


def _without_parting(text: str) -> str:
    """Cut a parting with the name and the address below it; a question there is none of them."""
    lines = text.rstrip().split("\n")
    for number in range(max(0, len(lines) - CLOSING_LINES), len(lines)):
        if (found := _PARTING.match(lines[number])) and not (
            _SAYS.search(found["more"]) or _asked_in(lines[number + 1 :])
        ):
            return "\n".join(lines[:number])
    return text


def _without_contact(text: str) -> str:
    """Cut a last paragraph that says how to reach somebody, below what is asked."""
    above, _, last = text.rstrip().rpartition("\n\n")
    lines = last.split("\n")
    is_contact = sum(_CONTACT.search(line[:NAME_LINE]) is not None for line in lines) >= CONTACTS
    if not is_contact or len(lines) > CLOSING_LINES or _asked_in(lines) or _announced(above):
        return text
    return above if _says_something(above) else text


def _announced(above: str) -> bool:
    """Tell whether what is above a paragraph leads to it: a new address that is to be entered."""
    return above.rstrip().endswith((":", "："))


def _asked_in(lines: Sequence[str]) -> bool:
    return any(len(line) > NAME_LINE or _SAYS.search(line) for line in lines)


def _without_greeting(text: str) -> str:
    """Cut what the first lines open with: under a subject, the greeting comes second."""
    lines = text.split("\n")
    for number in range(min(3, len(lines))):
        lines[number] = _GREETING.sub("", lines[number], count=1)
    return _unless_all("\n".join(lines).strip(), text)


def _unless_all(left: str, text: str) -> str:
    return left if left.strip() else text

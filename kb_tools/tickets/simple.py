"""Plain records: JSON objects or CSV rows with a subject or a text under a usual name."""

from __future__ import annotations

from kb_tools.tickets.moment import moment
from kb_tools.tickets.record import Record, answers, label, labels, plain
from kb_tools.tickets.ticket import Ticket

SUBJECT = ("subject", "title", "summary", "ticket name", "主题", "标题", "概要", "主題", "標題")
BODY = ("body", "text", "description", "content", "question", "message", "preview",
        "内容", "正文", "问题", "描述", "內容", "問題")  # fmt: skip
ID = ("id", "number", "case number", "编号", "工单号", "工单编号", "问题关键字", "編號", "工單號")
TAGS = ("tags", "labels", "标签", "標籤")
CREATED = ("created", "created at", "createdat", "created time", "create date", "opened date",
           "requested", "date", "创建时间", "创建日期", "已创建", "建立時間")  # fmt: skip
STATUS = ("status", "state", "状态", "狀態")
LANGUAGE = ("lang", "language", "locale", "语言", "語言")
PRODUCT = ("product", "产品", "產品")
ANSWER = ("reply", "answer", "resolution", "回复", "答复", "回覆", "答覆")


_WORDS = frozenset((*SUBJECT, *BODY))


def matches(record: Record) -> bool:
    """Tell whether a record has anything to say under a usual name."""
    return any(usual(str(key)) for key in record)


def usual(name: str) -> bool:
    """Tell whether a field of this name has a ticket's subject or text."""
    return _bare(name) in _WORDS


def _bare(name: str) -> str:
    """Return a field's name as the lists above have it: `Ticket_Subject` is `subject`.

    >>> _bare("Ticket created - Timestamp"), _bare("created_at"), _bare("Ticket name")
    ('created', 'created at', 'ticket name')
    """
    words = name.strip().lower().replace("_", " ").removesuffix(" - timestamp")
    return words if words in SUBJECT else words.removeprefix("ticket ")


def ticket(record: Record) -> Ticket:
    """Map a record; without an id the reader numbers it."""
    values = {_bare(str(key)): value for key, value in record.items()}

    def get(names: tuple[str, ...]) -> object:
        return next((values[name] for name in names if values.get(name) not in (None, "")), None)

    return Ticket(
        id=f"plain:{label(get(ID))}",
        source="plain",
        subject=plain(get(SUBJECT)),
        body=plain(get(BODY)),
        lang=label(get(LANGUAGE)),
        product=label(get(PRODUCT)),
        tags=labels(get(TAGS)),
        created=moment(get(CREATED)),
        status=label(get(STATUS)),
        links=answers([get(ANSWER)]),
    )

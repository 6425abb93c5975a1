"""What a request asks for, checked: each fault is one sentence that names the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb_tools.language import Text, guess, normal

TOP_LIMIT = 20
BATCH_LIMIT = 100


class BadRequest(Exception):  # noqa: N818 - named after the answer it becomes
    """A request that cannot be answered, and what to change."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its limits; `id` comes back with the answer of a batch.

    `record` keeps what was suggested, at `place`, for whom (`requester`, kept as a pseudonym).
    """

    text: str
    id: str = ""
    top: int = 3
    lang: str = ""
    product: str = ""
    record: bool = False
    place: str = ""
    requester: str = ""


def asked(data: object, top: int) -> Asked:
    """Return the question in a JSON body: `text`, or `subject` and `body`."""
    if not isinstance(data, Mapping):
        raise BadRequest(Text("the body must be a JSON object", "请求体必须是 JSON 对象"))
    lang = field(data, "lang")
    return Asked(
        text=question(data),
        id=field(data, "id"),
        top=number(data.get("top", top)),
        lang=normal(lang) if lang else "",
        product=field(data, "product"),
        record=_flag(data, "record"),
        place=field(data, "place"),
        requester=field(data, "requester"),
    )


def spoken(text: str) -> str:
    """Return the language to answer in where nobody says: the question's."""
    return guess(text[:2000])


def question(data: Mapping[object, object]) -> str:
    """Return the question of a ticket: its subject, its body, its text."""
    text = "\n".join(part for name in ("subject", "body", "text") if (part := field(data, name)))
    if not text.strip():
        raise BadRequest(_NO_QUESTION)
    return text


_NO_QUESTION = Text(
    "give the question as 'text', or as 'subject' and 'body'",
    "请用“text”，或用“subject”和“body”给出问题",
)


def batch(data: object, top: int) -> list[Asked]:
    """Return the questions in a batch's JSON body: `{"tickets": [{…}, …]}`."""
    rows = data.get("tickets") if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not 1 <= len(rows) <= BATCH_LIMIT:
        message = Text("'tickets' must be a list of 1 to {n}", "“tickets”必须是 1 到 {n} 项的列表")
        raise BadRequest(message.format(n=BATCH_LIMIT))
    return [asked(row, top) for row in rows]


def number(value: object) -> int:
    """Return how many answers are wanted: 1 to TOP_LIMIT."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 9:
        value = int(value)
    if isinstance(value, float) and value.is_integer():  # 3.0 is a whole number in JSON
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= TOP_LIMIT:
        message = Text("'top' must be a whole number from 1 to {n}", "“top”必须是 1 到 {n} 的整数")
        raise BadRequest(message.format(n=TOP_LIMIT))
    return value


def field(data: Mapping[object, object], name: str) -> str:
    """Return a text of a JSON object; "" where it has none of that name."""
    value = data.get(name, "")
    if not isinstance(value, str):
        message = Text("'{name}' must be a string", "“{name}”必须是字符串")
        raise BadRequest(message.format(name=name))
    return value.encode("utf-8", "replace").decode("utf-8")


def _flag(data: Mapping[object, object], name: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        message = Text("'{name}' must be true or false", "“{name}”必须是 true 或 false")
        raise BadRequest(message.format(name=name))
    return value

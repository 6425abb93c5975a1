"""Tickets out of files: their content shows which system wrote them, never their name."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Iterator, Mapping
from email.errors import MessageError
from email.message import Message
from importlib.metadata import entry_points
from typing import Any, BinaryIO, NamedTuple, Protocol

from kb_tools.errors import ReadError
from kb_tools.language import Text, guess, normal
from kb_tools.tickets.mail import sealed
from kb_tools.tickets.record import Record
from kb_tools.tickets.records import records
from kb_tools.tickets.ticket import Ticket

SYSTEMS = ("mail", "zendesk", "freshdesk", "intercom", "jira", "servicenow", "salesforce",
           "hubspot", "zoho", "simple")  # fmt: skip
"""Readers in the order in which they are asked; `simple` takes what nobody else does."""


class Reader(Protocol):
    """What a system's module has; third parties name theirs in the group `kb_tools.tickets`."""

    def matches(self, record: Record) -> bool:
        """Tell by its content whether a record is this system's."""

    def ticket(self, record: Record) -> Ticket:
        """Map a record; a missing field is a KeyError, an unusable value a ValueError."""


class Fault(NamedTuple):
    """A record that could not be used: its number (1-based) and why."""

    number: int
    message: Text


def readers() -> dict[str, Reader]:
    """Return every reader by name, third parties' before `simple`."""
    own: dict[str, Any] = {n: importlib.import_module(f"kb_tools.tickets.{n}") for n in SYSTEMS}
    last = own.pop("simple")
    others = {point.name: point.load() for point in entry_points(group="kb_tools.tickets")}
    return {**own, **others, "simple": last}


def read(
    stream: BinaryIO, path: str, system: str = "", encoding: str = ""
) -> Iterator[Ticket | Fault]:
    """Yield the tickets of a file in order, and a Fault for every record that is not usable.

    The file is streamed: only one record is in memory at a time. `stream` must be seekable.
    `system` names the reader when the content does not tell. Raises ReadError when the file
    as a whole is not what it should be.
    """
    known = readers()
    if system and system not in known:
        raise ReadError(_no_system(system, known))
    for number, record in records(stream, path, encoding):
        if isinstance(record, Text):
            yield Fault(number, record)
            continue
        name = system or next((n for n, reader in known.items() if reader.matches(record)), "")
        if not name:
            yield Fault(number, _UNKNOWN)
            continue
        ticket = _mapped(known[name], record, number)
        if isinstance(ticket, Ticket):
            yield from (Fault(number, why) for why in _left_out(ticket, record))
        yield ticket


def _left_out(ticket: Ticket, record: Record) -> Iterator[Text]:
    """Yield what of a record is not in its ticket, though it should be."""
    if ticket.created is None and (date := _date(record)):
        yield _UNCLEAR.format(date=date)
    if not ticket.body and isinstance(mail := record.get("message"), Message) and sealed(mail):
        yield _SEALED


def _mapped(reader: Reader, record: Record, number: int) -> Ticket | Fault:
    try:
        ticket = reader.ticket(record)
    except KeyError as error:
        return Fault(number, Text("no field {e}", "缺少字段 {e}").format(e=error))
    except RecursionError:
        return Fault(number, Text("nested too deeply", "嵌套层数过多"))
    except (ValueError, TypeError, AttributeError, LookupError, MessageError) as error:
        return Fault(number, Text("unusable value: {e}", "无法使用的值：{e}").format(e=error))
    if not ticket.text:
        return Fault(number, Text("neither subject nor text", "既没有主题也没有正文"))
    name = f"plain:{number}" if ticket.id == "plain:" else ticket.id
    lang = normal(ticket.lang) if ticket.lang else guess(ticket.text[:2000])
    return dataclasses.replace(ticket, id=name, lang=lang)


def _date(record: Record) -> str:
    """Return what a record says of its creation, under whatever name."""
    values = {str(key).lower(): value for key, value in record.items()}
    return next((str(values[name]) for name in _DATES if values.get(name)), "")


_DATES = ("created", "created_at", "createdtime", "createddate", "opened_at", "date")
_UNCLEAR = Text(
    "the date '{date}' is ambiguous and was left out; write it as YYYY-MM-DD HH:MM",
    "日期“{date}”有歧义，已略去；请写成 YYYY-MM-DD HH:MM",
)
_SEALED = Text(
    "the text is in winmail.dat or encrypted, and was not read; have it sent as plain text or HTML",
    "正文在 winmail.dat 中或已加密，未读取；请让对方用纯文本或 HTML 格式发送",
)
_UNKNOWN = Text(
    "no known system wrote this file; name it with --system",
    "认不出是哪个系统的记录；请用 --system 指定",
)


def _no_system(name: str, known: Mapping[str, object]) -> Text:
    text = Text("no reader '{n}'; there are: {all}", "没有“{n}”这个读取器；可用的有：{all}")
    return text.format(n=name, all=", ".join(known))

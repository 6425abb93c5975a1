"""One customer's question, whichever desk it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as kb_tools sees it. Who asked is not kept.

    `id` begins with the source (`zendesk:42`). `body` is plain text, a mail's history and
    signature still in it: `clean` cuts them where one asks with it. `links` are the addresses
    in agents' public replies: what an agent answered with is the label that learning needs.
    `created` has a time zone.
    """

    id: str
    source: str
    subject: str = ""
    body: str = ""
    lang: str = ""
    product: str = ""
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    status: str = ""
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Subject and body together, as one reads them."""
        return "\n".join(part for part in (self.subject, self.body) if part)

"""Suggestions as each help desk and chat takes them: notes for colleagues, never public replies."""

from __future__ import annotations

import html
import re
from typing import Any

from kb_tools.language import Text

Data = dict[str, Any]
Rows = list[Data]

_HEAD = Text("Articles that may answer this", "可能回答此问题的文章")


def lines(answer: Data) -> list[tuple[str, str, str]]:
    """Return each suggestion as (title with section, address, why)."""
    return [
        (
            " › ".join(part for part in (one["title"], one["section"]) if part),
            one["url"] if re.match(r"https?://", one["url"]) else "",
            f"{one['score']:.0%}: " + "; ".join(r["detail"] for r in one["reasons"]),
        )
        for one in answer["suggestions"]
    ]


def as_html(answer: Data, lang: str) -> str:
    """Return an answer as HTML that holds nothing but text and links."""
    if not answer["suggestions"]:
        return f"<p>{html.escape(answer['note'])}</p>"
    items = "".join(f"<li>{_link(*line)}</li>" for line in lines(answer))
    return f"<p>{html.escape(_HEAD.to(lang))}</p><ol>{items}</ol>"


def _link(title: str, url: str, why: str) -> str:
    name = html.escape(title)
    shown = f'<a href="{html.escape(url)}">{name}</a>' if url else name
    return f"{shown}<br>{html.escape(why)}"


def zendesk(answer: Data, lang: str) -> Data:
    """Return the body of `PUT /api/v2/tickets/{id}` that adds an internal note."""
    return {"ticket": {"comment": {"html_body": as_html(answer, lang), "public": False}}}


def freshdesk(answer: Data, lang: str) -> Data:
    """Return the body of `POST /api/v2/tickets/{id}/notes`, private."""
    return {"body": as_html(answer, lang), "private": True}


def intercom(answer: Data, lang: str) -> Data:
    """Return the body of `POST /conversations/{id}/reply`, as a note."""
    return {"message_type": "note", "type": "admin", "body": as_html(answer, lang)}


def jira(answer: Data, lang: str) -> Data:
    """Return the body of `POST /rest/api/3/issue/{key}/comment`, internal."""
    if answer["suggestions"]:
        items = [
            {"type": "listItem", "content": [_paragraph(title, url, why)]}
            for title, url, why in lines(answer)
        ]
        head = _paragraph(_HEAD.to(lang), "", "")
        content = [head, {"type": "orderedList", "content": items}]
    else:
        content = [_paragraph(answer["note"], "", "")]
    return {
        "body": {"type": "doc", "version": 1, "content": content},
        "properties": [{"key": "sd.public.comment", "value": {"internal": True}}],
    }


def _paragraph(title: str, url: str, why: str) -> Data:
    text: Data = {"type": "text", "text": title or "-"}
    if url:
        text["marks"] = [{"type": "link", "attrs": {"href": url}}]
    rest = [{"type": "text", "text": f" ({why})"}] if why else []
    return {"type": "paragraph", "content": [text, *rest]}


def slack(answer: Data, lang: str) -> Data:  # noqa: ARG001 - one form for all
    """Return a message that only the one who asked sees, a block for each suggestion."""
    found = [_slack_line(n, *line) for n, line in enumerate(lines(answer), 1)]
    said = found or [_slack(answer["note"], _WHY)]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": one}} for one in said]
    return {"response_type": "ephemeral", "text": "\n".join(said), "blocks": blocks}


_TITLE, _URL, _WHY = 150, 1000, 240
"""Characters of each that are sent to Slack: escaped, too, they are under the 3,000 of a block."""


def _slack_line(number: int, title: str, url: str, why: str) -> str:
    name, address = _slack(title, _TITLE), _slack_url(url)
    shown = f"<{address}|{name}>" if 0 < len(address) <= _URL else name
    return f"{number}. {shown}\n{_slack(why, _WHY)}"


def _slack(text: str, longest: int) -> str:
    """Escape the three characters that Slack reads; a bar would end a link's address."""
    line = text if len(text) <= longest else f"{text[: longest - 1]}…"
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("|", "¦").replace("\n", " ")


def _slack_url(url: str) -> str:
    for mark, written in (("&", "&amp;"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        url = url.replace(mark, written)
    return url


def teams(answer: Data, lang: str) -> Data:  # noqa: ARG001 - one form for all
    """Return a message in Teams' Markdown."""
    found = [
        f"{number}. {f'[{_teams(title)}]({url})' if url else _teams(title)} {_teams(why)}"
        for number, (title, url, why) in enumerate(lines(answer), 1)
    ]
    return {"type": "message", "text": "\n\n".join(found) or _teams(answer["note"])}


def _teams(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]#~|])", r"\\\1", text)
    return html.escape(escaped, quote=False).replace("\n", " ")


NOTES = {
    "zendesk": zendesk,
    "jira": jira,
    "freshdesk": freshdesk,
    "intercom": intercom,
    "slack": slack,
    "teams": teams,
}
"""How each sender takes its answer."""

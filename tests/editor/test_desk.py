"""What a desk does at once, and what it leaves for the next pause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.editor.desk import Desk, opened, review
from kb_tools.links import graph

TODAY = date(2026, 11, 22)
A, B = "# A\n\n[B](b.md)\n", "# B\n\n[A](a.md)\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "docs").mkdir()
    (tmp_path / "kb.toml").write_text("")
    for name, text in (("a.md", A), ("b.md", B)):
        (tmp_path / "docs" / name).write_text(text)
    return opened(config.load(tmp_path), TODAY)


def codes(desk: Desk, path: str) -> list[str]:
    return [one.code for one in desk.session.findings(path) if one.code == "KB301"]


def paused(desk: Desk) -> None:
    """Do what the server does in a pause: in a thread, and then in the conversation."""
    if (work := desk.settling()) is not None:
        desk.settle(work())
    done = review(desk.session, sorted(desk.concerned), lambda: False)
    assert done is not None
    desk.take(done)


def test_a_dead_link_is_found_at_once(desk: Desk) -> None:
    desk.change({"b.md": B + "\n[C](c.md)\n"})
    assert codes(desk, "b.md") == ["KB301"]


def test_after_an_id_changed_what_is_found_among_others_waits_for_a_pause(desk: Desk) -> None:
    desk.change({"a.md": "---\nid: KB-9\n---\n" + A})
    desk.change({"b.md": B + "\n[C](c.md)\n"})
    assert codes(desk, "b.md") == []
    paused(desk)
    assert codes(desk, "b.md") == ["KB301"]
    desk.change({"b.md": B})
    assert codes(desk, "b.md") == []
    desk.change({"b.md": B + "\n[D](d.md)\n"})
    assert codes(desk, "b.md") == ["KB301"]


def test_no_edit_makes_the_graph_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    outgoing = graph._outgoing
    monkeypatch.setattr(
        graph, "_outgoing", lambda kb, article: asked.append(article.path) or outgoing(kb, article)
    )
    desk.change({"a.md": A + "\nMore.\n"})
    assert asked == ["a.md"]
    asked.clear()
    desk.change({"a.md": "---\nid: KB-9\n---\n" + A})
    desk.change({"b.md": B + "\nMore.\n"})
    assert asked == []
    paused(desk)
    asked.clear()
    desk.change({"b.md": B})
    assert asked == ["b.md"]


def test_a_file_that_came_and_went_between_two_pauses_is_no_trouble(desk: Desk) -> None:
    desk.change({"c.md": "# C\n"})
    desk.change({}, ["c.md"])
    desk.change({"b.md": B + "\n[C](c.md)\n"})
    paused(desk)
    assert codes(desk, "b.md") == ["KB301"]
    assert desk.settling() is None


def test_who_links_to_a_file_that_goes_or_comes_is_looked_at_in_the_next_pause(
    desk: Desk,
) -> None:
    desk.change({}, ["b.md"])
    paused(desk)
    assert codes(desk, "a.md") == ["KB301"]
    desk.change({"b.md": B})
    paused(desk)
    assert codes(desk, "a.md") == []

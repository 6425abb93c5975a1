"""The search goes on where its files were not to be had: a slip of the net, a site built anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kb_tools.search import shard_terms, shards
from kb_tools.search.document import Document, Part

pytestmark = pytest.mark.browser
ASK = """async ([turns, questions]) => {
    let files;
    self.fetch = async (address) => {
        const text = files?.[new URL(address).pathname.slice(1)];
        if (!files) throw new TypeError("no network");
        return text ? new Response(text) : new Response("", { status: 404 });
    };
    const search = KbSearch.open(new URL("/", location), "en");
    const found = [];
    for (const [i, question] of questions.entries()) {
        files = turns[i];
        found.push(await search.find(question).then((all) => all.map((one) => one.id), () => null));
    }
    return found;
}"""
Files = dict[str, str]
Ask = Callable[[Sequence[Files | None], Sequence[str]], list[list[str] | None]]


@pytest.fixture
def ask(search_tab: Any) -> Ask:
    """Asks while the files change from question to question; None for no network, no answer."""
    return lambda turns, questions: search_tab.evaluate(ASK, [turns, questions])


def built(*names: str) -> dict[str, str]:
    return dict(shards.files(shards.Page(article(name), f"{name}/") for name in names))


def article(name: str) -> Document:
    parts = (Part("", name, f"The {name} is kept in the settings."),)
    return Document(name, f"en/{name}.md", "en", f"The {name}", f"{name}/", parts=parts)


def test_a_page_that_was_open_before_the_site_was_built_anew_finds_what_is_there_now(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shard_terms, "MANY", 1)
    monkeypatch.setattr(shards, "ONE_FILE", 1)
    before, after = built("invoice"), built("password")
    assert ask([before, after], ["invoice", "password settings"]) == [["invoice"], ["password"]]


def test_a_question_without_network_is_answered_when_it_is_back(ask: Ask) -> None:
    files = built("invoice")
    assert ask([None, files], ["invoice"] * 2) == [None, ["invoice"]]


def test_an_index_of_another_format_is_not_taken_for_ones_own(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "FORMAT", shards.FORMAT + 1)
    assert ask([built("invoice")], ["invoice"]) == [None]

"""What an edit changes is what a whole check would say of the edited article."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.evidence import NOTHING
from kb_tools.lint.live import Live, begun, settle
from kb_tools.lint.rule import EXAMPLE_DATE

TEXTS = {
    "zh/a.md": "# 登录\n\n打开应用，点击登录。见[重置](b.md)。\n",
    "zh/b.md": "# 重置密码\n\n打开设置，点击重置密码。见[登录](a.md)。\n",
    "zh/c.md": "# 退款\n\n打开订单，选择退款。\n",
    "en/a.md": "# Sign in\n\nOpen the app. TODO: more.\n",
}
RULES = [rule for rule in catalogue() if rule.default]
EDITS = [
    {"zh/a.md": "# 重置密码\n\n打开应用,点击API登录。\n"},
    {"zh/a.md": TEXTS["zh/b.md"]},
    {"zh/c.md": "---\nid: K1\naliases: [zh/a.md]\n---\n\n# 退款\n\n[没有](x.md)\n"},
    {"en/a.md": ""},
]


def start(*slow: str) -> Live:
    kb = KnowledgeBase.from_texts(TEXTS)
    return begun(kb, [*TEXTS], RULES, [*lint(kb, RULES, EXAMPLE_DATE)], NOTHING, slow)


def whole(texts: dict[str, str]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {path: [] for path in texts}
    for one in lint(KnowledgeBase.from_texts(texts), RULES, EXAMPLE_DATE):
        found[one.path].append(one)
    return found


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_article_is_told_of_at_once(edit: dict[str, str]) -> None:
    live = start().edited(edit, EXAMPLE_DATE)
    (path,) = edit
    assert live.found[path] == whole({**TEXTS, **edit})[path]
    assert not live.is_settled


@pytest.mark.parametrize("edit", EDITS)
def test_when_settled_all_is_as_in_a_whole_check(edit: dict[str, str]) -> None:
    *steps, settled = settle(start("KB306", "KB406").edited(edit, EXAMPLE_DATE), EXAMPLE_DATE)
    assert steps == [None] * len(TEXTS)
    assert settled is not None
    assert settled.is_settled
    assert settled.found == whole({**TEXTS, **edit})


def test_rules_that_learn_long_go_by_what_they_knew() -> None:
    slow = {rule.code for rule in RULES if rule.scope == "corpus"}
    live = start(*slow).edited({"zh/a.md": TEXTS["zh/a.md"] + "\nTODO\n"}, EXAMPLE_DATE)
    said = {d.code for d in live.found["zh/a.md"]}
    assert "KB213" in said
    assert not said & {"KB405", "KB406"}

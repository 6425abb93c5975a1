from __future__ import annotations

from collections.abc import Mapping
from time import process_time

import pytest

from kb_tools.config import Config, LintConfig
from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import EXAMPLE_DATE
from kb_tools.lint.suppress import suppressions


def found(text: str, per_path: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    config = Config(lint=LintConfig(per_path_ignore=per_path or {}))
    kb = KnowledgeBase.from_texts({"faq/a.md": text}, config)
    rules = [rule for rule in catalogue() if rule.code in ("KB301", "KB213")]
    return [f"{d.code}:{d.position.line}" for d in lint(kb, rules, EXAMPLE_DATE)]


LINK = "[x](x.md)"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{LINK}\n", ["KB301:1"]),
        (
            f"<!-- kb-disable-next-line KB301 -- made by the build -->\n{LINK}\n\n{LINK}\n",
            ["KB301:4"],
        ),
        (f"<!-- kb-disable-next-line KB301 -- made later -->\n\n{LINK}\n", []),
        (f"{LINK} <!-- kb-disable-line link-dead -- made later -->\n\n{LINK}\n", ["KB301:3"]),
        (f"{LINK}\n\n<!-- kb-disable KB301 -- a template -->\n\n{LINK}\n", []),
        (f"<!-- kb-disable KB3 -- a template -->\n\n{LINK}\n\nTODO: x\n", ["KB213:5"]),
        (f"<!-- kb-disable KB301, KB213 -- a template -->\n\n{LINK}\n\nTODO: x\n", []),
        (f"<!-- kb-disable KB302 -- another rule -->\n\n{LINK}\n", ["KB301:3"]),
        (f"`<!-- kb-disable KB301 -- only shown -->`\n\n{LINK}\n", ["KB301:3"]),
        (f"```\n<!-- kb-disable KB301 -- only shown -->\n```\n\n{LINK}\n", ["KB301:5"]),
        (f"---\ntitle: A\n# kb-disable KB301 -- a template\n---\n\n{LINK}\n", []),
    ],
)
def test_a_comment_switches_off_what_it_names_where_it_says(text: str, left: list[str]) -> None:
    assert found(text) == left


def test_the_time_grows_with_the_text_where_a_file_has_many_findings_and_comments() -> None:
    def seconds(count: int) -> float:
        line = "[x](x{}.md) <!-- kb-disable-line KB301 -- made later -->\n\n"
        text = "".join(line.format(n) for n in range(count))
        kb = KnowledgeBase.from_texts({"a.md": text})
        rules = [rule for rule in catalogue() if rule.code in ("KB301", "KB905")]
        start = process_time()
        assert not [*lint(kb, rules, EXAMPLE_DATE)]
        return process_time() - start

    def least(count: int) -> float:
        return min(seconds(count) for _ in range(3))

    seconds(10)
    assert least(1600) < 8 * 3 * least(200)


def test_the_reason_is_kept() -> None:
    text = "<!-- kb-disable KB301 KB302 -- made by\nthe build -->\n"
    (one,) = suppressions(KnowledgeBase.from_texts({"a.md": text}).articles["a.md"])
    assert (one.rules, one.reason, one.line) == (("KB301", "KB302"), "made by\nthe build", None)


@pytest.mark.parametrize(
    ("pattern", "left"),
    [("faq/*.md", []), ("**/*.md", []), ("howto/**", ["KB301:1"]), ("faq/", [])],
)
def test_configuration_switches_rules_off_by_path(pattern: str, left: list[str]) -> None:
    assert found(f"{LINK}\n", {pattern: ("link-dead",)}) == left


def test_words_of_the_written_list_of_related_articles_are_told_where_they_are_titles() -> None:
    listed = (
        "<!-- kb:related -->\n\n## 相关文章\n\n- [重置Github密码](b.md)\n\n<!-- /kb:related -->\n"
    )
    texts = {"zh/a.md": f"# 登录\n\n再看 Github。\n\n{listed}", "zh/b.md": "# 重置Github密码\n"}
    kb = KnowledgeBase.from_texts(texts)
    terms = [rule for rule in catalogue() if rule.code == "KB501"]
    at = [(d.path, d.position.line) for d in lint(kb, terms, EXAMPLE_DATE)]
    assert at == [("zh/a.md", 3), ("zh/b.md", 1)]

"""A session is an optimisation: whatever is edited, it must say what a fresh check says."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.article import Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import EXAMPLE_DATE
from kb_tools.lint.session import Session, begun, changes, edited, moved, neighbours, reviewed
from kb_tools.markdown import parse

PATHS = ("zh/a.md", "zh/b.md", "zh/b/index.md", "en/a.md", "en/b.md", "c.md", "fr/a.md")
HEADS = (
    "",
    "---\nid: KB-1\n---\n",
    "---\nid: KB-2\naliases: [old.md]\nstatus: draft\n---\n",
    "---\ntitle: 登录\naliases: [zh/b.md, /kept/]\nrelated: [KB-1]\nkind: faq\n---\n",
    "---\nkind: howto\naudience: internal\npermalink: /p/\n---\n",
    "---\nlang: zh-TW\nreviwed: 2020-01-01\n---\n",
    "---\ntitle: a: b\n---\n",
)
LINES = (
    "# 登录\n",
    "# Sign in\n",
    "## 步骤\n\n打开设置,用API登录。\n",
    "## Steps\n\nOpen the settings 😀 of your account and look for the button.\n",
    "[甲](a.md#步骤) 和 [乙](b.md) <!-- kb-disable-line KB302 -- x -->\n",
    "[gone](../zh/gon.md) [old](old.md) [p](/p/) [kb](/kb/KB-1/) ![i](i.png)\n",
    "The page stays blank after signing in, on every browser that we have tried.\n",
    "Another long line that can be the same in two articles of the base, word for word.\n",
    "A third long line, so that two articles are alike when they share the three of them.\n",
    "登录以后页面一片空白，换了浏览器也还是一样，怎么办才好呢？请问有没有人遇到过？\n",
    "```sh\n$ kb lint\n```\n",
)
TEXTS = st.builds(
    lambda head, lines: head + "\n".join(lines),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(LINES), max_size=6),
)
BASES = st.dictionaries(st.sampled_from(PATHS), TEXTS, min_size=1)
STEPS = st.lists(st.tuples(st.sampled_from(PATHS), st.none() | TEXTS), min_size=1, max_size=5)


def fresh(texts: Mapping[str, str]) -> dict[str, list[Diagnostic]]:
    kb = KnowledgeBase.from_texts(texts)
    found: dict[str, list[Diagnostic]] = {path: [] for path in kb.articles}
    for diagnostic in lint(kb, catalogue(), EXAMPLE_DATE):
        found[diagnostic.path].append(diagnostic)
    return found


def started(texts: Mapping[str, str]) -> Session:
    kb = KnowledgeBase.from_texts(texts)
    return whole(edited(begun(kb, catalogue(), EXAMPLE_DATE), kb, [*kb.articles]))


def whole(session: Session) -> Session:
    return reviewed(reviewed(session, session.kb.articles), session.kb.articles, slow=True)


@settings(max_examples=150)
@given(BASES, STEPS)
def test_after_any_edits_a_session_knows_what_a_fresh_check_finds(
    texts: dict[str, str], steps: list[tuple[str, str | None]]
) -> None:
    texts = dict(texts)
    session = started(texts)
    for path, text in steps:
        if text is None:
            texts.pop(path, None)
        else:
            texts[path] = text
        new, gone = ({path: text}, []) if text is not None else ({}, [path])
        session = edited(session, session.kb.with_files(new, gone), [path])
        expected = fresh(texts)
        quick = {rule.code for rule in catalogue() if not rule.slow}
        now = [d for d in session.findings(path) if d.code in quick]
        assert now == [d for d in expected.get(path, []) if d.code in quick]
    session = whole(session)
    assert {path: session.findings(path) for path in session.kb.articles} == expected


@settings(max_examples=15)
@given(BASES, STEPS)
def test_a_base_made_of_another_answers_like_a_fresh_one(
    texts: dict[str, str], steps: list[tuple[str, str | None]]
) -> None:
    texts = dict(texts)
    kb = KnowledgeBase.from_texts(texts)
    for path, text in steps:
        assert answers(kb) == answers(KnowledgeBase.from_texts(texts))
        if text is None:
            texts.pop(path, None)
            kb = kb.with_files({}, [path])
        else:
            texts[path] = text
            kb = kb.with_files({path: text})
    assert answers(kb) == answers(KnowledgeBase.from_texts(texts))


def answers(kb: KnowledgeBase) -> object:
    """Return all that a base is asked, with articles by their paths."""
    resolved = [
        (path, link.target, kb.resolve(link.target, article))
        for path, article in kb.articles.items()
        for link in article.links
    ]
    versions = {
        path: {lang: other.path for lang, other in kb.translations(article).items()}
        for path, article in kb.articles.items()
    }
    indexes = (kb.by_address, kb.aliases, kb.permalinks)
    return (
        dict(kb.articles),
        kb.files,
        kb.languages,
        kb.nav,
        kb.address_folders,
        {name: dict(found) for name, found in kb.by_id.items()},
        [dict(index) for index in indexes],
        versions,
        resolved,
    )


def test_an_edit_that_kills_an_anchor_is_found_in_the_neighbours_that_link_there() -> None:
    before = started({"a.md": "# A\n\n[B](b.md#steps)\n", "b.md": "# B\n\n## Steps\n\nx\n"})
    kb = before.kb.with_texts({"b.md": "# B\n\n## Tasks\n\nx\n"})
    after = edited(before, kb, ["b.md"])
    assert neighbours(before.kb, kb, ["b.md"]) == {"a.md"}
    assert "KB302" not in codes(after, "a.md")
    assert "KB302" in codes(reviewed(after, ["a.md"]), "a.md")
    assert changes(after, reviewed(after, ["a.md"])) == ["a.md"]


def codes(session: Session, path: str) -> list[str]:
    return [diagnostic.code for diagnostic in session.findings(path)]


def test_findings_of_slow_rules_move_along_with_the_text() -> None:
    session = started({"a.md": "# A\n\nSee [x](gone.md) 😀 here.\n"})
    old = session.kb.articles["a.md"]
    new = parse("# A\n\n新的一行。\n\nSee [x](gone.md) 😀 here.\n", "a.md")
    (finding,) = (d for d in session.findings("a.md") if d.code == "KB301")
    (there,) = moved((finding,), old, new)
    assert there.span.of(new.text) == "gone.md"
    assert there.position.line == 5
    cut = parse("# A\n\nSee [x](ge.md) 😀 here.\n", "a.md")
    assert moved((finding,), old, cut) == ()


@given(st.text("ab\n", max_size=9), st.integers(0, 9), st.integers(0, 9), st.text("ab\n"))
def test_a_span_outside_the_edit_keeps_its_words(text: str, one: int, two: int, put: str) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    old, new = parse(text, "a.md"), parse(text[:start] + put + text[end:], "a.md")
    rule = catalogue()[0]
    spans = [Span(i, j) for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
    for span in spans:
        finding = rule.at(old, span, rule.summary)
        for there in moved((finding,), old, new):
            assert there.span.of(new.text) == span.of(text)

"""After every edit kinship is what it would be if the base had been read for the first time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.links import similar, weighing
from kb_tools.links.kinship import Kinship
from kb_tools.links.related import ranked, related

WORDS = "login password reset invoice refund vat mail key 密码 登录 发票 退款 邮箱".split()
PATHS = [f"{lang}/{name}.md" for lang in ("en", "zh") for name in "abcdefghij"]


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
front = st.sampled_from(
    ["", "tags: [a, b]\n", "tags: [b]\nproduct: Shop\n", "product: Mail\n", "related: [a.md]\n"]
)
link = st.sampled_from(["", *(f"[x]({name}.md)" for name in "abcdefghij")])
listed = st.sampled_from(
    ["", "\n<!-- kb:related -->\n\n## Related articles\n\n- [B](b.md)\n\n<!-- /kb:related -->\n"]
)
texts = st.builds(
    lambda meta, title, body, one, two, block: (
        f"---\n{meta}---\n\n# {title}\n\n{body} {one} {two}\n{block}"
    ),
    *(front, words, words, link, link, listed),
)
bases = st.dictionaries(st.sampled_from(PATHS), texts, min_size=2)
edits = st.lists(st.tuples(st.sampled_from(PATHS), st.none() | texts), max_size=6)


def told(kb: KnowledgeBase) -> dict[str, list[tuple[str, float]]]:
    return {path: [(k.article.path, k.score) for k in kin] for path, kin in ranked(kb).items()}


@pytest.mark.usefixtures("narrow")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bases, edits)
def test_edits_lead_where_a_first_look_does(
    before: dict[str, str], changes: list[tuple[str, str | None]]
) -> None:
    now = dict(before)
    kb = KnowledgeBase.from_texts(now)
    ranked(kb)
    for path, text in changes:
        if text is None:
            now.pop(path, None)
            kb = kb.with_files({}, [path] if path in kb.files else [])
        else:
            now[path] = text
            kb = kb.with_files({path: text})
        anew = KnowledgeBase.from_texts(now)
        assert told(kb) == told(anew)
        assert all(
            k.article is kb.articles[k.article.path] for ks in ranked(kb).values() for k in ks
        )
        lists = [
            {path: [a.path for a in found] for path, found in related(one).items()}
            for one in (kb, anew)
        ]
        assert lists[0] == lists[1]


def test_an_edit_looks_again_only_at_what_it_touches(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"{n}.md": f"# Subject{n // 3}\n\nBody{n // 3}.\n" for n in range(60)}
    kb = KnowledgeBase.from_texts(texts)
    monkeypatch.setattr(weighing, "MANY", 0)
    ranked(kb)
    seen: list[str] = []
    own = Kinship._kin
    monkeypatch.setattr(
        Kinship,
        "_kin",
        lambda self, graph, article: seen.append(article.path) or own(self, graph, article),
    )
    ranked(kb.with_texts({"0.md": texts["0.md"] + "\nMore.\n"}))
    assert sorted(seen) == ["0.md", "1.md", "2.md"]


def test_what_is_interrupted_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kinship = Kinship()
    kb = KnowledgeBase.from_texts({f"{n}.md": "# A\n\nB.\n" for n in range(4)})
    wanted = kinship.of(kb)
    again = kb.with_texts({"1.md": "# C\n\nB.\n"})
    with monkeypatch.context() as patched:
        patched.setattr(similar.Similarity, "like", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            kinship.of(again)
    assert kinship.of(again) == Kinship().of(again)
    assert kinship.of(kb) == wanted

"""A defined word explains itself where readers meet it first, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.site.tooltips import explained

TERMS = """
[[term]]
en = "SLA"
zh = "服务级别协议"
also.en = ["service level agreement"]
definition.en = "A written <promise>"
definition.zh = "书面承诺"

[[term]]
en = "R&D"
definition.en = "Research"
"""


def shown(content: str, path: str = "en/a.md") -> str:
    texts = {"en/a.md": "# A\n", "zh/a.md": "# 甲\n"}
    kb = KnowledgeBase.from_texts(texts, settings={"../kb-terms.toml": TERMS})
    return explained(content, kb, kb.articles[path])


ABBR = '<abbr title="A written &lt;promise&gt;">{}</abbr>'


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("<p>Our SLA and SLA</p>", f"<p>Our {ABBR.format('SLA')} and SLA</p>"),
        (
            "<p>a service level agreement (SLA)</p>",
            f"<p>a {ABBR.format('service level agreement')} (SLA)</p>",
        ),
        ("<h2>SLA</h2><p>SLA</p>", f"<h2>SLA</h2><p>{ABBR.format('SLA')}</p>"),
        ('<a href="SLA"><b>SLA</b></a>', '<a href="SLA"><b>SLA</b></a>'),
        ("<pre><code>SLA</code></pre>", "<pre><code>SLA</code></pre>"),
        ("<p>SLAs ISLA</p><!-- SLA -->", "<p>SLAs ISLA</p><!-- SLA -->"),
        ("<p>R&amp;D</p>", '<p><abbr title="Research">R&amp;D</abbr></p>'),
    ],
)
def test_the_first_mention_in_running_text_is_explained(content: str, wanted: str) -> None:
    assert shown(content) == wanted


def test_each_language_has_its_own_words() -> None:
    wanted = '<p>见<abbr title="书面承诺">服务级别协议</abbr>。SLA</p>'
    assert shown("<p>见服务级别协议。SLA</p>", "zh/a.md") == wanted


def test_words_that_only_come_with_kb_tools_explain_nothing() -> None:
    assert shown("<p>NPS, net promoter score</p>") == "<p>NPS, net promoter score</p>"


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "SLA", " ", "<code>", "</code>", "<", ">", "<!--"]))
)
def test_nothing_but_explanations_is_added(parts: list[str]) -> None:
    content = "".join(parts)
    assert shown(content).replace(ABBR.format("SLA"), "SLA") == content

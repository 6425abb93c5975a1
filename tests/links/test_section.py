import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.links import section
from kb_tools.markdown import parse, render
from kb_tools.related_list import block

LIST = section.written("en", [("B", "b.md")])


def folded(html: str) -> str:
    return re.sub(r"\s+", " ", html).strip()


@settings(max_examples=300)
@given(st.text("ab1 \n#-*>`~<!/|:=[]^()\t", max_size=40))
@example("- a\n    - b")
@example("1. a\n\n    b")
@example("> quoted")
@example("```\nopen")
@example("<!-- open")
@example("<div>\nopen")
@example("    code")
@example("| a | b |\n|---|---|\n| c | d |")
@example("!!! note\n    inside")
@example("[^1]\n\n[^1]: note")
@example("[a]\n\n[a]: b.md")
@example("term\n: definition")
def test_a_list_put_at_the_end_leaves_the_page_above_it_as_it_was(text: str) -> None:
    article = parse(text, "a.md", lang="en")
    assume(text.strip() and section.appendable(article))
    page = render(text[: section.end(article).start] + "\n\n" + LIST + "\n")
    above, found, below = page.partition("<!-- kb:related -->")
    assert found
    assert 'href="b.md"' in below
    assert folded(above) in folded(render(text))


def test_the_list_is_found_again_where_it_was_written() -> None:
    for lang in (*section.HEADINGS, "en", "it"):
        written = section.written(lang, [("A [b] *c*", "x.md"), ("丁", "y.md")])
        article = parse(f"# A\n\n{written}\n", "a.md", lang=lang)
        assert block(article).of(article.text) == written
        assert [link.target for link in section.entries(article)] == ["x.md", "y.md"]
        assert [link.text for link in section.entries(article)] == ["A [b] *c*", "丁"]


def test_a_list_without_its_end_is_left_to_the_author() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "# A\n\n<!-- kb:related -->\n\n- [B](b.md)\n"})
    assert block(kb.articles["a.md"]) is None
    assert section.authors_own(kb.articles["a.md"])

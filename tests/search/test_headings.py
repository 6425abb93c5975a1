"""A question that says what a section is headed is answered by that section."""

from __future__ import annotations

from kb_tools.search.build import build
from kb_tools.search.document import Document, Part
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.reasons import NAMED
from kb_tools.search.suggest import suggest


def table(*headings: str, lang: str = "zh", title: str = "表格") -> Document:
    """An article about tables, whose sections each have a heading and name the others' words."""
    words = " ".join(headings)
    parts = [Part(f"s{n}", heading, f"{words}. " * 3) for n, heading in enumerate(headings)]
    return Document(
        "table", "table.md", lang, title, "/table/", parts=(Part("", title, ""), *parts)
    )


def index(*documents: Document) -> Index:
    others = [
        Document(
            "grid",
            "grid.md",
            "zh",
            "列",
            "/grid/",
            parts=(Part("", "", "固定的列 固定一列。" * 20),),
        ),
        Document(
            "head", "head.md", "zh", "固定", "/head/", parts=(Part("", "", "把列固定住。" * 20),)
        ),
    ]
    return Index(build([*others, *documents]))


def test_an_article_with_that_section_comes_before_those_that_are_about_the_words() -> None:
    found = suggest(index(table("排序", "固定列", "筛选")), question("固定列"))
    first = found.suggestions[0]

    assert (first.id, first.section, first.url) == ("table", "固定列", "/table/#s1")
    assert [r.weight > 0 for r in first.reasons if r.stage == "section"] == [True]


def test_nearly_the_same_is_enough_and_the_likest_section_answers() -> None:
    english = table("Sort rows", "Pin a column", "Filter", lang="en", title="Tables")
    base = index(english)
    first = suggest(base, question("pin columns")).suggestions[0]

    assert (first.id, first.section) == ("table", "Pin a column")


def test_a_heading_with_letters_alike_and_no_word_in_common_is_not_what_is_asked() -> None:
    parts = (
        Part("", "Copies in S3", "Back up to S3 with the address of S3. " * 3),
        Part("view", "View the log backup status", "Look at the list. " * 3),
    )
    backup = Document("s3", "s3.md", "en", "Copies in S3", "/s3/", parts=parts)
    others = [
        Document(f"o{n}", f"o{n}.md", "en", title, f"/o{n}/", parts=(Part("", title, "Go back."),))
        for n, title in enumerate(("Walks in town", "Set out a view", "Switch"))
    ]
    base = Index(build([backup, *others]))
    first = suggest(base, question("how to back up to s3")).suggestions[0]

    assert first.hit.heading >= NAMED
    assert (first.id, first.section) == ("s3", "")


def test_no_section_stands_in_for_a_better_one_that_says_too_little() -> None:
    filler = "Now and then a word more, so that this goes on for long. " * 12
    parts = (
        Part("", "Old pages", "Clear the cache, look at the preview."),
        Part("check", "Check", f"The network tab shows it. {filler}"),
        Part("undo", "Undo", "Nothing."),
    )
    old = Document("old", "old.md", "en", "Old pages", "/old/", parts=parts)
    other = Document("new", "new.md", "en", "New", "/new/", parts=(Part("", "New", "Begin."),))
    asked = question("cache preview shows network tab")
    first = suggest(Index(build([old, other])), asked, Wish(threshold=0)).suggestions[0]

    assert (first.id, first.section) == ("old", "")


def test_a_heading_that_repeats_the_title_is_no_section_of_its_own() -> None:
    parts = (
        Part("top", "Pin a column", "Drag it."),
        Part("more", "Unpin it", "Drag a column back."),
    )
    alone = Document("pin", "pin.md", "en", "Pin a column", "/pin/", parts=parts)
    (first,) = suggest(Index(build([alone])), question("pin a column")).suggestions

    assert "section" not in {r.stage for r in first.reasons if r.weight}

from kb_tools.corpus import KnowledgeBase
from kb_tools.search.document import documents

RELATED = (
    "<!-- kb:related -->\n\n## Related articles\n\n- [Invoices](b.md)\n\n<!-- /kb:related -->\n"
)


def test_the_titles_of_related_articles_are_no_part_of_an_article() -> None:
    text = "# Refunds\n\n## Steps\n\nOpen the order.\n\n"
    texts = {"a.md": text + RELATED, "b.md": text + "## Related articles\n\nWritten by hand.\n"}
    written, by_hand = documents(KnowledgeBase.from_texts(texts))
    assert [part.heading for part in written.parts] == ["Refunds", "Steps"]
    assert [part.heading for part in by_hand.parts][-1] == "Related articles"

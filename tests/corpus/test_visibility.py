import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import status

BROKEN = "---\ntitle: Refunds: by hand\n{line}\n---\n\n# Refunds\n"


def shown(text: str) -> bool:
    return "a.md" in KnowledgeBase.from_texts({"a.md": text}).public().articles


@pytest.mark.parametrize(
    "line",
    [
        "audience: internal",
        "audience: [internal]",
        'audience: "internal"  # colleagues',
        "audience:\n  - internal",
        "status: draft",
        "status: 'archived'",
    ],
)
def test_unreadable_front_matter_publishes_nothing_that_its_lines_keep_back(line: str) -> None:
    assert not shown(BROKEN.format(line=line))
    assert not shown(BROKEN.format(line=line).replace("\n---\n\n", "\n\n"))


@pytest.mark.parametrize("line", ["owner: billing", "status: published", "audience: public"])
def test_unreadable_front_matter_hides_nothing_else(line: str) -> None:
    assert shown(BROKEN.format(line=line))


def test_of_two_audiences_in_one_article_the_narrower_counts() -> None:
    assert not shown("---\naudience: public\naudience: internal\n---\n\n# Refunds\n")
    assert not shown("---\naudience: internal\naudience: public\n---\n\n# Refunds\n")
    assert shown("---\naudience: [internal, public]\n---\n\n# Refunds\n")


def test_a_status_is_published_unless_the_article_says_another() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "# A\n", "b.md": "---\nstatus: Draft \n---\n"})
    assert [status(article) for article in kb.articles.values()] == ["published", "draft"]

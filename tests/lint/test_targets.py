"""What a knowledge base without mkdocs.yml cannot know is not reported as missing."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.targets import is_beyond
from kb_tools.site_facts import SiteFacts


@pytest.mark.parametrize(
    ("target", "beyond"),
    [
        ("/static/form.png", True),
        ("/form.png", True),
        ("../../notes.md", True),
        ("/faq/form.png", False),
        ("/gone.md", False),
        ("gone.md", False),
        ("../gone.png", False),
    ],
)
def test_only_what_may_lie_elsewhere_is_beyond(target: str, beyond: bool) -> None:
    texts = {"faq/a.md": "# A\n", "b.md": "# B\n"}
    unknown = KnowledgeBase.from_texts(texts)
    assert is_beyond(target, unknown.articles["faq/a.md"], unknown) is beyond
    known = KnowledgeBase.from_texts(texts, facts=SiteFacts(known=True))
    assert not is_beyond(target, known.articles["faq/a.md"], known)

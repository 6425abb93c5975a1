from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from kb_tools.markdown import parse
from kb_tools.site.structured import describe, script, steps

FAQ = """\
---
title: Can I get a refund?
kind: faq
summary: Yes, within 30 days.
---
# Can I get a refund?

Yes. Go to **Orders**.

## After 30 days

Ask us.
"""
HOWTO = "---\nkind: howto\n---\n# Reset\n\n## Steps\n\n1. Open *Settings*.\n2. Press **Reset**.\n"


def test_a_question_carries_its_answer() -> None:
    data = describe(parse(FAQ, "en/refund.md", lang="en"), "https://a.example/")
    assert data["@type"] == "FAQPage"
    assert data["mainEntity"][0]["name"] == "Can I get a refund?"
    assert data["mainEntity"][0]["acceptedAnswer"]["text"] == "Yes. Go to Orders."


def test_a_howto_lists_its_steps() -> None:
    data = describe(parse(HOWTO, "en/reset.md", lang="en"), "")
    assert data["@type"] == "HowTo"
    assert [step["text"] for step in data["step"]] == ["Open Settings.", "Press Reset."]


def test_a_howto_without_steps_claims_none() -> None:
    data = describe(parse("---\nkind: howto\n---\n# Reset\n\nPress it.\n", "a.md"), "")
    assert data["@type"] == "TechArticle"


def test_numbers_in_code_are_no_steps() -> None:
    assert steps(parse("# A\n\n```\n1. one\n2. two\n```\n", "a.md")) == []


@given(st.text(max_size=60))
def test_no_text_ends_the_script_element(text: str) -> None:
    written = script({"name": text + "</script><!--"})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"name": text + "</script><!--"}

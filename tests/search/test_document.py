"""What of an article is searched: its answer, and nothing that is not for the reader."""

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.search.document import documents
from kb_tools.site_facts import SiteFacts

RELATED = (
    "<!-- kb:related -->\n\n## Related articles\n\n- [Invoices](b.md)\n\n<!-- /kb:related -->\n"
)


def searched(text: str) -> str:
    kb = KnowledgeBase.from_texts({"zh/a.md": text})
    return "\n".join(part.heading + part.text for one in documents(kb) for part in one.parts)


def test_what_colleagues_note_is_not_searched() -> None:
    text = "# 登录\n\n清除缓存。\n\n<!-- internal -->\n\n## 值班\n\ncanary\n\n<!-- /internal -->\n"

    assert searched(text).strip() == "登录清除缓存。"


def test_the_titles_of_related_articles_are_no_part_of_an_article() -> None:
    text = "# Refunds\n\n## Steps\n\nOpen the order.\n\n"
    texts = {"a.md": text + RELATED, "b.md": text + "## Related articles\n\nWritten by hand.\n"}
    written, by_hand = documents(KnowledgeBase.from_texts(texts))
    assert [part.heading for part in written.parts] == ["Refunds", "Steps"]
    assert [part.heading for part in by_hand.parts] == ["Refunds", "Steps"]


@pytest.mark.parametrize(
    "heading", ["Otros artículos", "Articles connexes", "Verwandte Artikel", "Похожие статьи"]
)
def test_they_are_none_under_a_heading_of_another_language(heading: str) -> None:
    assert "Other" not in searched(f"# A\n\nAnswer.\n\n## {heading}\n\n- [Other](b.md)\n")


def test_drafts_are_nobodys_answer() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "---\nstatus: draft\n---\n\n# A\n", "b.md": "# B\n"})

    assert [document.path for document in documents(kb)] == ["b.md"]


def test_a_part_is_where_the_site_has_it() -> None:
    steps = "## 步骤\n\n打开设置。\n\n## SMS 验证码\n\n等 60 秒。\n\n"
    texts = {"a.md": f"# 登录\n\n{steps}## 步骤 {{#own}}\n\n好。\n"}
    plain = SiteFacts(known=True)
    chinese = SiteFacts(known=True, slugify_is_unicode=True)
    assert anchors(texts, plain) == ["", "_2", "sms", "own"]
    assert anchors(texts, chinese) == ["", "步骤", "sms-验证码", "own"]


def anchors(texts: dict[str, str], facts: SiteFacts) -> list[str]:
    (one,) = documents(KnowledgeBase.from_texts(texts, facts=facts))
    return [part.anchor for part in one.parts]


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("点登录就报 E-1042。", ("E-1042",)),
        ("It says ORA-01555, then 0x80070005.", ("ORA-01555", "0x80070005")),
        ("```\nERR_4031: denied\n```", ("ERR_4031",)),
        ("E-1042, and E-1042 again.", ("E-1042",)),
        ("Since 2024, version 5.2-1234 and abc-1234.", ()),
        (" ".join(f"E-{number}" for number in range(1001, 1007)), ()),
        ("The display shows F21.", ("F21",)),
        ("屏幕提示 E03 时，重启。SC542 报错见下。", ("E03", "SC542")),
        ("Play H264 or MP4 as ISO27001 asks.", ()),
    ],
)
def test_the_codes_in_the_text_are_its_errors_unless_they_are_many(
    text: str, errors: tuple[str, ...]
) -> None:
    (one,) = documents(KnowledgeBase.from_texts({"zh/a.md": f"# 登录\n\n{text}\n"}))

    assert one.errors == errors


def test_an_article_is_found_by_its_own_id_and_not_by_those_that_it_names() -> None:
    front = "---\nid: KB-0007\nerrors: [Code E-1042 was refused]\n---\n\n"
    texts = {"a.md": f"{front}# Codes\n\nE-1042 as in KB-0008, or E-2000. Error KB301.\n"}
    (one,) = documents(KnowledgeBase.from_texts(texts))

    assert one.errors == ("KB-0007", "Code E-1042 was refused", "E-2000")


@pytest.mark.parametrize("error", ["F21 drain blocked", "Code E-1042", "0x80070005"])
def test_a_code_that_is_listed_as_an_error_is_not_named_again(error: str) -> None:
    front = f"---\nerrors: ['{error}']\n---\n\n"
    (one,) = documents(KnowledgeBase.from_texts({"a.md": f"{front}# Codes\n\nError {error}.\n"}))

    assert one.errors == (error,)


def test_an_id_or_an_error_is_like_no_code_but_its_own_kind() -> None:
    front = "---\nid: 360012345678\nerrors: [ORA-01555]\n---\n\n"
    (one,) = documents(KnowledgeBase.from_texts({"a.md": f"{front}# Codes\n\nORA-0155, E-1042.\n"}))

    assert one.errors == ("360012345678", "ORA-01555", "ORA-0155", "E-1042")

"""Answers: what is shown, in which language, how surely, and why."""

from __future__ import annotations

import dataclasses
import json

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.build import build
from kb_tools.search.contributions import STAGES, contributions, summed
from kb_tools.search.document import Document, Part
from kb_tools.search.find import Wish
from kb_tools.search.formats import render
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.suggest import UNSURE, Answer, suggest
from kb_tools.search.why_not import matching, why_not


def article(key: str, lang: str, title: str, text: str, **more: object) -> Document:
    parts = (Part("", title, text),)
    given = {"parts": parts, **more}
    path = f"{lang}/{key}.md"
    return Document(id=key, path=path, lang=lang, title=title, url=f"{lang}/{key}/", **given)  # type: ignore[arg-type]


LOGIN_PARTS = (
    Part("", "无法登录怎么办", "先检查网络。"),
    Part("code", "收不到验证码", "等一分钟，再点重新发送。"),
)
LOGIN = article("login", "zh", "无法登录怎么办", "", wordings=("一直登不上",), parts=LOGIN_PARTS)
LOGIN_EN = article("login", "en", "You cannot sign in", "Check your connection first.")
REFUND = article("refund", "en", "When a refund arrives", "Refunds take five working days.")
CRASH = article("crash", "en", "Error 0x80070005", "Access was denied.", errors=("0x80070005",))
SECRET = article("secret", "en", "Refund by hand in the back office", "Only for us.", audience=1)
MOBILE = article("mobile", "en", "Refund in the mobile app", "Tap twice.", products=("app",))
BASE = (LOGIN, LOGIN_EN, REFUND, CRASH, SECRET, MOBILE)
INDEX = Index(build(BASE))


def ask(text: str, **wish: object) -> Answer:
    return suggest(INDEX, question(text), Wish(**wish))  # type: ignore[arg-type]


def ids(answer: Answer) -> list[str]:
    return [one.id for one in answer.suggestions]


def test_the_section_that_answers_is_linked_to() -> None:
    first = ask("收不到验证码").suggestions[0]

    assert (first.id, first.section, first.url) == ("login", "收不到验证码", "zh/login/#code")


def test_a_ticket_that_names_an_article_gets_it() -> None:
    named = article("KB-0042", "en", "Paper jams", "Open the flap.", errors=("KB-0042",))
    found = suggest(Index(build((*BASE, named))), question("see kb-0042"), Wish())

    assert ids(found) == ["KB-0042"]
    assert "is the article KB-0042" in [one.detail.en for one in found.suggestions[0].reasons]


def test_a_section_that_shares_only_letters_of_a_code_does_not_answer() -> None:
    parts = (Part("", "Paper jams", "Open the flap."), Part("env", "Environment", "kb 1.0"))
    named = article("KB-0042", "en", "Paper jams", "", errors=("KB-0042",), parts=parts)
    others = (article(f"{n}", "en", f"Question {n}", "Run kb.") for n in range(9))
    found = suggest(Index(build((*others, named))), question("KB-0042"), Wish())

    assert [(one.id, one.section, one.url) for one in found.suggestions[:1]] == [
        ("KB-0042", "", "en/KB-0042/")
    ]


def test_reasons_name_words_wordings_and_codes() -> None:
    said = [(reason.stage, reason.detail.en) for reason in ask("一直登不上").suggestions[0].reasons]
    coded = [reason.stage for reason in ask("0x80070005 again").suggestions[0].reasons]

    assert ("wording", "is like what customers say: “一直登不上”") in said
    assert any(stage == "terms" and "登不上" in detail for stage, detail in said)
    assert "error" in coded or "title" in coded


def test_the_questions_language_is_preferred() -> None:
    assert {one.lang for one in ask("cannot sign in").suggestions} == {"en"}
    assert {one.lang for one in ask("无法登录").suggestions} == {"zh"}


def test_another_language_is_offered_with_a_note_when_it_is_the_only_answer() -> None:
    answer = ask("出现 0x80070005")

    assert ids(answer)[0] == "crash"
    assert answer.note is not None
    assert "another language" in answer.note.en


def test_of_what_only_another_version_says_the_version_in_the_questions_language_is_shown() -> None:
    parts = (Part("", "", "Ask the owner."), Part("undo", "Undo", "Then sign in."))
    english = article("denied", "en", "Error 0x80070777", "", errors=("0x80070777",), parts=parts)
    there = (Part("", "", "请联系管理员。"), Part("undo-zh", "撤销", "再重新登录。"))
    chinese = article("denied", "zh", "没有权限怎么办", "", parts=there)
    hidden = article("denied", "zh-Hant", "沒有權限怎麼辦", "", parts=there, audience=1)
    others = [article(f"{n}", "zh", f"第{n}个问题", "设置。") for n in range(5)]
    index = Index(build([*BASE, english, chinese, hidden, *others]))

    answer = suggest(index, question("出现 0x80070777"), Wish(audience=0))

    first = answer.suggestions[0]
    assert (first.id, first.lang, first.title) == ("denied", "zh", "没有权限怎么办")
    assert first.url.startswith("zh/denied/")
    assert "“Error 0x80070777”的本语言版本" in first.reasons[0].detail.zh
    assert answer.note is None
    assert suggest(index, question("出现 0x80070005")).note is not None


@pytest.mark.parametrize(
    ("found", "version", "said", "shown", "noted"),
    [
        ("en", "fr", "que faire, c’est 0x80070777", "fr", False),
        ("en", "zh-Hant", "畫面出現 0x80070777 怎麼辦", "zh-Hant", False),
        ("zh", "fr", "what can i do when i see 0x80070777 in the window", "zh", True),
    ],
)
def test_no_version_is_shown_but_one_in_the_questions_own_language(
    found: str, version: str, said: str, shown: str, noted: bool
) -> None:
    code = article("denied", found, "Error 0x80070777", "0x80070777", errors=("0x80070777",))
    other = article("denied", version, "Rien à voir, 無關", "Rien, 無關")
    more = [article(f"{n}", lang, f"{n}", "x") for n in range(25) for lang in ("en", version)]

    answer = suggest(Index(build([code, other, *more])), question(said))

    assert (answer.suggestions[0].id, answer.suggestions[0].lang) == ("denied", shown)
    assert (answer.note is not None) is noted


def test_a_wished_language_is_kept_to() -> None:
    assert all(one.lang == "zh" for one in ask("0x80070005 refund", lang="zh").suggestions)


def test_nothing_fits_is_an_answer_with_a_note() -> None:
    answer = ask("明天会下雨吗")

    assert answer.suggestions == ()
    assert answer.note is not None
    assert ask("？！").note is not None


def test_internal_articles_are_hidden_from_the_public() -> None:
    assert "secret" in ids(ask("refund by hand in the back office"))
    assert "secret" not in ids(ask("refund by hand in the back office", audience=0, threshold=0.0))


def test_a_product_leaves_out_articles_of_other_products() -> None:
    assert "mobile" in ids(ask("refund in the app", product="app"))
    assert "mobile" not in ids(ask("refund in the app", product="desktop", threshold=0.0))
    assert "refund" in ids(ask("refund arrives", product="desktop"))


def test_a_translation_is_not_suggested_beside_its_original() -> None:
    found = ids(ask("无法登录 cannot sign in", threshold=0.0))

    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Comment changer mon adresse e-mail ?", "fr"),
        ("¿Cómo cambio mi dirección de e-mail?", "es"),
        ("How do I change my e-mail address?", "en"),
    ],
)
def test_a_question_is_answered_in_its_own_language_among_several_of_one_alphabet(
    text: str, lang: str
) -> None:
    base = [
        article("mail", "en", "How do I change my e-mail address?", "Open your profile."),
        article("mail", "fr", "Comment modifier mon adresse e-mail ?", "Ouvrez votre profil."),
        article("mail", "es", "¿Cómo cambiar mi dirección de e-mail?", "Abra su perfil."),
        article("key", "en", "Where is my key?", "In your e-mail."),
    ]
    found = suggest(Index(build(base)), question(text))

    assert (found.lang, found.suggestions[0].lang, found.note) == (lang, lang, None)
    scores = [one.score for one in found.suggestions]
    assert scores[0] > 0.35
    assert scores == sorted(scores, reverse=True)


def test_reasons_name_words_as_the_customer_wrote_them() -> None:
    base = [
        article("tls", "zh", "开启加密", "在设置里打开。"),
        article("key", "zh", "更换密钥", "点设置。"),
        article("phone", "es", "Cambiar el teléfono", "Abra su perfil."),
    ]

    def words(text: str) -> str:
        first = suggest(Index(build(base)), question(text)).suggestions[0]
        return next(r.detail.en for r in first.reasons if r.stage == "terms")

    assert words("開啟加密") == "has the words 開啟加密"
    assert words("开启加密") == "has the words 开启加密"
    assert "teléfono" in words("¿Cambiar teléfono?")


def test_an_unrelated_article_removes_no_hit() -> None:
    unrelated = article("zebra", "en", "Feeding the zebra", "Hay and carrots.")
    more = Index(build((*BASE, unrelated)))

    for text in ("when does my refund arrive", "收不到验证码", "0x80070005"):
        before, after = ask(text), suggest(more, question(text))
        assert set(ids(before)) <= set(ids(after))


@pytest.mark.parametrize("text", ["收不到验证码", "一直登不上，无法登录", "退款什么时候到"])
def test_scripts_and_widths_make_no_difference(text: str) -> None:
    traditional = opencc.OpenCC("s2twp").convert(text)
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    simple = ask(text, threshold=0.0)

    for other in (traditional, wide):
        answer = ask(other, threshold=0.0)
        assert [(s.id, s.score) for s in answer.suggestions] == [
            (s.id, s.score) for s in simple.suggestions
        ]


def test_scores_of_an_answer_add_up_to_at_most_one() -> None:
    for text in ("refund", "登录", "0x80070005"):
        assert 0 < sum(one.score for one in ask(text, top=50).suggestions) <= 1.001


@given(st.text(max_size=80))
def test_every_question_has_the_same_answer_twice_in_every_format(text: str) -> None:
    for style in ("text", "json", "markdown"):
        once = list(render(ask(text, threshold=0.0), style, "en"))
        assert once == list(render(ask(text, threshold=0.0), style, "en"))
    data = json.loads(next(render(ask(text), "json", "zh")))
    assert set(data) == {"query", "lang", "suggestions", "note"}


def test_what_could_steer_a_terminal_is_made_visible() -> None:
    evil = article("evil", "en", "Reset \x1b]0;owned\x07 the \x9b31m router", "Reset the router.")
    answer = suggest(Index(build([evil])), question("reset the router"))

    for line in render(answer, "text", "en"):
        assert line.isprintable()
        assert "\\x1b" in line or "Reset" not in line


def test_why_not_says_what_is_missing() -> None:
    asked = question("my money is not back yet")
    said = " ".join(text.en for text in why_not(INDEX, asked, Wish(), "refund"))

    assert "money" in said
    (unknown,) = why_not(INDEX, asked, Wish(), "refun")
    assert "did you mean 'refund'" in unknown.en


def test_titles_and_sections_are_shown_without_their_marks() -> None:
    parts = (Part("a", "[!DNL Redis] is **full**", "Empty it."), Part("b", "Other", "Else."))
    page = article("r", "en", "[!UICONTROL Cache] of **Redis**", "", parts=parts)
    answer = suggest(Index(build([page])), question("Redis is full, empty it"), Wish(threshold=0.0))

    (one,) = answer.suggestions
    assert (one.title, one.section) == ("Cache of Redis", "Redis is full")
    assert "[!" not in "\n".join(render(answer, "text", "en"))
    assert "**" not in "\n".join(render(answer, "markdown", "en"))


def reason_of(index: Index, text: str, name: str, wish: Wish = Wish()) -> str:
    return next(why_not(index, question(text), wish, name)).en


def test_why_not_tells_what_it_was_that_left_an_article_out() -> None:
    pages = [article(f"p{n}", "en", f"Export a report to format {n}", "Export it.") for n in "123"]
    narrow = dataclasses.replace(pages[2], audience=1, products=("app",))
    twin = dataclasses.replace(pages[0], path="zh/p1.md", lang="zh", title="导出报表")
    other = article("p9", "zh", "导出报表", "导出。")
    index = Index(build([pages[0], pages[1], narrow, twin, other]))
    asked = "export a report to format 3"

    assert "narrower audience" in reason_of(index, asked, "p3", Wish(audience=0))
    assert "not about the product 'web'" in reason_of(index, asked, "p3", Wish(product="web"))
    assert "in 'zh', not in 'en'" in reason_of(index, asked, "p9", Wish(lang="en"))
    assert "ask with --lang zh" in reason_of(index, asked, "p9")
    assert "its translation en/p1.md" in reason_of(index, asked, "zh/p1.md")
    assert "it is suggested: it is number 1" in reason_of(index, asked, "p3")


def test_an_article_is_asked_for_by_id_or_path_however_it_is_typed() -> None:
    index = Index(build([article("KB-0042", "en", "Export a report", "Export it.")]))

    for name in (
        "KB-0042",
        "kb-0042",
        "en/KB-0042.md",
        "./docs/en/kb-0042.md",
        "docs\\en\\KB-0042.md",
    ):
        assert [record.id for record in matching(index, name)] == ["KB-0042"]
    assert not matching(index, "42.md")


def test_what_an_article_lacks_is_what_no_part_of_it_has() -> None:
    known = article("a", "zh", "向量搜索概述", "How errors of vector search are shown.")
    other = article("b", "zh", "TiDB 指南", "errors")
    index = Index(build([known, other, article("c", "en", "errors 503", "errors")]))

    said = [text.en for text in why_not(index, question("向量搜索指南 errors 503"), Wish(), "a")]
    assert "it lacks the words 503 · 指南" in said


def test_the_stages_of_an_explanation_add_up_to_what_orders_the_articles() -> None:
    answer = suggest(INDEX, question("how long does a refund take"), Wish(threshold=0.0))
    assert answer.suggestions

    for one in answer.suggestions:
        assert sum(contributions(one.hit).values()) == pytest.approx(one.hit.score)
        assert {*contributions(one.hit)} == {*STAGES}
    lines = "\n".join(render(answer, "text", "en", explain=True))
    first = answer.suggestions[0]
    assert summed(first.hit).en in lines
    assert f"{first.score:.1%} = {answer.fits:.1%} that an article fits" in lines


def test_when_no_article_stands_out_the_answer_says_so() -> None:
    alike = [article(key, "en", f"Export report {key}", "Export it.") for key in "abcdefgh"]
    answer = suggest(Index(build(alike)), question("export report"), Wish(threshold=0.3))
    assert answer.suggestions[0].score < 0.3 <= answer.fits
    assert answer.note == UNSURE


def test_a_reason_names_function_words_only_where_nothing_else_is_shared() -> None:
    body = Part("", "", "The logs of the site are in var. When it is down, what to do with them.")
    index = Index(build([Document("1", "1.md", "en", "Read the logs", "", parts=(body,))]))

    def words(text: str) -> str:
        found = suggest(index, question(text), Wish(threshold=0.0)).suggestions[0]
        return next(r.detail.en for r in found.reasons if r.stage == "terms")

    assert words("where are the logs of the site") == "has the words logs · site"
    assert "the" in words("what is the")

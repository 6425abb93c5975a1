"""What a reviewer is told of a change."""

from __future__ import annotations

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.history.changes import between
from kb_tools.lint.catalogue import matching
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import EXAMPLE_DATE
from kb_tools.review.comment import comment
from kb_tools.review.review import Review, review

HEAD = "---\nid: KB-1\n---\n\n"
BEFORE = {
    "zh/login.md": f"{HEAD}# 登录\n\n输入手机号。\n\n## 收不到验证码\n\n等 60 秒。\n",
    "en/login.md": f"{HEAD}# Sign in\n\nEnter your number.\n\n## No code\n\nWait 60 s. [x](x.md)\n",
    "zh/pay.md": "# 付款\n\n见[登录](login.md)。\n",
    "en/pay.md": "# Pay\n\nSee [sign in](login.md).\n",
}


def reviewed(now: dict[str, str | None], codes: str = "KB301,KB506") -> Review:
    texts = {path: text for path, text in {**BEFORE, **now}.items() if text is not None}
    kb = KnowledgeBase.from_texts(texts, Config(languages=("zh", "en")))
    changes = between(BEFORE, texts, base="origin/main")
    rules = [*matching(codes.split(","))]
    return review(kb, rules, EXAMPLE_DATE, changes, Evidence(changes=changes))


def test_nothing_changed_is_said_in_a_line() -> None:
    told = reviewed({})
    assert not told.failed
    assert comment(told, "en") == (
        "<!-- kb review -->\n## Review of the knowledge base\n\n"
        "Nothing new is wrong. · no article changed · compared with `origin/main`\n"
    )


def test_a_translation_is_behind_when_only_the_original_says_something_else() -> None:
    new = BEFORE["zh/login.md"].replace("60 秒", "90 秒")
    told = reviewed({"zh/login.md": new})
    assert [(b.path, b.source, [*b.sections]) for b in told.behind] == [
        ("en/login.md", "zh/login.md", ["收不到验证码"])
    ]
    assert "- `en/login.md` is now behind `zh/login.md`, which changed in: 收不到验证码" in (
        comment(told, "en")
    )
    english = BEFORE["en/login.md"].replace("60 s", "90 s")
    assert reviewed({"zh/login.md": new, "en/login.md": english}).behind == []
    spaced = BEFORE["zh/login.md"].replace("60 秒", "60秒")
    assert reviewed({"zh/login.md": spaced}).behind == []


def test_an_address_that_dies_fails_and_one_that_is_redirected_does_not() -> None:
    moved = {"zh/login.md": None, "zh/sign-in.md": BEFORE["zh/login.md"]}
    told = reviewed({**moved, "zh/pay.md": "# 付款\n\n见[登录](sign-in.md)。\n"})
    assert told.dead == ["zh/login/"]
    assert told.failed
    assert "- `zh/login/` **dies**: its article moves to `zh/sign-in/`" in comment(told, "en")
    alias = BEFORE["zh/login.md"].replace("KB-1", "KB-1\naliases: [zh/login.md]")
    kept = reviewed(
        {**moved, "zh/sign-in.md": alias, "zh/pay.md": "# 付款\n\n见[登录](sign-in.md)。\n"}
    )
    assert (kept.dead, kept.failed) == ([], False)
    assert "- `zh/login/` 改为 `zh/sign-in/`：有跳转" in comment(kept, "zh")


def test_a_lost_alias_and_a_lost_anchor_are_seen() -> None:
    told = reviewed({"en/login.md": f"{HEAD}# Sign in\n\nEnter your number.\n"})
    assert told.dead_anchors == ["en/login/#no-code"]
    assert told.dead == []


def test_a_removed_article_is_named_with_the_links_that_it_breaks() -> None:
    told = reviewed({"en/login.md": None})
    text = comment(told, "en")
    assert told.dead == ["en/login/"]
    assert [d.path for d in told.compared.new] == ["en/pay.md"]
    assert "this article did not change; what it leads to did" in text
    assert "| Sign in<br>`en/login.md` | removed | | |" in text


def test_a_new_article_is_named_with_what_links_to_it_and_the_languages_it_lacks() -> None:
    new = "# Refund\n\nSee [paying](pay.md). Do as as said.\n"
    pay = BEFORE["en/pay.md"] + "\nOr [refund](refund.md).\n"
    told = reviewed({"en/refund.md": new, "en/pay.md": pay})
    text = comment(told, "en")
    assert "| Refund<br>`en/refund.md` | new | 1 | +`en/pay.md` |" in text
    assert "| Pay<br>`en/pay.md` | changed | 1 | +`en/refund.md` |" in text
    assert "- `en/refund.md` has no translation into: `zh`" in text
    assert "| `en/refund.md:3` | warning | **KB506**" in text


def test_findings_that_were_there_are_counted_and_shown_only_on_changed_lines() -> None:
    told = reviewed({"en/login.md": BEFORE["en/login.md"].replace("number", "phone number")})
    assert told.compared.new == ()
    assert [d.code for d in told.compared.kept] == ["KB301"]
    assert "Findings that were there before: 1, of which 0 on changed lines" in comment(told, "en")


def test_what_articles_say_is_text_and_nothing_else() -> None:
    title = "a | b <img src=x onerror=alert(1)> @everyone [x](http://evil) #12 `code` https://e.vil"
    text = comment(reviewed({"en/|`x`.md": f"# {title}\n\n[x](<no|pe`.md>)\n"}), "en")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert "<img" not in text
    assert "@everyone" not in text
    assert "[x](" not in text
    assert "https://" not in text
    assert {len(row.replace("\\|", "").split("|")) for row in rows} <= {5, 6}

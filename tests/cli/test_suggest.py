"""`kb suggest` and `kb eval` as one runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_tools.cli.eval import command as evaluate
from kb_tools.cli.suggest import command as suggest
from kb_tools.errors import KbError

SETS = Path(__file__).parents[1] / "data" / "eval"
ARTICLE = """---
id: KB-0001
asked_as: [一直登不上]
---
# 无法登录怎么办

先检查网络。

## 收不到验证码 {#code}

等一分钟，再点重新发送。
"""
MAIL = """From: a@example.com
To: b@example.com
Subject: =?utf-8?b?5pS25LiN5Yiw6aqM6K+B56CB?=
Content-Type: text/plain; charset=utf-8

您好，一直登不上。
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs" / "zh").mkdir(parents=True)
    (tmp_path / "docs" / "zh" / "login.md").write_text(ARTICLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(suggest, arguments, input=given, catch_exceptions=False)


def test_json_has_the_keys_that_programs_know(base: Path) -> None:
    answer = json.loads(run("一直登不上", "--format", "json").stdout)

    assert set(answer) == {"query", "lang", "suggestions", "note"}
    (first,) = answer["suggestions"]
    assert set(first) == {"id", "title", "url", "score", "lang", "section", "reasons"}
    assert first["id"] == "KB-0001"
    assert {"stage", "detail", "weight"} == set(first["reasons"][0])


def test_a_mail_is_read_and_its_frame_cut(base: Path) -> None:
    (base / "mail.eml").write_bytes(MAIL.encode())
    answer = json.loads(run("--file", "mail.eml", "--format", "json").stdout)

    assert answer["suggestions"][0]["url"].endswith("#code")
    assert "您好" not in answer["query"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_standard_input_is_read_in_any_chinese_encoding(base: Path, encoding: str) -> None:
    text = "收不到驗證碼，一直登不上" if encoding == "big5" else "收不到验证码，一直登不上"

    assert "KB-0001" in run("-", given=text.encode(encoding)).stdout


@pytest.mark.parametrize("given", [b"", b"\n", b"\xff\xfe", "🙂🙂".encode(), b"\x00\x01\x1b[2J"])
def test_input_without_a_question_has_a_clear_answer(base: Path, given: bytes) -> None:
    result = run("-", "--format", "json", given=given)
    answer = json.loads(result.stdout)

    assert result.exit_code == 0
    assert answer["suggestions"] == []
    assert answer["note"]


def test_no_question_or_two_is_a_users_mistake(base: Path) -> None:
    for arguments in ((), ("text", "--file", "mail.eml"), ("--file", "nowhere.txt")):
        with pytest.raises(KbError):
            run(*arguments)


def test_an_unknown_audience_is_a_users_mistake(base: Path) -> None:
    with pytest.raises(KbError):
        run("登录", "--audience", "publik")


def test_a_folder_without_articles_is_a_wrong_folder_not_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KbError, match="no published article in this folder"):
        run("登录")


@pytest.mark.parametrize(
    ("option", "name", "remedy"),
    [("--product", "ap", "did you mean 'app'"), ("--lang", "fr", "articles in: en, zh")],
)
def test_a_slip_in_an_option_is_no_gap(base: Path, option: str, name: str, remedy: str) -> None:
    article = "---\nproduct: app\n---\n# No code\n\nWait.\n"
    (base / "docs" / "en").mkdir()
    (base / "docs" / "en" / "app.md").write_text(article, "utf-8")
    with pytest.raises(KbError, match=remedy):
        run("登录", option, name)
    assert run("登录", "--lang", "zh-Hant", "--product", "app").exit_code == 0


def test_each_stage_can_be_explained(base: Path) -> None:
    plain, explained = run("一直登不上").stdout, run("一直登不上", "--explain").stdout

    assert "wording:" not in plain
    assert "wording:" in explained
    assert " = words 0." in explained
    assert "that an article fits × " in explained


def test_eval_prints_figures_for_people_and_programs() -> None:
    folder = str(SETS / "shop_zh")
    text = CliRunner().invoke(evaluate, [folder], catch_exceptions=False).stdout
    data = CliRunner().invoke(evaluate, [folder, "--format", "json"], catch_exceptions=False)

    assert "hit@3" in text
    assert json.loads(data.stdout)["mrr@10"] > 0.9


@pytest.mark.parametrize(
    ("file", "table"),
    [("kb.toml", "[suggest.confidence]"), ("pyproject.toml", "[tool.kb.suggest.confidence]")],
)
def test_calibrate_prints_lines_that_go_into_the_configuration_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, table: str
) -> None:
    monkeypatch.chdir(tmp_path)
    config = tmp_path / file
    config.write_text(f"{table}\nbias = -9.0\nwords = 0.1\necho = 0.1\nverbatim = 0.1\n", "utf-8")
    asked = [str(SETS / "shop_zh"), str(SETS / "saas_en"), "--calibrate"]

    said = CliRunner().invoke(evaluate, asked, catch_exceptions=False).stdout
    assert f"better; put this into {file}:" in said
    config.write_text(said[said.index(table) :], "utf-8")
    again = CliRunner().invoke(evaluate, asked, catch_exceptions=False).stdout
    assert "change nothing" in again
    assert table not in again


def test_calibrate_goes_without_what_is_for_programs() -> None:
    asked = [str(SETS / "shop_zh"), "--calibrate", "--format", "json"]

    assert CliRunner().invoke(evaluate, asked).exit_code == 2


def test_why_not_shows_the_wording_to_add_and_writes_it_on_demand(base: Path) -> None:
    file = base / "docs" / "zh" / "login.md"
    asked = ("验证码总是不来", "--why-not", "KB-0001")

    assert "+asked_as: [一直登不上, 验证码总是不来]" in run(*asked).stdout
    assert file.read_text("utf-8") == ARTICLE

    run(*asked, "--write")
    assert "验证码总是不来" in file.read_text("utf-8").split("---")[1]
    (first,) = json.loads(run(asked[0], "--format", "json").stdout)["suggestions"]
    assert first["reasons"][1]["stage"] == "wording"
    assert "+asked_as" not in run(*asked, "--write").stdout


def test_after_a_wording_is_written_it_is_told_whether_that_was_enough(base: Path) -> None:
    said = run("验证码总是不来", "--why-not", "KB-0001", "--write")

    assert "now it is number 1, with " in said.output


def test_a_wording_has_nothing_of_the_customer_in_it(base: Path) -> None:
    said = run(
        "验证码总是不来，邮箱 wang.fang@example.com，手机 13812345678", "--why-not", "KB-0001"
    ).output

    (line,) = [one for one in said.splitlines() if one.startswith("+asked_as")]
    assert "验证码总是不来" in line
    assert "example.com" not in line
    assert "138" not in line
    assert "[email" not in line


def test_an_article_that_is_archived_is_not_taken_for_a_slip(base: Path) -> None:
    old = ARTICLE.replace("KB-0001", "KB-0002").replace("---\n", "---\nstatus: archived\n", 1)
    (base / "docs" / "zh" / "old.md").write_text(old, "utf-8")

    for name in ("KB-0002", "zh/old.md"):
        said = run("验证码总是不来", "--why-not", name).output
        assert "'zh/old.md' has the status 'archived'" in said
        assert "did you mean" not in said


def test_the_wording_goes_into_an_article_without_front_matter_and_keeps_its_line_ends(
    base: Path,
) -> None:
    file = base / "docs" / "zh" / "plain.md"
    file.write_bytes("# 退款多久到账\r\n\r\n五个工作日。\r\n".encode())

    run("钱什么时候退给我", "--why-not", "zh/plain.md", "--write")

    assert (
        file.read_bytes()
        .decode()
        .startswith("---\r\nasked_as: [钱什么时候退给我]\r\n---\r\n\r\n# 退款多久到账\r\n")
    )


def test_a_long_ticket_offers_its_most_telling_sentence(base: Path) -> None:
    ticket = "我昨天晚上下班以后回到家里。" * 6 + "验证码收不到！谢谢各位老师。"

    shown = run(ticket, "--why-not", "KB-0001").stdout

    assert "+asked_as: [一直登不上, 验证码收不到]" in shown


@pytest.mark.parametrize(
    ("data", "said"), [(b"\x89PNG\r\n\x1a\n\0", "a picture"), (b"%PDF-1.7\n", "a PDF")]
)
def test_what_is_no_text_is_refused_with_what_to_do(base: Path, data: bytes, said: str) -> None:
    (base / "mail").write_bytes(data)

    with pytest.raises(KbError, match=said):
        run("--file", "mail")
    with pytest.raises(KbError, match=said):
        CliRunner().invoke(suggest, ["-"], input=data, catch_exceptions=False)


def test_write_without_why_not_is_refused(base: Path) -> None:
    result = run("登不上", "--write")

    assert result.exit_code == 2
    assert "--why-not" in result.output

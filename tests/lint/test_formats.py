from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kb_tools.cli.lint_options import FORMATS
from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.formats import names, render
from kb_tools.lint.report import Report, fingerprints, statistics, summary
from kb_tools.lint.rule import EXAMPLE_DATE

LOGIN = "# 登录\n\n😀 请看[重置](reset-pasword.md)。\n\n点击\u200b设置：100%\n"
TEXTS = {"zh/登录.md": LOGIN, "zh/reset-password.md": "# 重置密码\n"}


def report(texts: dict[str, str] = TEXTS, lang: str = "en") -> Report:
    kb = KnowledgeBase.from_texts(texts)
    rules = [rule for rule in catalogue() if rule.code in ("KB301", "KB902")]
    return Report(kb, list(lint(kb, rules, EXAMPLE_DATE)), len(texts), lang, lambda p: f"docs/{p}")


def lines(name: str, lang: str = "en") -> list[str]:
    return list(render(report(lang=lang), name))


def test_text_says_where_what_and_the_remedy() -> None:
    assert lines("text") == [
        "docs/zh/登录.md:3:10: KB301 'reset-pasword.md' does not exist; did you mean"
        " 'reset-password.md'? (link-dead)",
        "docs/zh/登录.md:5:3: KB902 invisible character U+200B (ZERO WIDTH SPACE); remove it"
        " (char-invisible)",
    ]


def test_text_speaks_chinese() -> None:
    assert lines("text", "zh")[0] == (
        "docs/zh/登录.md:3:10: KB301 “reset-pasword.md”不存在；是不是“reset-password.md”？"
        " (link-dead)"
    )


def test_json_holds_ends_and_fixes() -> None:
    first, second = json.loads("\n".join(lines("json")))
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (
        3,
        10,
        3,
        26,
    )
    assert first["fix"]["safe"] is False
    assert first["fix"]["edits"][0]["text"] == "reset-password.md"
    assert second["severity"] == "warning"
    assert second["fix"] == {
        "title": "remove it",
        "safe": True,
        "edits": [{"path": "docs/zh/登录.md", "start": 37, "end": 38, "text": ""}],
    }


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads("".join(render(report({"a.md": "# A\n"}), "json"))) == []


def test_github_escapes_what_its_commands_would_eat() -> None:
    assert lines("github")[0].startswith(
        "::error file=docs/zh/登录.md,line=3,col=10,endLine=3,endColumn=26,title=KB301 link-dead::"
    )


def test_jsonl_is_json_one_object_a_line() -> None:
    assert [json.loads(line) for line in lines("jsonl")] == json.loads("\n".join(lines("json")))
    assert list(render(report({"a.md": "# A\n"}), "jsonl")) == []


def test_gitlab_code_quality_has_the_keys_that_gitlab_reads() -> None:
    first, second = json.loads("\n".join(lines("gitlab")))
    assert first["check_name"] == "KB301 link-dead"
    assert first["description"].startswith("KB301 'reset-pasword.md' does not exist")
    assert (first["severity"], second["severity"]) == ("critical", "major")
    assert first["location"] == {"path": "docs/zh/登录.md", "lines": {"begin": 3, "end": 3}}
    assert first["fingerprint"] != second["fingerprint"]
    assert json.loads("".join(render(report({"a.md": "# A\n"}), "gitlab"))) == []


def test_rdjson_counts_bytes_as_reviewdog_does() -> None:
    first, second = json.loads("\n".join(lines("rdjson")))["diagnostics"]
    start = len("😀 请看[重置](".encode()) + 1
    end = start + len("reset-pasword.md")
    assert first["location"] == {
        "path": "docs/zh/登录.md",
        "range": {"start": {"line": 3, "column": start}, "end": {"line": 3, "column": end}},
    }
    assert first["severity"] == "ERROR"
    assert "suggestions" not in first
    place = {"start": {"line": 5, "column": 7}, "end": {"line": 5, "column": 10}}
    assert second["suggestions"] == [{"range": place, "text": ""}]


def test_rdjson_counts_bytes_in_long_lines_too() -> None:
    before = "登录 é😀 " * 700
    text = f"# A\n\n{before}[x](no.md)\n"
    (found,) = json.loads("\n".join(render(report({"a.md": text}), "rdjson")))["diagnostics"]
    start = len(f"{before}[x](".encode()) + 1
    assert found["location"]["range"]["start"] == {"line": 3, "column": start}
    assert found["location"]["range"]["end"] == {"line": 3, "column": start + len("no.md")}


def junit(texts: dict[str, str] = TEXTS) -> ET.Element:
    return ET.fromstring("\n".join(render(report(texts), "junit")))  # noqa: S314 - ours


def test_junit_is_a_suite_an_article_and_a_failure_a_finding() -> None:
    (suite,) = junit()
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == (
        "docs/zh/登录.md",
        "2",
        "2",
    )
    dead, _ = suite
    assert (dead.get("classname"), dead.get("name")) == ("docs/zh/登录.md", "KB301 link-dead")
    failure = dead.find("failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert (failure.text or "").startswith("docs/zh/登录.md:3:10: KB301 'reset-pasword.md'")


def test_junit_of_nothing_is_one_passed_case() -> None:
    root = junit({"a.md": "# A\n"})
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert [case.tag for case in root.iter("testcase")] == ["testcase"]


def test_what_articles_say_breaks_neither_xml_nor_a_terminal() -> None:
    texts = {"a.md": '# A\n\n[x](<b\x1b[31m\x00"<&.md>)\n'}
    assert "\ufffd" in "".join(junit(texts).itertext())
    told = [*render(report(texts), "text")]
    assert all(line.isprintable() for line in told)
    assert "\\x1b[31m" in "".join(told)


def sarif() -> dict[str, Any]:
    log: dict[str, Any] = json.loads("\n".join(lines("sarif")))
    return log


def test_sarif_has_what_code_scanning_requires() -> None:
    log = sarif()
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "kb_tools"
    for rule in driver["rules"]:
        assert {"id", "name", "shortDescription", "fullDescription"} <= rule.keys()
        assert rule["name"].isalnum()
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "docs/zh/%E7%99%BB%E5%BD%95.md"
        region = place["region"]
        assert all(type(region[key]) is int and region[key] >= 1 for key in region)
        assert result["partialFingerprints"].keys() == {"kbFingerprint/v1"}


def test_sarif_offers_safe_fixes_only() -> None:
    dead, invisible = sarif()["runs"][0]["results"]
    assert "fixes" not in dead
    (change,) = invisible["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 4},
            "insertedContent": {"text": ""},
        }
    ]


def test_a_fingerprint_outlives_a_moved_line_and_tells_equal_findings_apart() -> None:
    twice = {"a.md": "[x](x.md)\n\n[x](x.md)\n"}
    moved = {"a.md": "Intro.\n\n[x](x.md)\n\n[x](x.md)\n"}
    assert fingerprints(report(twice)) == fingerprints(report(moved))
    assert len(set(fingerprints(report(twice)))) == 2


@pytest.mark.parametrize(
    ("texts", "en", "zh"),
    [
        (
            TEXTS,
            "1 error, 1 warning in 2 articles; 1 can be fixed with --fix, 1 with --unsafe-fixes",
            "1 个错误，1 个警告（共 2 篇文章）；其中 1 个可用 --fix 修复，"
            "1 个可用 --unsafe-fixes 修复",
        ),
        ({"a.md": "# A\n"}, "no problems found in 1 article", "没有发现问题（共 1 篇文章）"),
    ],
)
def test_the_summary_counts(texts: dict[str, str], en: str, zh: str) -> None:
    told = summary(report(texts))
    assert (told.en, told.zh) == (en, zh)


def test_statistics_count_by_rule() -> None:
    assert list(statistics(report())) == [
        "      1  KB301  link-dead",
        "      1  KB902  char-invisible",
    ]


def test_every_format_can_be_named() -> None:
    assert names() == sorted(FORMATS)

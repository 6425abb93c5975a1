"""What we write for other programs is what their specifications describe."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.examples import knowledge_base
from kb_tools.lint.formats import render
from kb_tools.lint.report import Report
from kb_tools.lint.rule import EXAMPLE_DATE

SCHEMAS = Path(__file__).parent / "schemas"
STRANGE = {
    "a.md": '# A\n\n[x](<b\x1b[31m\x00"<&.md>) 点击\u200b设置 100%\n',
    "空 格/&.md": "# ？\n",
}


@cache
def reports() -> list[Report]:
    """Return what is found in every rule's bad examples and in strange texts, in two languages."""
    strange, rules = KnowledgeBase.from_texts(STRANGE), list(catalogue())
    bases = [(knowledge_base(rule.bad[0]), [rule]) for rule in rules] + [(strange, rules)]
    found = [(kb, list(lint(kb, asked, EXAMPLE_DATE))) for kb, asked in bases]
    langs = ("en", "zh")
    made = [Report(kb, of, 1, langs[n % 2], str) for n, (kb, of) in enumerate(found)]
    return [*made, Report(strange, [], 1, "en", str)]


def faults(name: str, value: object) -> list[str]:
    return [fault.message for fault in validator(name).iter_errors(value)]


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_json_is_as_specified(name: str) -> None:
    for report in reports():
        assert faults(name, json.loads("\n".join(render(report, name)))) == []


def test_junit_is_as_specified_and_its_counts_are_right() -> None:
    for report in reports():
        root = ET.fromstring("\n".join(render(report, "junit")))  # noqa: S314 - ours
        assert faults("junit", _element(root)) == []
        for suite in (root, *root.iter("testsuite")):
            cases = [*suite.iter("testcase")]
            count = {tag: sum(case.find(tag) is not None for case in cases) for tag in _OUTCOMES}
            assert int(suite.get("tests", "")) == len(cases)
            assert int(suite.get("failures", "")) == count["failure"]
            assert int(suite.get("skipped", "")) == count["skipped"]


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_a_key_that_the_format_does_not_know_is_refused(name: str) -> None:
    value = json.loads("\n".join(render(reports()[0], name)))
    one: dict[str, Any] = value[0] if isinstance(value, list) else value
    one["sevrity"] = "error"
    assert any("sevrity" in fault for fault in faults(name, value))


_OUTCOMES = ("failure", "skipped")


def _element(one: ET.Element) -> dict[str, Any]:
    children = [_element(child) for child in one]
    return {
        "tag": one.tag,
        "attributes": {**one.attrib},
        "children": children,
        "text": one.text or "",
    }

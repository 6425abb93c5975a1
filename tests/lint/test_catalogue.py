from __future__ import annotations

from importlib import metadata
from types import ModuleType

import pytest

from kb_tools.config import LintConfig
from kb_tools.errors import KbError
from kb_tools.lint.catalogue import GROUP, catalogue, matching, selected
from kb_tools.lint.rule import Rule


def codes(*select: str, ignore: tuple[str, ...] = (), **config: tuple[str, ...]) -> list[str]:
    return [rule.code for rule in selected(LintConfig(**config), select, ignore)]


def test_rules_stand_in_order_of_their_codes() -> None:
    found = [rule.code for rule in catalogue()]
    assert found == sorted(set(found))


def test_default_rules_run_when_nothing_is_selected() -> None:
    assert codes() == [rule.code for rule in catalogue() if rule.default]


@pytest.mark.parametrize("word", ["KB301", "kb301", "link-dead", "Link-Dead"])
def test_a_rule_is_selected_by_code_or_name_in_any_case(word: str) -> None:
    assert codes(word) == ["KB301"]


def test_a_prefix_selects_a_family() -> None:
    assert codes("KB3") == [rule.code for rule in catalogue() if rule.code.startswith("KB3")]


def test_all_selects_rules_that_are_off_by_default_too() -> None:
    assert codes("all") == [rule.code for rule in catalogue()]


def test_ignoring_wins_over_selecting() -> None:
    assert "KB301" not in codes("KB3", ignore=("link-dead",))
    assert "KB301" not in codes(select=("KB3",), ignore=("KB301",))


def test_the_command_line_replaces_the_configured_selection() -> None:
    assert codes("KB302", select=("KB301",)) == ["KB302"]
    assert codes(select=("KB301",), extend_select=("KB302",)) == ["KB301", "KB302"]


@pytest.mark.parametrize(
    ("word", "near"), [("KB301x", "KB301"), ("dead-lnk", "link-dead"), ("KB9011", "KB901")]
)
def test_an_unknown_rule_is_an_error_that_names_the_nearest(word: str, near: str) -> None:
    with pytest.raises(KbError, match=f"no rule '{word}'; did you mean '{near}"):
        matching([word])


def test_a_third_party_rule_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("acme_rules.acme001_word_banned", "A banned word.\n\nIt is banned.")
    made = Rule(module.__name__, severity="info", zh="", bad=[])
    module.rule = made  # type: ignore[attr-defined]

    class Entry:
        def load(self) -> ModuleType:
            return module

    monkeypatch.setattr(metadata, "entry_points", lambda group: [Entry()] if group == GROUP else [])
    found = catalogue.__wrapped__()
    assert made in found
    assert (made.code, made.name) == ("ACME001", "word-banned")


def test_two_rules_with_one_code_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("acme_rules.kb301_link_bad", "A bad link.\n\nIt is bad.")
    module.rule = Rule(module.__name__, severity="info", zh="", bad=[])  # type: ignore[attr-defined]
    entry = type("Entry", (), {"load": lambda self: module})()
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry])
    with pytest.raises(KbError, match="both have the code KB301"):
        catalogue.__wrapped__()

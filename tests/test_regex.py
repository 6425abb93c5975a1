"""Patterns that are compiled late find what others find, and every one of ours can be compiled."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import kb_tools
from kb_tools.regex import Late, regex

TEXT = "Ab 12, ab 3\nAB"


@pytest.mark.parametrize("flags", [0, re.IGNORECASE | re.MULTILINE])
def test_a_late_pattern_answers_as_a_compiled_one(flags: int) -> None:
    source = r"^(ab) ?(\d*)"
    late, soon = regex(source, flags), re.compile(source, flags)
    assert late.findall(TEXT) == soon.findall(TEXT)
    assert [m.span() for m in late.finditer(TEXT)] == [m.span() for m in soon.finditer(TEXT)]
    assert (late.sub("-", TEXT), late.split(TEXT)) == (soon.sub("-", TEXT), soon.split(TEXT))
    assert (late.pattern, late.flags, late.groups) == (soon.pattern, soon.flags, soon.groups)
    assert bool(late.match(TEXT)) == bool(soon.match(TEXT))


def test_a_pattern_is_compiled_with_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given[0]) or real(*given))
    late = regex("b+")
    assert compiled == []
    assert late.search("abb") is not None
    assert late.search("abb") is not None
    assert compiled == ["b+"]


def test_a_fault_in_a_pattern_shows_when_it_is_used() -> None:
    with pytest.raises(re.error):
        regex("(").search("")


def test_every_late_pattern_of_this_package_can_be_compiled() -> None:
    patterns = {f"{module}: {late.pattern}" for module, late in _ours()}
    assert len(patterns) > 100


def _ours() -> Iterator[tuple[str, Late]]:
    for found in pkgutil.walk_packages(kb_tools.__path__, "kb_tools."):
        if found.name.startswith(("kb_tools.lint.", "kb_tools.markdown.", "kb_tools.privacy.")):
            for value in vars(importlib.import_module(found.name)).values():
                every = value if isinstance(value, tuple) else (value,)
                yield from ((found.name, one) for one in every if isinstance(one, Late))

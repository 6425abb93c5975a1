import importlib
import inspect
import re
from types import ModuleType

import pytest

from kb_tools.cli.words import MODULES, ZH, speak_chinese


@pytest.mark.parametrize("message", ZH)
def test_click_still_says_it(message: str) -> None:
    sources = (inspect.getsource(importlib.import_module(f"click.{name}")) for name in MODULES)
    quoted = message.replace("\n", "\\n").replace("\t", "\\t")
    assert any(quoted in source for source in sources)


@pytest.mark.parametrize("message", ZH)
def test_the_same_values_are_filled_in(message: str) -> None:
    fields = re.compile(r"\{\w+(?:!r)?\}|%\(\w+\)s")
    assert sorted(fields.findall(ZH[message])) == sorted(fields.findall(message))


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> list[ModuleType]:
    modules = [importlib.import_module(f"click.{name}") for name in MODULES]
    for module in modules:
        for name in {"_", "ngettext"} & vars(module).keys():
            monkeypatch.setattr(module, name, getattr(module, name))
    return modules


def test_words_without_a_translation_stay_as_they_are(modules: list[ModuleType]) -> None:
    speak_chinese()
    for module in modules:
        assert module._("Options") == "选项"  # type: ignore[attr-defined]
        assert module._("never heard") == "never heard"  # type: ignore[attr-defined]
    counted = importlib.import_module("click.core").ngettext
    assert counted("Got unexpected extra argument ({args})", "x", 1) == "多余的参数（{args}）"

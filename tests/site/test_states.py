"""How far a known issue has got is said in the page's language."""

import pytest

from kb_tools.site.states import USUAL, spoken


@pytest.mark.parametrize("state", USUAL)
def test_a_usual_state_is_known_in_each_language_and_said_in_each(state: tuple[str, ...]) -> None:
    said = [[spoken(word, lang) for lang in ("en", "zh", "zh-Hant")] for word in state]
    assert said == [[*state]] * 3


def test_a_version_is_kept() -> None:
    assert spoken("Fixed in v5.2", "zh-CN") == "已在 v5.2 修复"
    assert spoken("已在5.2修复", "en") == "fixed in 5.2"


@pytest.mark.parametrize("written", ["", "等待供应商", "fixed in part, see below", "Fixed"])
def test_other_words_are_the_writers(written: str) -> None:
    assert spoken(written, "zh" if written != "Fixed" else "en") == written

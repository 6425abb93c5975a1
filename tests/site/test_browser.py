"""What a reader sees and does, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_each_language_home_speaks_its_language(page: Any, served_site: str) -> None:
    for lang, title in (("zh", "您遇到了什么问题？"), ("en", "What went wrong?")):
        page.goto(f"{served_site}/{lang}/")
        assert page.locator("html").get_attribute("lang") == lang
        assert title in page.locator("h1").inner_text()

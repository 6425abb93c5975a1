"""A folder without mkdocs.yml looks and reads as our own site does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kb_tools.config import Config
from kb_tools.markdown import parse, render
from kb_tools.site.defaults import FEATURES
from kb_tools.site.generator import prepare
from tests.conftest import ROOT


def _settings(root: Path) -> Any:
    return prepare(Config(root=root), audience="public", strict=True)


def _shown(value: object) -> str:
    """Return a value with functions by name, not by address."""
    items = sorted(value.items()) if isinstance(value, Mapping) else value
    return re.sub(r" at 0x[0-9a-f]+", "", repr(items))


def test_our_mkdocs_yml_says_what_the_defaults_say(
    tmp_path: Path, write: Callable[[Path, Mapping[str, str]], Path]
) -> None:
    own, default = _settings(ROOT), _settings(write(tmp_path, {"a.md": "# A\n"}))
    assert set(own.markdown_extensions) == set(default.markdown_extensions)
    for name in default.markdown_extensions:
        mine, theirs = own.mdx_configs.get(name) or {}, default.mdx_configs.get(name) or {}
        assert _shown(mine) == _shown(theirs), name
    for key in ("name", "font", "icon", "features", "palette"):
        assert own.theme[key] == default.theme[key], key


def test_headings_get_the_anchors_that_articles_link_to() -> None:
    text = "# 重置密码\n\n## 第 1 步：打开 Settings\n"
    anchors = parse(text, "a.md").anchors
    assert anchors == set(re.findall(r'id="([^"]+)"', render(text)))


def test_no_setting_loads_anything_from_elsewhere() -> None:
    assert not {name for name in FEATURES if name.startswith("navigation.instant")}
    html = render("```mermaid\ngraph TD\n```\n")
    assert 'class="mermaid"' not in html  # Material would fetch its renderer from a CDN

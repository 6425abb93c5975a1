"""What a generator gives up with is said whole."""

from pathlib import Path

import pytest

from kb_tools.config import load
from kb_tools.errors import KbError
from kb_tools.site.build import build

SITE = "site_name: x\nplugins: [kb]\n"


def test_a_warning_that_stops_the_build_is_shown(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[gone](nowhere.md)\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SITE, "utf-8")

    with pytest.raises(KbError, match=r"strict mode!\n  Doc file 'index\.md' .*'nowhere\.md'"):
        build(load(tmp_path), strict=True)

    assert not (tmp_path / "site").exists()

from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.errors import KbError
from kb_tools.site import endless
from tests import scratch


@pytest.mark.parametrize("target", ["..", ".", "../..", "{root}/docs"])
def test_a_link_to_a_folder_that_it_stands_in_is_refused(tmp_path: Path, target: str) -> None:
    scratch.write(tmp_path, {"docs/zh/a.md": "# 甲\n"})
    loop = tmp_path / "docs/zh/loop"
    loop.symlink_to(target.format(root=tmp_path))
    with pytest.raises(KbError, match="leads back to a folder") as told:
        endless.refuse(tmp_path / "docs")
    assert told.value.path == str(loop)


def test_two_links_that_lead_to_one_another_are_refused(tmp_path: Path) -> None:
    scratch.write(tmp_path, {"docs/a.md": "# A\n", "more/b.md": "# B\n"})
    (tmp_path / "docs/more").symlink_to("../more")
    (tmp_path / "more/docs").symlink_to("../docs")
    with pytest.raises(KbError, match="leads back to a folder") as told:
        endless.refuse(tmp_path / "docs")
    assert told.value.path == str(tmp_path / "docs/more/docs")


def test_links_that_lead_elsewhere_are_followed(tmp_path: Path) -> None:
    scratch.write(tmp_path, {"docs/zh/a.md": "# 甲\n", "docs/common/p.png": "", "more/b.md": ""})
    (tmp_path / "docs/zh/common").symlink_to("../common")
    (tmp_path / "docs/more").symlink_to(tmp_path / "more")
    (tmp_path / "docs/gone").symlink_to("nowhere")
    scratch.write(tmp_path, {"docs/node_modules/a/b.md": ""})
    (tmp_path / "docs/node_modules/a/self").symlink_to("..")
    assert [*endless.links(tmp_path / "docs")] == []

from pathlib import Path

import pytest

from kb_tools.config import Config, docs_root
from kb_tools.errors import ReadError


def test_the_articles_are_where_the_configuration_says(tmp_path: Path) -> None:
    (tmp_path / "wiki").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: S\n")
    assert docs_root(Config(root=tmp_path, docs="wiki")) == tmp_path / "wiki"
    assert docs_root(Config(root=tmp_path)) == tmp_path / "docs"


def test_without_configuration_docs_then_the_folder_itself(tmp_path: Path) -> None:
    assert docs_root(Config(root=tmp_path)) == tmp_path
    (tmp_path / "docs").mkdir()
    assert docs_root(Config(root=tmp_path)) == tmp_path / "docs"


def test_a_folder_that_mkdocs_names_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\n")
    with pytest.raises(ReadError, match="there is no folder 'content'") as caught:
        docs_root(Config(root=tmp_path))
    assert caught.value.path == str(tmp_path / "mkdocs.yml")

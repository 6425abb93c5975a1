"""Where a project has its articles and its site's own configuration."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kb_tools.config.schema import Config
from kb_tools.errors import ReadError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.site_facts import SiteFacts

_SITE_FILES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")


OUTSIDE = Text(
    "the folder '{name}' is outside the project: put this file into the folder, or the git"
    " repository, that holds the articles too",
    "目录“{name}”在项目之外：请把此文件放到同时包含文章的目录或 git 仓库里",
)


def is_within(folder: Path, root: Path) -> bool:
    """Tell whether a folder is in the project: below its root, or in the same repository.

    A link in the project that leads out of it was put there by the project's owner.
    """
    if Path(os.path.abspath(folder)).is_relative_to(os.path.abspath(root)):  # noqa: PTH100 - links stay
        return True
    root, folder = root.resolve(), folder.resolve()
    whole = next((one for one in (root, *root.parents) if (one / ".git").exists()), root)
    return folder.is_relative_to(whole)


def site_facts(config: Config) -> SiteFacts:
    """Return what the site's own mkdocs.yml says; raises ReadError when it cannot be read."""
    from kb_tools.site_facts import read

    return read(site_file(config))


def site_file(config: Config) -> Path:
    """Return the site's own configuration file, whether it is there or not."""
    tried = [config.root / name for name in ((config.mkdocs,) if config.mkdocs else _SITE_FILES)]
    return next((file for file in tried if file.is_file()), tried[0])


def docs_root(config: Config) -> Path:
    """Return the folder of the articles: `docs`, else mkdocs.yml's, else `docs/`, else the root.

    Raises ReadError when a folder that was named does not exist, or is none of this project's.
    """
    facts = site_facts(config)
    named = config.docs or (facts.docs_dir if facts.known else "")
    root = config.root / (named or "docs")
    if root.is_dir():
        if not (config.docs or is_within(root, config.root)):
            raise ReadError(OUTSIDE.format(name=named), str(site_file(config)))
        return root
    if named:
        message = Text("there is no folder '{name}'", "没有“{name}”这个目录").format(name=named)
        raise ReadError(message, str(config.file or site_file(config)))
    return config.root

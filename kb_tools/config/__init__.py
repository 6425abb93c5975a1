"""Configuration: one frozen value from `[tool.kb]` in pyproject.toml or from kb.toml.

The nearest file that holds it wins, going up from the working folder; nothing is merged.
A mkdocs.yml marks the root too, for the folders of its site. Without any file every option
has its default and the working folder is the root.
"""

from kb_tools.config.file import load, project
from kb_tools.config.option import options
from kb_tools.config.places import docs_root, site_facts, site_file
from kb_tools.config.schema import (
    Config,
    LinksConfig,
    LintConfig,
    PrivacyConfig,
    ServerConfig,
    SuggestConfig,
)
from kb_tools.config.site import SiteConfig

__all__ = [
    "Config",
    "LinksConfig",
    "LintConfig",
    "PrivacyConfig",
    "ServerConfig",
    "SiteConfig",
    "SuggestConfig",
    "docs_root",
    "load",
    "options",
    "project",
    "site_facts",
    "site_file",
]

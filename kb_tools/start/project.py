"""A new knowledge base: its files, and how they are put into a folder all at once."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit

from kb_tools import __version__
from kb_tools.errors import KbError
from kb_tools.files import write
from kb_tools.language import Text
from kb_tools.start.template import fill, folder, one_line, quoted, yaml

LANGUAGES = ("zh", "en")
"""The languages that there are starter articles in."""

_ROOT = {
    "kb.toml": "kb.toml",
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "gitignore": ".gitignore",
    "workflow.yml": ".github/workflows/knowledge-base.yml",
}
"""Templates of the files beside the articles, and what they are called in the project."""

_NO_MATTER = frozenset((".git", ".DS_Store", ".gitkeep"))
_BOTH = "{{both}}"
"""Begins a line that only a knowledge base in both languages has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a company says about its new knowledge base; `languages` has the default one first."""

    name: str
    languages: tuple[str, ...]
    today: str
    product: str = ""
    repository: str = ""
    site_url: str = ""
    owner: str = "support"


def checked(plan: Plan) -> Plan:
    """Return the plan with its texts on one line each.

    Raises KbError for an empty name, and for an address that is none.
    """
    clean = dataclasses.replace(
        plan,
        name=one_line(plan.name),
        product=one_line(plan.product),
        repository=one_line(plan.repository),
        site_url=one_line(plan.site_url),
        owner=one_line(plan.owner),
    )
    if not clean.name or not clean.owner:
        raise KbError(Text("name and owner must not be empty", "名称和负责人不能为空"))
    for address in filter(None, (clean.repository, clean.site_url)):
        if urlsplit(address).scheme not in ("http", "https") or " " in address:
            message = Text(
                "'{a}' is not a web address; write it like https://example.com/help",
                "“{a}”不是网址；请写成 https://example.com/help 这样",
            )
            raise KbError(message.format(a=address))
    return clean


def files(plan: Plan) -> dict[str, str]:
    """Return the text of every file of a new knowledge base, by path."""
    values = _values(plan)
    project = folder("project")
    out = {name: _filled(project / template, plan, values) for template, name in _ROOT.items()}
    out["README.md"] = _filled(project / f"README.{plan.languages[0]}.md", plan, values)
    for lang in plan.languages:
        for path, template in _below(project / "docs" / lang, f"docs/{lang}"):
            out[path] = _filled(template, plan, values)
    return out


def _below(root: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _below(entry, path)
        elif entry.name.endswith(".md"):
            yield path, entry


def _filled(template: Traversable, plan: Plan, values: Mapping[str, str]) -> str:
    lines = template.read_text("utf-8").splitlines(keepends=True)
    both = len(plan.languages) > 1
    kept = (line.removeprefix(_BOTH) for line in lines if both or not line.startswith(_BOTH))
    return fill("".join(kept), values)


def _values(plan: Plan) -> dict[str, str]:
    return {
        "name": plan.name,
        "name_yaml": yaml(plan.name),
        "languages": ", ".join(f'"{lang}"' for lang in plan.languages),
        "default": plan.languages[0],
        "products": f"products = [{quoted(plan.product)}]\n" if plan.product else "",
        "product": f"product: {yaml(plan.product)}\n" if plan.product else "",
        "site_url": f"site_url: {plan.site_url}\n" if plan.site_url else _NO_ADDRESS,
        "repo": _repository(plan.repository),
        "owner": yaml(plan.owner),
        "today": plan.today,
        "version": __version__,
    }


_NO_ADDRESS = (
    "# site_url: https://help.example.com/ # feeds, the sitemap and canonical links need it\n"
)


def _repository(address: str) -> str:
    """Return the lines about the repository; hosts differ in where a file is edited."""
    if not address:
        return ""
    host = urlsplit(address).hostname or ""
    known = {"github.com": "edit/main/docs/", "gitee.com": "edit/main/docs/"}
    edit = "-/edit/main/docs/" if "gitlab" in host else known.get(host)
    return f"repo_url: {address}\n" + (f"edit_uri: {edit}\n" if edit else "")


def require_free(target: Path) -> None:
    """Raise KbError when `target` is a file, or a folder with something in it."""
    if not target.exists():
        return
    if not target.is_dir():
        raise KbError(Text("is a file; name a folder", "是一个文件；请给出目录"), str(target))
    if any(entry.name not in _NO_MATTER for entry in target.iterdir()):
        message = Text(
            "is not empty; choose another folder. A folder that holds Markdown already needs no"
            " 'kb init': run 'kb lint' or 'kb serve' in it",
            "不是空目录；请换一个目录。已经有 Markdown 文件的目录不需要 kb init："
            "直接在里面运行 kb lint 或 kb serve",
        )
        raise KbError(message, str(target))


def create(target: Path, texts: Mapping[str, str]) -> None:
    """Write all files, or none: `target` is as it was when anything fails.

    Raises KbError when it is not free, OSError when the disk refuses.
    """
    require_free(target)
    inside = target.is_dir()
    parent = target if inside else target.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh = Path(tempfile.mkdtemp(prefix=".kb-init-", dir=parent))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        for path, text in texts.items():
            write(fresh / path, text)
        _place(fresh, target, inside=inside)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _place(fresh: Path, target: Path, *, inside: bool) -> None:
    if not inside:
        fresh.chmod(0o777 & ~_umask())
        fresh.rename(target)
        return
    entries = sorted(entry.name for entry in fresh.iterdir())
    try:
        for name in entries:
            (fresh / name).rename(target / name)
    except BaseException:
        for name in entries:
            if not (fresh / name).exists():
                (target / name).rename(fresh / name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

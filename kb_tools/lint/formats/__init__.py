"""One module per output format, each with `render(report) -> Iterator[str]`, line by line."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from kb_tools.lint.report import Report


def names() -> list[str]:
    """Return the names of all formats."""
    return [module.name for module in pkgutil.iter_modules(__path__)]


def render(report: Report, name: str) -> Iterator[str]:
    """Yield the lines of a report in the format of that name."""
    lines: Iterator[str] = importlib.import_module(f"{__name__}.{name}").render(report)
    return lines

"""How an option is declared, and how all of them are listed."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from typing import Any

from kb_tools.language import Text


def option(
    default: Any,  # noqa: ANN401 - stands for any field's type
    en: str,
    zh: str,
    *,
    within: tuple[float, float] | None = None,
    keys: tuple[str, ...] = (),
) -> Any:  # noqa: ANN401
    """Declare an option: its default, what it does in both languages, and a number's range.

    `keys` are those that a table may have, where not every one has a meaning.
    """
    meta = {"text": Text(en, zh), "within": within, "keys": keys}
    if isinstance(default, dict):
        return dataclasses.field(
            default_factory=lambda: types.MappingProxyType(default), metadata=meta
        )
    if dataclasses.is_dataclass(default):
        return dataclasses.field(default_factory=type(default), metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


def options(cls: type, prefix: str = "") -> Iterator[tuple[str, Any, Text]]:
    """Yield every option as (dotted key, default, sentence), tables opened up."""
    for field in dataclasses.fields(cls):
        if "text" not in field.metadata:
            continue
        default = _default(field)
        if dataclasses.is_dataclass(default):
            yield from options(type(default), f"{prefix}{field.name}.")
        else:
            yield prefix + field.name, default, field.metadata["text"]


def _default(field: dataclasses.Field[Any]) -> Any:  # noqa: ANN401 - any field's default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default

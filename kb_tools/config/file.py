"""Reading the configuration from a file, and saying what is wrong with it, and where."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kb_tools.config.option import options
from kb_tools.config.places import OUTSIDE, docs_root, is_within, site_facts, site_file
from kb_tools.config.schema import Config
from kb_tools.errors import ConfigError
from kb_tools.language import Text
from kb_tools.privacy.own_numbers import fault


def load(start: Path) -> Config:
    """Return the configuration for the folder `start`: the nearest file going up, or defaults.

    Raises ConfigError with file, line and remedy for anything that it cannot use.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in ("kb.toml", "pyproject.toml"):
            file = folder / name
            if file.is_file() and (table := _table(file)) is not None:
                return dataclasses.replace(read(table, file), root=folder, file=file)
        if _is_site_of(folder, start):
            return Config(root=folder)
        if (folder / ".git").exists():
            return Config(root=folder if start.is_relative_to(folder / "docs") else start)
    return Config(root=start)


def project(path: Path) -> Config:
    """Return the configuration of the knowledge base that a file or folder named by a user is in.

    A folder that is not among the articles of the nearest configuration is a knowledge base of
    its own, without one; a file that has none is one of those of the working folder, if it is
    below it. Raises ConfigError as `load` does.
    """
    path = path.resolve()
    folder = path if path.is_dir() else path.parent
    config = load(folder)
    if config == Config(root=folder) and not site_file(config).is_file():
        here = Path.cwd()
        config = load(here) if path != folder and path.is_relative_to(here) else config
    root = docs_root(config).resolve()
    inside = path.is_relative_to(root) or root.is_relative_to(path)
    return config if inside else Config(root=folder)


def _is_site_of(folder: Path, start: Path) -> bool:
    """Tell whether a mkdocs.yml in `folder` is about `start`: its own folder or its articles."""
    config = Config(root=folder)
    if not site_file(config).is_file():
        return False
    # Only a folder below needs the file to be read, which takes longer than all the rest.
    return start == folder or start.is_relative_to((folder / site_facts(config).docs_dir).resolve())


def read(table: Mapping[str, Any], file: Path) -> Config:
    """Return the configuration that a parsed table holds; `file` is where it came from."""
    prefix = () if file.name == "kb.toml" else ("tool", "kb")
    place = _Place(file, prefix)
    config: Config = _build(Config, _languages_listed(table, place), place)
    if config.docs and not is_within(file.parent / config.docs, file.parent):
        raise place.below("docs").says(OUTSIDE.format(name=config.docs))
    for lang, source in config.converted.items():
        if (lang, source) != CONVERTED:
            message = Text(
                "only zh-Hant can be generated, and only from zh, not '{lang}' from '{source}'",
                "只能由 zh 转换出 zh-Hant，不能由“{source}”转换出“{lang}”",
            )
            raise place.below("converted").error(message, lang=lang, source=source)
    for pattern in config.privacy.orders:
        if why := fault(pattern):
            raise place.below("privacy").below("orders").says(why)
    return config


CONVERTED = ("zh-Hant", "zh")
"""The language that the build can make, and what of."""


def _languages_listed(table: Mapping[str, Any], place: _Place) -> Mapping[str, Any]:
    """Return a table whose `languages` list those that are made, too, however it is written."""
    languages = table.get("languages")
    converted = table.get("converted", {})
    if isinstance(languages, list) and isinstance(converted, dict):
        # A language that is made is one of the site's: its folder is read as any other's.
        return {**table, "languages": [*languages, *(c for c in converted if c not in languages)]}
    if not isinstance(languages, dict):
        return table
    converted = dict(converted)
    for lang, source in languages.items():
        here = place.below("languages").below(lang)
        if not isinstance(source, dict) or source.keys() - {"from"}:
            message = Text(
                "'{key}' must be a table with nothing but `from` in it",
                "“{key}”应为一个表，里面只能有 `from`",
            )
            raise here.error(message)
        converted |= {lang: source["from"]} if source else {}
    return {**table, "languages": list(languages), "converted": converted}


class _Place(NamedTuple):
    """Where a value is set: the file, and the keys that lead to it from the file's top."""

    file: Path
    keys: tuple[str, ...]

    def below(self, key: str) -> _Place:
        return _Place(self.file, (*self.keys, key))

    @property
    def name(self) -> str:
        """Return the option as the documentation writes it: `lint.select`."""
        return ".".join(self.keys[0 if self.file.name == "kb.toml" else 2 :])

    def error(self, message: Text, **values: object) -> ConfigError:
        return self.says(message.format(key=self.name, **values))

    def says(self, message: Text) -> ConfigError:
        line = _line(self.file.read_text("utf-8"), self.keys)
        return ConfigError(message, str(self.file), line)


def _table(file: Path) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        what = Text("not valid TOML: {e}", "不是有效的 TOML：{e}").format(e=error)
        raise ConfigError(what, str(file), _line_of(error, file)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            Text("save this file as UTF-8", "请把此文件存为 UTF-8"), str(file)
        ) from error
    except OSError as error:
        what = Text("cannot be read: {e}", "无法读取：{e}").format(e=error.strerror)
        raise ConfigError(what, str(file)) from error
    if file.name == "kb.toml":
        return data
    tool = data.get("tool")
    if not isinstance(tool, dict) or "kb" not in tool:
        return None
    if not isinstance(tool["kb"], dict):
        place = _Place(file, ("tool", "kb"))
        raise place.error(Text("[tool.kb] must be a table", "[tool.kb] 应为一个表"))
    table: dict[str, Any] = tool["kb"]
    return table


def _line_of(error: tomllib.TOMLDecodeError, file: Path) -> int:
    """Return the line that the message names; it names none at the end of the document."""
    named = re.search(r"at line (\d+)", str(error))
    return int(named[1]) if named else max(1, len(file.read_text("utf-8").splitlines()))


def _build(cls: Any, table: Mapping[str, Any], place: _Place) -> Any:  # noqa: ANN401
    hints = typing.get_type_hints(cls)
    fields = {f.name: f for f in dataclasses.fields(cls) if "text" in f.metadata}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name, here = key.replace("-", "_"), place.below(key)
        if name not in fields:
            raise _unknown(here, fields)
        values[name] = _value(hints[name], value, here)
        _require_within(values[name], fields[name].metadata["within"], here)
        _require_known(values[name], fields[name].metadata["keys"], here)
    return cls(**values)


def _value(hint: Any, value: Any, place: _Place) -> Any:  # noqa: ANN401
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return _build(hint, value, place)
    if origin is Literal and value in args:
        return value
    if origin is tuple and isinstance(value, list):
        return tuple(_value(args[0], item, place) for item in value)
    if isinstance(value, dict) and len(args) == 2 and origin is not tuple:
        inner = {key: _value(args[1], item, place.below(key)) for key, item in value.items()}
        return types.MappingProxyType(inner)
    if hint is float and type(value) in (int, float):
        return float(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise _wrong(hint, value, place)


def _require_within(value: Any, within: tuple[float, float] | None, place: _Place) -> None:  # noqa: ANN401
    if within is None or within[0] <= value <= within[1]:
        return
    message = Text(
        "'{key}' must be from {low} to {high}, not {value}",
        "“{key}”应在 {low} 到 {high} 之间，而不是 {value}",
    )
    raise place.error(message, low=within[0], high=within[1], value=_shown(value))


def _require_known(value: Any, keys: tuple[str, ...], place: _Place) -> None:  # noqa: ANN401
    for key in value if keys else ():
        if key not in keys:
            raise _unknown(place.below(key), dict.fromkeys(keys))


def _unknown(place: _Place, fields: Mapping[str, object]) -> ConfigError:
    if place.name == "tool" and place.file.name == "kb.toml":
        message = Text(
            "in kb.toml options are at the top level: leave out '[tool.kb]'",
            "kb.toml 中的选项直接写在最上层：请去掉“[tool.kb]”",
        )
        return place.error(message)
    message = Text(
        "unknown option '{key}'; did you mean '{near}'?", "没有“{key}”这个选项；是不是“{near}”？"
    )
    return place.error(message, near=_nearest(place.name.replace("-", "_"), fields))


def _nearest(name: str, fields: Mapping[str, object]) -> str:
    """Return the valid option most like `name`: beside it, or of the same name elsewhere."""
    table, _, own = name.rpartition(".")
    elsewhere = [key for key, _, _ in options(Config) if key.rpartition(".")[2] == own]
    if elsewhere:
        return elsewhere[0]
    beside = [f"{table}.{key}" if table else key for key in fields]
    import difflib  # only a mistake needs it

    return difflib.get_close_matches(name, beside, n=1, cutoff=0.0)[0]


def _wrong(hint: Any, value: Any, place: _Place) -> ConfigError:  # noqa: ANN401
    expected = _expected(hint)
    message = Text("'{key}' must be {en}, not {value}", "“{key}”应为{zh}，而不是 {value}")
    if typing.get_origin(hint) is tuple and isinstance(value, str):
        message = Text("'{key}' must be {en}: write [{value}]", "“{key}”应为{zh}：请写成 [{value}]")
    return place.error(message, en=expected.en, zh=expected.zh, value=_shown(value))


def _expected(hint: Any) -> Text:  # noqa: ANN401
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        choice = ", ".join(map(_shown, args))
        return Text(f"one of {choice}", f"以下之一：{choice}")
    if origin is tuple:
        return Text("a list of strings", "字符串列表")
    if dataclasses.is_dataclass(hint) or len(args) == 2:
        return Text("a table", "一个表")
    return {
        str: Text("a string", "字符串"),
        int: Text("a whole number", "整数"),
        float: Text("a number", "数字"),
        bool: Text("true or false", " true 或 false"),
    }[hint]


def _shown(value: object) -> str:
    """Return a value as TOML writes it, near enough to be recognised."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _line(text: str, keys: tuple[str, ...]) -> int | None:
    """Return the 1-based line where the longest part of `keys` is set, if it can be determined."""
    best, found = 0, None
    for number, path in _assignments(text):
        shared = min(len(path), len(keys))
        if path[:shared] == keys[:shared] and shared > best:
            best, found = shared, number
    return found


def _assignments(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line, keys) of every table header and every `key =`."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?([^\]]+)\]", line):
            table = _parts(header[1])
            yield number, table
        elif key := re.match(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[\w"'-]+)*)\s*=""", line):
            yield number, table + _parts(key[1])


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted))

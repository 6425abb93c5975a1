"""A keys file opens what it says and nothing by mistake."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kb_tools.config import Config
from kb_tools.errors import ConfigError
from kb_tools.server import keys

KEY = f'[[key]]\nname = "a"\nhash = "{"0" * 64}"\nscopes = ["search"]\n'


@pytest.mark.parametrize(
    "text",
    [
        "anonymus = false",
        'anonymous = "false"',
        KEY.replace("[[key]]", "[key]"),
        "key = 3",
        "key = [3]",
        KEY.replace("0" * 64, "0" * 63),
        KEY.replace("0" * 64, "é" * 64),
        KEY.replace("search", "everything"),
        KEY + 'audience = "nobody"',
        KEY + 'expires = "2027-01-01"',
        "anonymous = ",
    ],
)
def test_a_slip_in_the_keys_file_is_named_and_opens_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kb-keys.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(ConfigError):
        keys.load(file, Config(root=tmp_path))


def test_a_slip_while_the_service_runs_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "kb-keys.toml"
    file.write_text("anonymous = false\n", "utf-8")
    ring = keys.Ring(file, Config(root=tmp_path))
    file.write_text(KEY.replace("[[key]]", "[key]"), "utf-8")

    assert ring().grant("") is None


def test_a_new_key_is_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "kb-keys.toml"
    token = keys.add(file, "desk", ["search"], "public")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys.load(file, Config(root=tmp_path)).grant(token) == keys.Grant(
        "desk", frozenset(["search"])
    )


def test_a_further_key_leaves_the_file_to_those_who_read_it(tmp_path: Path) -> None:
    file = tmp_path / "kb-keys.toml"
    keys.add(file, "desk", ["search"], "public")
    file.chmod(0o640)
    keys.add(file, "chat", ["search"], "public")

    assert stat.S_IMODE(file.stat().st_mode) == 0o640

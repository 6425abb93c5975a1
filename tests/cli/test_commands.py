"""What every command owes its user, whatever it does."""

import json
from functools import cache
from importlib.util import find_spec
from typing import Any

import pytest

from kb_tools.cli import COMMANDS
from tests.cli.test_main import CHINESE, ENGLISH, kb, python

WRITTEN = [n for n in COMMANDS if find_spec(f"kb_tools.cli.{n.replace('-', '_')}")]
DUMP = (
    f"NAMES = {WRITTEN}"
    + """
import json, click
from kb_tools.cli import COMMANDS, kb
context = click.Context(kb)
def dump(command):
    return {
        "help": command.help or "",
        "options": {p.opts[-1]: p.help for p in command.params if isinstance(p, click.Option)},
    }
print(json.dumps({name: dump(kb.get_command(context, name)) for name in COMMANDS if name in NAMES}))
"""
)


@cache
def commands(lang: str) -> dict[str, Any]:
    done = python(DUMP, env=CHINESE if lang == "zh" else ENGLISH)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_command_says_what_it_does_with_an_example(name: str) -> None:
    english, translated = commands("en")[name], commands("zh")[name]
    assert f"kb {name}" in english["help"]
    assert "Example" in english["help"]
    assert not chinese(english["help"].partition("Example")[0])
    assert f"kb {name}" in translated["help"]
    assert chinese(translated["help"])
    assert "Example" not in translated["help"]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_option_has_its_sentence_in_both_languages(name: str) -> None:
    english, translated = commands("en")[name]["options"], commands("zh")[name]["options"]
    assert english.keys() == translated.keys()
    for option, sentence in english.items():
        assert sentence, option
        assert sentence.endswith("."), option
        assert chinese(translated[option]), option


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_is_in_the_list_and_its_help_is_found(name: str) -> None:
    assert name in kb("--help").stdout
    assert kb(name, "--help").returncode == 0

"""What we give editors to start the server with is in order, and the server does start."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from kb_tools.editor.watched import _SHOWN

EDITORS = Path(__file__).parents[2] / "editors"


def test_the_template_for_jetbrains_starts_the_server_for_markdown() -> None:
    template = json.loads((EDITORS / "jetbrains/template.json").read_text("utf-8"))
    for command in template["programArgs"].values():
        *_, last = shlex.split(command)
        program, *words = (last if " " in last else command).split()
        assert program == "kb"
        assert words == ["lsp"]
    (mapping,) = template["fileTypeMappings"]
    assert mapping["languageId"] == "markdown"
    assert "*.md" in mapping["fileType"]["patterns"]
    options = json.loads((EDITORS / "jetbrains/initializationOptions.json").read_text("utf-8"))
    assert options["diagnostics"] in _SHOWN


def test_the_extension_for_vs_code_asks_for_settings_that_it_has() -> None:
    package = json.loads((EDITORS / "vscode/package.json").read_text("utf-8"))
    settings = package["contributes"]["configuration"]["properties"]
    code = (EDITORS / "vscode/extension.js").read_text("utf-8")
    assert {f"kb.{name}" for name in re.findall(r'get\("(\w+)"\)', code)} == {*settings}
    assert {*settings["kb.diagnostics"]["enum"]} == {*_SHOWN}

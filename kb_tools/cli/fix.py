"""`kb fix`: mend articles; the same as `kb lint --fix`."""

from __future__ import annotations

from typing import Any

import click

from kb_tools.cli.lint import asked, check
from kb_tools.cli.lint_options import options
from kb_tools.cli.speech import say


@click.command(
    "fix",
    help=say(
        "Fix what can be fixed, and print what is left; the same as `kb lint --fix`.\n\n"
        "Example: kb fix --select KB310 --diff",
        "修复可以修复的问题，并列出其余问题；等同于 `kb lint --fix`。\n\n"
        "例如：kb fix --select KB310 --diff",
    ),
)
@options
def command(**given: Any) -> None:  # noqa: ANN401 - click's options by name
    """Mend articles."""
    check(asked({**given, "fix": True}))

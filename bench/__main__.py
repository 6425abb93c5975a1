"""Every benchmark, one after another, or those named: `python -m bench [NAME …]`.

Needs KB_DATA, the folder of real knowledge bases and labelled questions. Each is a module of
its own with its own options: `python -m bench.suggest --help`.
"""

from __future__ import annotations

import os
import subprocess
import sys

BENCHMARKS = (
    "markdown",
    "lint",
    "links",
    "related",
    "suggest",
    "browser",
    "site",
    "scale",
    "editor",
    "server",
    "redaction",
)


def main(names: list[str]) -> int:
    """Run benchmarks; return 1 if one failed, 2 if there is no data."""
    if "KB_DATA" not in os.environ:
        print("set KB_DATA to the folder of real knowledge bases", file=sys.stderr)
        return 2
    failed = 0
    for name in names or BENCHMARKS:
        print(f"\n== {name}", flush=True)
        failed |= subprocess.call([sys.executable, "-m", f"bench.{name}"]) != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m kb_tools` is `kb`."""

import sys


def main() -> None:
    """Run `kb`; Ctrl-C ends it without a word even before there is anyone to say one."""
    try:
        from kb_tools.cli import main as kb

        kb()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

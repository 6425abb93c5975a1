"""`python -m kb_tools` is `kb`."""

import gc
import sys


def main() -> None:
    """Run `kb`; Ctrl-C ends it without a word even before there is anyone to say one."""
    try:
        from kb_tools.cli import main as kb

        kb()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # all ends here: one more search for cycles is a fifteenth of a short check


if __name__ == "__main__":
    main()

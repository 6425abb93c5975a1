"""`python -m kb_tools` is `kb`."""

from kb_tools.cli import main

if __name__ == "__main__":
    main()

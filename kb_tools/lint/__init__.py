"""The linter: rules over articles, findings with fixes."""

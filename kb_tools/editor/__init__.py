"""The language server: the linter and the cross-linker inside an editor (`kb lsp`)."""

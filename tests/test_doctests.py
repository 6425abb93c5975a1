"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import kb_tools

MODULES = [
    module.name
    for module in pkgutil.walk_packages(kb_tools.__path__, "kb_tools.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0

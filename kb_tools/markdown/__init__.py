"""Markdown text to Article, as Python-Markdown with our extensions renders it.

The only package that knows a Markdown parser and YAML. Python-Markdown has no source
positions and takes 4 s for 1,000 articles, so a line scanner of our own follows its block
parser and inline patterns; the tests compare the two on real articles.
"""

from kb_tools.markdown.assembly import parse
from kb_tools.markdown.bare import bare
from kb_tools.markdown.extension_option import Option, setting
from kb_tools.markdown.extensions import EXTENSION_CONFIGS, EXTENSIONS, render, slugify
from kb_tools.markdown.fences import respelled
from kb_tools.markdown.front_matter import load_yaml
from kb_tools.markdown.prose import plain, plain_texts
from kb_tools.markdown.readable import readable

__all__ = [
    "EXTENSIONS",
    "EXTENSION_CONFIGS",
    "Option",
    "bare",
    "load_yaml",
    "parse",
    "plain",
    "plain_texts",
    "readable",
    "render",
    "respelled",
    "setting",
    "slugify",
]

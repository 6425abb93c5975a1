"""Markdown text to Article, as Python-Markdown with our extensions renders it."""

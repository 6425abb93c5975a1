"""A self-service knowledge base as code: lint, cross-link, suggest, build."""

__version__ = "0.1.0"

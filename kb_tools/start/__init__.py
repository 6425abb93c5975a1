"""What a new article, and a new knowledge base, start with."""

KINDS = (
    "faq",
    "troubleshooting",
    "howto",
    "known-issue",
    "reference",
    "playbook",
    "decision-tree",
)
"""The kinds of article that there are templates for."""

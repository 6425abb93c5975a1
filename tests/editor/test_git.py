"""What git remembers is told in an editor, too, and follows the commits."""

from __future__ import annotations

from tests.editor.client import Client
from tests.editor.conftest import Base
from tests.scratch import git

LOGIN = "---\nid: KB-7\n---\n\n# Log in\n\nEnter your number.\n"
OTHER = "# Refund\n\nWait three days.\n"


def test_a_move_and_a_deletion_are_told_of_until_commits_leave_them_behind(
    server: Client, base: Base
) -> None:
    docs = base({"docs/login.md": LOGIN, "docs/refund.md": OTHER, "docs/gone.md": "# Fax\n\nNo.\n"})
    git(docs.parent, "init", "-q", "-b", "main")
    git(docs.parent, "add", ".")
    git(docs.parent, "commit", "-q", "-m", "Begin")
    (docs / "account").mkdir()
    new = docs / "account" / "login.md"
    git(docs.parent, "mv", "docs/login.md", "docs/account/login.md")
    git(docs.parent, "rm", "-q", "docs/gone.md")
    server.watched(docs / "login.md", docs / "gone.md", new)
    server.open(new)
    server.save(new)
    (moved,) = server.knows(new, "KB403")
    assert "moved from 'login.md'" in moved["message"]
    (gone,) = server.knows(docs / "gone.md", "KB404")
    assert "deleted" in gone["message"]
    git(docs.parent, "commit", "-q", "-am", "Move")
    git(docs.parent, "commit", "-q", "--allow-empty", "-m", "Begin something else")
    server.knows(new)
    server.knows(docs / "gone.md")

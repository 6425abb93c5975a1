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


def test_what_an_article_depends_on_is_held_to_git_and_to_the_files_beside_it(
    server: Client, base: Base
) -> None:
    front = "---\nid: KB-7\nreviewed: 2026-01-10\ndepends:\n{}---\n\n# Pay\n\nPress **Pay**.\n"
    entries = ["file:prices.yml", "article:KB-8", "ui:strings/en.json#cart.pay", "app<5"]
    text = front.format("".join(f"  - {entry}\n" for entry in entries))
    docs = base(
        {
            "kb.toml": '[releases]\napp = ["5.3", "2026-03-05"]\n',
            "docs/pay.md": text,
            "docs/other.md": "---\nid: KB-8\n---\n\n# Prices\n\n[Pay](pay.md)\n",
            "prices.yml": "pay: 1\n",
            "strings/en.json": '{"cart": {"pay": "Pay now"}}\n',
        }
    )
    git(docs.parent, "init", "-q", "-b", "main")
    git(docs.parent, "add", ".")
    git(docs.parent, "commit", "-q", "-m", "Begin", day="2026-03-05")
    server.open(docs / "pay.md")
    server.save(docs / "pay.md")
    told = server.knows(docs / "pay.md", "KB110", "KB110", "KB110", "KB110")
    said = " ".join(one["message"] for one in told)
    assert "'file:prices.yml' changed on 2026-03-05" in said
    assert "'article:KB-8' changed on 2026-03-05" in said
    assert "'ui:strings/en.json#cart.pay' is 'Pay now'" in said
    assert "'app<5' no longer holds: app 5.3 is out" in said

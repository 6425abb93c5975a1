"""One running service for all tests that only ask it: a start costs more than most of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb_tools.server import keys
from kb_tools.server.signature import SENDERS
from tests.server.served import CODE, Running, base, serving
from tests.server.test_hooks import SECRET

SETTINGS = """[server]
per_minute = 1000000
body_limit = 50000
timeout = 2.0
[privacy]
orders = ['SO-[0-9]{6}']
"""


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service with a built site, a store, webhooks and keys of several kinds.

    Whatever was asked of it, in the end it still runs and its log has no traceback.
    """
    folder = base(tmp_path_factory.mktemp("base"))
    (folder / "docs" / "zh" / "code.md").write_text(CODE, "utf-8")
    (folder / "kb.toml").write_text(SETTINGS, "utf-8")
    (folder / "built").mkdir()
    (folder / "built" / "index.html").write_text("<h1>site</h1>", "utf-8")
    (folder / "built" / "out").symlink_to(folder)
    file = folder / "kb-keys.toml"
    made = {
        "desk": keys.add(file, "desk", ["suggest", "articles"], "internal"),
        "public": keys.add(file, "public", keys.SCOPES, "public"),
        "all": keys.add(file, "all", keys.SCOPES, "internal"),
    }
    hooks = {f"KB_HOOK_{sender.upper()}": SECRET for sender in SENDERS}
    with serving(folder, "--site", "built", **hooks) as running:
        yield running._replace(keys=made)
        assert running.process.poll() is None
        assert "Traceback" not in (folder / "log.txt").read_text("utf-8")

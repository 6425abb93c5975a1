from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.errors import ConfigError
from kb_tools.site.colour import DARK, LIGHT, contrast, readable, stylesheet

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, st.sampled_from([(LIGHT, 0x14), (DARK, 0x1F)]))
def test_any_brand_colour_becomes_readable_on_its_own_tint_too(
    colour: str, tinted: tuple[str, int]
) -> None:
    ground, share = tinted
    text = readable(colour, ground)
    assert contrast(text, ground) >= 4.5
    parts = [(int(text[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    tint = "#" + "".join(f"{round((a * share + b * (255 - share)) / 255):02x}" for a, b in parts)
    assert contrast(text, tint) >= 4.5


def test_a_readable_colour_is_left_alone() -> None:
    assert readable("#1d4fbb", LIGHT) == "#1d4fbb"
    assert contrast("#000", "#fff") == pytest.approx(21)


@pytest.mark.parametrize("colour", ["blue", "#12", "#1d4fbb;}body{display:none", ""])
def test_what_is_no_colour_is_a_mistake(colour: str) -> None:
    with pytest.raises(ConfigError, match=r"site\.color"):
        stylesheet(colour)

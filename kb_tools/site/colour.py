"""One brand colour, readable on light and on dark ground."""

from __future__ import annotations

import colorsys
import re

from kb_tools.errors import ConfigError
from kb_tools.language import Text

LIGHT, DARK = "#ffffff", "#14171c"
"""The grounds of both schemes, as in kb.css."""
READABLE = 5.3
"""Contrast that text in the brand colour keeps; AA asks for 4.5, a tinted ground costs .8."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def stylesheet(brand: str) -> str:
    """Return CSS that puts a brand colour, made readable, into both schemes.

    Raises ConfigError for what is no `#rrggbb`.
    """
    if not _HEX.fullmatch(brand):
        message = Text(
            "'site.color' must be a colour like '#1d4fbb', not '{brand}'",
            "“site.color”应为 '#1d4fbb' 这样的颜色，而不是“{brand}”",
        )
        raise ConfigError(message.format(brand=brand))
    light, dark = readable(brand, LIGHT), readable(brand, DARK)
    return (
        f":root{{--kb-brand:{light};--kb-brand-soft:{light}14}}\n"
        f'[data-md-color-scheme="slate"]{{--kb-brand:{dark};--kb-brand-soft:{dark}1f}}\n'
    )


def readable(colour: str, ground: str) -> str:
    """Return the colour nearest to `colour` in lightness that reads well on `ground`.

    >>> readable("#1d4fbb", "#ffffff"), readable("#ffd400", "#ffffff")
    ('#1d4fbb', '#7a6600')
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    step = 0.01 if luminance(ground) < 0.5 else -0.01
    while contrast(colour, ground) < READABLE:
        lightness += step
        colour = _hex(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it: 1 (none) to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return a colour's relative luminance as WCAG defines it: 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)

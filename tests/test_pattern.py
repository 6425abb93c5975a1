import pytest

from kb_tools.pattern import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "zh/a.md"),
        ("TOC.md", "zh/TOC.md"),
        ("zh/*.md", "zh/a.md"),
        ("zh/**", "zh/b/c.md"),
        ("zh/", "zh/b/c.md"),
        ("**/_*/**", "_old/a.md"),
        ("**/_*/**", "zh/_old/b/a.md"),
        ("zh/**/a.md", "zh/a.md"),
        ("/zh/a.md", "zh/a.md"),
        ("./zh/a.md", "zh/a.md"),
        ("zh/release-[0-9].md", "zh/release-7.md"),
        ("zh/release-[!0-9].md", "zh/release-x.md"),
        ("zh/?.md", "zh/a.md"),
        ("zh/a+b (1).md", "zh/a+b (1).md"),
    ],
)
def test_a_pattern_fits(pattern: str, path: str) -> None:
    assert matches(path, [pattern])


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("zh/*.md", "zh/b/c.md"),
        ("*.md", "zh/a.mdx"),
        ("TOC.md", "zh/xTOC.md"),
        ("**/_*/**", "zh/_index.md"),
        ("zh/?.md", "zh/ab.md"),
        ("zh", "zh/a.md"),
        ("zh/release-[0-9].md", "zh/release-x.md"),
    ],
)
def test_a_pattern_does_not_fit(pattern: str, path: str) -> None:
    assert not matches(path, ["nothing/**", pattern])


def test_no_pattern_fits_nothing() -> None:
    assert not matches("a.md", [])

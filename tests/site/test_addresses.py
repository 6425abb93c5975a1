from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.site.addresses import href, redirect_file


@pytest.mark.parametrize(
    "address",
    [
        "../../x", "/../x", "a/../../x", "..", "", "/", "a//b", "a/./b", "C:/x", "a\\..\\b",
        "a/\x00", "nul", "a/con.md/b", ".git/config", "a/b ", "a/b.", "x" * 500, "a/\u202eb",
    ],
)  # fmt: skip
def test_no_redirect_is_made_where_it_would_do_harm(address: str) -> None:
    assert redirect_file(address) is None


@given(st.text(max_size=60))
def test_no_address_ever_leaves_the_site(address: str) -> None:
    file = redirect_file(address)
    if file is not None:
        assert not file.startswith("/")
        assert ".." not in PurePosixPath(file).parts


PAGES = st.lists(st.sampled_from(["a", "b", "zh", "登录"]), max_size=4).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)


@given(PAGES, PAGES)
def test_a_relative_link_leads_where_it_says(source: str, target: str) -> None:
    site = "https://help.example/docs/"
    assert urljoin(site + source, href(target, source)) == site + target

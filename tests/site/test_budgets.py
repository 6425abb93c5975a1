"""What a visit costs and what it asks of the browser: size, shifts of the layout, policy."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

HTML = 40_000
ALL_IN = 150_000
"""Bytes over the wire, compressed as web servers do, before anybody searches."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; worker-src 'self'; media-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script';"
    " trusted-types kb default"
)
POLICED = re.compile("Content Security|Trusted")
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 400);
})"""


@pytest.mark.parametrize(
    "path",
    [
        "zh/",
        "en/",
        "zh/using/errors/link-does-not-exist/",
        "en/using/answer/serve-over-http/",
        "zh/reference/configuration/",
        "zh/ask/",
        "en/gone/",
    ],
)
def test_a_page_is_light_stands_still_and_works_under_a_strict_policy(
    page: Any, served_site: str, path: str
) -> None:
    refused: list[str] = []
    sizes: dict[str, int] = {}

    def strictly(route: Any) -> None:
        answer = route.fetch()
        sizes[route.request.url] = len(gzip.compress(answer.body(), 6))
        headers = {**answer.headers, "content-security-policy": POLICY}
        route.fulfill(response=answer, headers=headers)

    page.on("console", lambda m: refused.append(m.text) if POLICED.search(m.text) else None)
    page.route(f"{served_site}/**", strictly)
    answer = page.goto(f"{served_site}/{path}", wait_until="networkidle")
    assert page.evaluate(SHIFTS) < 0.01
    assert refused == []
    assert sum(sizes.values()) <= ALL_IN, sizes
    assert len(answer.body()) <= HTML
    page.locator("label[for=__search]").first.click()
    page.keyboard.insert_text("link")
    page.locator(".md-search-result__item").first.wait_for()
    assert refused == []

"""Pictures of the site for people to look at: `python -m bench.pictures [FOLDER]`.

Builds our own site and photographs every kind of page in both languages, light and dark, on a
phone, a tablet and a desktop, into FOLDER (`screenshots/`); the two pictures of the READMEs go
into `pictures/`, those of the help button into the article about it.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kb_tools.site.preview import Server

ROOT = Path(__file__).parents[1]
PAGES = {
    "home": "{lang}/",
    "shelf": "{lang}/support/",
    "article": "{lang}/support/respond/urgent-within-2-hours/",
    "steps": "{lang}/using/errors/aborted-strict-mode/",
    "list": "{lang}/all/",
    "tree": "{lang}/using/errors/something-is-wrong-on-the-site/",
    "missing": "{lang}/support/respnd/urgent/",
}
WIDTHS = (390, 768, 1440)
QUERIES = {"zh": "客户链接失效", "en": "custmer link broken"}
WIDGET = "{lang}/using/start/widget-demo.html"


class _Site(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page for missing addresses."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)


def main(folder: Path) -> None:
    """Build the site, serve it on loopback, and take every picture."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        kb = [sys.executable, "-m", "kb_tools", "build", str(ROOT), "--site-dir", str(site)]
        subprocess.run(kb, check=True, cwd=ROOT)
        handler = functools.partial(_Site, directory=str(site))
        with Server(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            _photograph(f"http://127.0.0.1:{server.server_port}/", folder)
            server.shutdown()


def _photograph(base: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for lang in ("zh", "en"):
            for scheme in ("light", "dark"):
                for width in WIDTHS:
                    _all(browser, base, folder, lang, scheme, width)
            _one(browser, base, ROOT / "pictures" / f"search.{lang}.png", lang, _home)
            _one(browser, base, ROOT / f"docs/{lang}/using/start/widget.png", lang, _widget)
        browser.close()


def _all(browser: Browser, base: str, folder: Path, lang: str, scheme: str, width: int) -> None:
    page = _page(browser, lang, scheme, width, 900)
    for name, path in PAGES.items():
        page.goto(base + path.format(lang=lang))
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}.{lang}.{scheme}.{width}.png")
    for name, act in ACTS.items():
        act(page, base, lang)
        page.screenshot(path=folder / f"{name}.{lang}.{scheme}.{width}.png")
    page.context.close()


def _one(browser: Browser, base: str, path: Path, lang: str, act: Act) -> None:
    page = _page(browser, lang, "light", 1200, 720)
    act(page, base, lang)
    path.parent.mkdir(exist_ok=True)
    page.screenshot(path=path)
    page.context.close()


def _page(browser: Browser, lang: str, scheme: str, width: int, height: int) -> Page:
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, color_scheme=scheme, locale=lang)  # type: ignore[arg-type]
    return context.new_page()


def _home(page: Page, base: str, lang: str) -> None:
    page.goto(f"{base}{lang}/")
    page.locator("#kb-ask").fill(QUERIES[lang])
    page.locator(".kb-home-answers li").first.wait_for()


def _search(page: Page, base: str, lang: str) -> None:
    page.goto(f"{base}{lang}/using/")
    page.keyboard.press("/")
    page.keyboard.type(QUERIES[lang], delay=30)
    page.locator(".md-search-result__item").first.wait_for()
    page.wait_for_timeout(400)


def _ask(page: Page, base: str, lang: str) -> None:
    page.goto(f"{base}{lang}/ask/")
    page.locator("#kb-problem").fill(QUERIES[lang])
    page.locator(".kb-answers li").first.wait_for()


def _widget(page: Page, base: str, lang: str) -> None:
    page.goto(base + WIDGET.format(lang=lang))
    page.locator(".kb-launch").click()
    page.locator(".kb-answers li").first.wait_for()
    page.wait_for_timeout(400)


def _end_of_tree(page: Page, base: str, lang: str) -> None:
    page.goto(base + PAGES["tree"].format(lang=lang))
    for _ in range(2):
        page.locator(".kb-here .kb-tree-answer a").nth(2).click()


Act = Callable[[Page, str, str], None]
ACTS: dict[str, Act] = {
    "home-answers": _home,
    "search": _search,
    "ask": _ask,
    "widget": _widget,
    "tree-end": _end_of_tree,
}


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))

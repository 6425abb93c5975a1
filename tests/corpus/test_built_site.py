"""Where a link leads on the site that is built is where it was said to lead."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from kb_tools import config as configuration
from kb_tools.corpus import KnowledgeBase
from kb_tools.site.build import build

BASE = "http://x/help/"
"""Sites stand in a folder, so that nothing is found by leaving it."""

PAGES = (
    "zh/index.md",
    "zh/login.md",
    "zh/faq/index.md",
    "zh/faq/reset.md",
    "zh/a b.md",
    "en/login.md",
    "zh/登录.md",
)
TARGETS = (
    *("login.md", "../login.md", "faq/reset.md", "reset.md", "../faq/reset.md", "index.md"),
    *("login/", "../login/", "../../login/", "faq/", "../", "./", ".", "..", "../../zh/login/"),
    *("login", "../login", "../index.md", "faq/index.md", "../../en/login.md", "Login.md"),
    *("a%20b.md", "../a%20b.md", "登录.md", "%E7%99%BB%E5%BD%95.md", "../登录/", "login.html"),
    *("img/one.png", "../img/one.png", "../../zh/img/one.png", "form.pdf", "../form.pdf"),
    *("/help/zh/login/", "/help/zh/login", "/help/zh/faq/", "/help/zh/", "/help/zh/img/one.png"),
    *("/help/en/login/", "/help/zh/gone/", "/help/zh/login.html", "https://x.org/zh/login/"),
    *("/zh/login.md", "/login.md", "/help/zh/login.md"),
    *("login.md#x", "../login.md?a=1", "./login.md", "faq/../login.md", "gone.md", "../gone/"),
)


class _Links(HTMLParser):
    """Collect the address of every link in the paragraphs marked by `at`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if data.startswith("to:") and self._open:
            self.found[data.removeprefix("to:")] = self._open

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = ""


@pytest.fixture(scope="module", params=["true", "false"], ids=["folders", "html"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "mkdocs.yml").write_text(
        f"site_name: S\nsite_url: {BASE}\ntheme: material\nuse_directory_urls: {request.param}\n"
    )
    links = "\n\n".join(f"[to:{number}](<{target}>)" for number, target in enumerate(TARGETS))
    for page in PAGES:
        (folder / "docs" / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / page).write_text(f"# {page}\n\n{links}\n", "utf-8")
    for name in ("zh/img/one.png", "zh/form.pdf"):
        (folder / "docs" / name).parent.mkdir(exist_ok=True)
        (folder / "docs" / name).write_bytes(b"x")
    build(configuration.load(folder), strict=False)
    return folder


def test_every_link_leads_where_it_was_said_to_lead(site: Path) -> None:
    kb = KnowledgeBase.load(configuration.load(site))
    wrong = [
        f"{page}: {target}: said {said}, but {address} "
        for page in PAGES
        for number, address in _addresses(site, kb, page).items()
        if (said := _said(kb, page, target := TARGETS[number])) != _leads(site, address)
    ]
    assert not wrong, "\n".join(wrong)


def _addresses(site: Path, kb: KnowledgeBase, page: str) -> dict[int, str]:
    url = BASE + kb.url(kb.articles[page])
    parser = _Links()
    parser.feed((site / "site" / _file(site, url)).read_text("utf-8"))
    assert len(parser.found) == len(TARGETS)
    return {int(number): urljoin(url, href) for number, href in parser.found.items()}


def _said(kb: KnowledgeBase, page: str, target: str) -> str:
    hit = kb.resolve(target, kb.articles[page])
    if hit.article is not None:
        return unquote(_plain(kb.url(hit.article)))
    return _plain(hit.path or "nowhere")


def _leads(site: Path, address: str) -> str:
    return _plain(str(_file(site, address) or "nowhere"))


def _plain(path: str) -> str:
    return path.removesuffix("index.html").removesuffix("/")


def _file(site: Path, address: str) -> Path | None:
    """Return the file that a static server answers with, relative to the site."""
    if not address.startswith(BASE) or urlsplit(address).path.endswith(".md"):
        return None  # out of the site, or the Markdown that a site offers to programs
    path = unquote(urlsplit(address.removeprefix(BASE)).path)
    if path.endswith("/") or not path:
        tried = [f"{path}index.html"]
    else:
        tried = [path, f"{path}/index.html", f"{path}.html"]
    return next((Path(name) for name in tried if (site / "site" / name).is_file()), None)

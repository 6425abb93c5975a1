"""Pages rendered by several processes: the same bytes, whatever happens to the processes."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.site import render_workers
from kb_tools.site.build import build

Write = Callable[[Path, Mapping[str, str]], Path]
ENOUGH = 4
LOT = 3
PAGES = 20
THEME = "site_name: A\ntheme: mkdocs\n"
SCRIPT = """
import json, os, signal, sys
from pathlib import Path
from kb_tools import config
from kb_tools.errors import KbError
from kb_tools.site import render_workers, render_cache
from kb_tools.site.build import build

processes, fate, render_workers.ENOUGH = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
render_workers.LOT, forks = int(sys.argv[4]), []
os.register_at_fork(after_in_parent=lambda: forks.append(1))
render_workers.processors = lambda: processes
here, render, count = os.getpid(), render_cache.render, 0

def counted(*args):
    global count
    count += 1
    if os.getpid() != here and count == render_workers.ENOUGH + 3 and fate == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if os.getpid() != here and fate == "orphan":
        if count == render_workers.ENOUGH + 3:
            os.kill(here, signal.SIGKILL)
        return render(*args) + bytes(70_000)  # more than a pipe holds
    if os.getpid() != here and fate == "wrong":
        raise ValueError
    return render(*args)

render_cache.render = counted
try:
    build(config.load(Path()))
    said = ""
except KbError as error:
    said = str(error)
print(json.dumps([count, len(forks), said]))
"""


def base(count: int = PAGES) -> dict[str, str]:
    """Return articles that link to each other, with what a renderer could mix up."""
    return {
        f"docs/{number:03}.md": f"---\ntitle: 第 {number} 篇\n---\n# 第 {number} 篇\n\n"
        f"[下一篇]({(number + 1) % count:03}.md#数字)，脚注[^1]。\n\n## 数字 {{#数字}}\n\n"
        f'=== "甲"\n\n    ```python\n    x = {number}\n    ```\n\n'
        f'=== "乙"\n\n    y\n\n| a |\n| - |\n| {number} |\n\n[^1]: 注 {number}。\n'
        for number in range(count)
    }


def built(folder: Path, processes: int, fate: str = "") -> tuple[dict[str, bytes], int, int, str]:
    """Build in a fresh process; return the site, and what that process did.

    That is: how many pages it rendered itself, how many others it started, what it said.
    """
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(processes), fate, str(ENOUGH), str(LOT)],
        cwd=folder,
        env={"XDG_CACHE_HOME": str(folder / f"cache-{processes}{fate}"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stderr == ""
    site = folder / "site"
    found = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*.html")}
    return found, *json.loads(done.stdout)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    return write(tmp_path_factory.mktemp("base"), {"mkdocs.yml": THEME, **base()})


@pytest.fixture(scope="module")
def serial(source: Path) -> dict[str, bytes]:
    pages, *did = built(source, 1)
    assert did == [PAGES, 0, ""]
    return pages


def test_several_processes_make_the_same_bytes(source: Path, serial: dict[str, bytes]) -> None:
    pages, *did = built(source, 2)
    assert pages == serial
    lots = 2 * math.ceil((PAGES - ENOUGH) / 2 / LOT)
    assert did == [ENOUGH, lots, ""]
    again, *did = built(source, 2)
    assert again == serial
    assert did == [0, 0, ""]


@pytest.mark.parametrize("fate", ["killed", "wrong"])
def test_what_a_process_cannot_render_is_rendered_all_the_same(
    fate: str, source: Path, serial: dict[str, bytes]
) -> None:
    pages, rendered, _, said = built(source, 2, fate)
    assert (pages, said) == (serial, "")
    assert rendered > ENOUGH


def test_no_process_outlives_the_build(source: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "2", "orphan", str(ENOUGH), str(LOT)],
        cwd=source,
        env={"XDG_CACHE_HOME": str(source / "cache-orphan"), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as build:
        assert build.stdout is not None
        build.communicate(timeout=60)  # ends once the last process has let go of its output
        assert build.returncode == -signal.SIGKILL


def test_a_warning_of_another_process_stops_a_strict_build_too(
    tmp_path: Path, write: Write
) -> None:
    texts = {"mkdocs.yml": THEME, **base()}
    texts[f"docs/{PAGES - 1:03}.md"] += "\n[gone](gone.md)\n"
    *_, said = built(write(tmp_path, texts), 2)
    assert "1 warnings in strict mode" in said
    assert "gone.md" in said


HOOK = """
def on_page_markdown(markdown, page, **kwargs):
    on_page_markdown.count = getattr(on_page_markdown, "count", 0) + 1
    return f"{markdown}\\n\\nPage {on_page_markdown.count} of this build.\\n"
"""


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processors enough; a process that is started all the same makes the test fail."""
    monkeypatch.setattr(render_workers, "processors", lambda: 2)
    monkeypatch.setattr(render_workers, "ENOUGH", ENOUGH)
    monkeypatch.setattr(
        render_workers.multiprocessing, "get_context", lambda _: pytest.fail("forked")
    )


@pytest.mark.usefixtures("crowd")
def test_where_another_plugin_writes_the_text_no_process_guesses_at_it(
    tmp_path: Path, write: Write
) -> None:
    write(tmp_path, {"mkdocs.yml": f"{THEME}hooks: [hook.py]\n", "hook.py": HOOK, **base()})
    site = build(config.load(tmp_path)).folder
    page = (site / f"{PAGES - 1:03}/index.html").read_text("utf-8")
    assert f"Page {PAGES} of this build." in page


EXTENSION = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Count(Preprocessor):
    count = 0
    def run(self, lines):
        Count.count += 1
        return [*lines, "", f"Page {Count.count}."]

class Counting(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Count(), "count", 1)

def makeExtension(**kwargs):
    return Counting()
"""


@pytest.mark.usefixtures("crowd")
def test_an_extension_of_another_library_is_rendered_here(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    settings = f"{THEME}markdown_extensions: [counting_pages]\n"
    write(tmp_path, {"mkdocs.yml": settings, "counting_pages.py": EXTENSION, **base()})
    page = (build(config.load(tmp_path)).folder / f"{PAGES - 1:03}/index.html").read_text("utf-8")
    assert f"Page {PAGES}." in page

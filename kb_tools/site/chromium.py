"""An installed Chromium, run to print a page; nothing is downloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kb_tools.errors import KbError
from kb_tools.language import Text

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "microsoft-edge", "msedge"),
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
PATIENCE = 300
"""Seconds that a print may take."""


def chromium() -> str:
    """Return the browser: what `KB_CHROMIUM` names, else the first that is installed.

    Raises KbError, saying what to install, where there is none.
    """
    named = os.environ.get("KB_CHROMIUM")
    found = [shutil.which(named)] if named else [*map(shutil.which, NAMES)]
    if not named:
        found += [path for path in APPLICATIONS if Path(path).is_file()]
    if (browser := next(filter(None, found), None)) is not None:
        return browser
    message = Text(
        "no Chromium, Chrome or Edge found; install one (Debian: `apt-get install chromium"
        " fonts-noto-cjk`), or name it in KB_CHROMIUM",
        "没有找到 Chromium、Chrome 或 Edge；请安装一个（Debian：`apt-get install chromium"
        " fonts-noto-cjk`），或用 KB_CHROMIUM 指明它在哪里",
    )
    raise KbError(message)


def printed(html: str) -> bytes:
    """Return a page as PDF, with an outline of its headings; raises KbError when that fails."""
    with tempfile.TemporaryDirectory(prefix="kb-print.", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_text(html, "utf-8")
        command = [
            chromium(),
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'page.pdf'}",
            *_unconfined(),
            (folder / "page.html").as_uri(),
        ]
        said = _run(command)
        if not (folder / "page.pdf").is_file():
            message = Text("the browser printed nothing: {why}", "浏览器没有打印出文件：{why}")
            raise KbError(message.format(why=said[-400:].strip()))
        return (folder / "page.pdf").read_bytes()


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a list, no shell; the page's name is ours
            command, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stderr.decode("utf-8", "replace")


def _unconfined() -> list[str]:
    """Chromium's sandbox refuses to start for root, as in most containers."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []

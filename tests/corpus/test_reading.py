from pathlib import Path

import pytest

from kb_tools.corpus import reading
from kb_tools.corpus.reading import Fault


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, "utf-8")


def test_files_come_in_order_whatever_the_disk_says(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/c.md", "a.md", "a/b.png")
    assert [*reading.files(tmp_path, tmp_path)] == ["a/b.png", "a/c.md", "a.md", "b.md"]


def test_what_no_one_wrote_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".git/x.md", "node_modules/x.md", "env/pyvenv.cfg", "env/lib/x.md", "site/x.md")
    make(tmp_path, "a.md", ".hidden.md")
    assert [*reading.files(tmp_path, tmp_path, frozenset((tmp_path / "site",)))] == ["a.md"]


@pytest.mark.parametrize("list_of_pages", ["articles.json", "sitemap.xml"])
def test_the_copies_of_articles_in_a_built_site_are_no_articles(
    tmp_path: Path, list_of_pages: str
) -> None:
    make(tmp_path, "a.md", "out/404.html", f"out/{list_of_pages}", "out/a/index.md")
    make(tmp_path, "errors/404.html", "errors/b.md")
    assert [*reading.files(tmp_path, tmp_path)] == ["a.md", "errors/404.html", "errors/b.md"]
    assert "a/index.md" in [*reading.files(tmp_path / "out", tmp_path)]


def test_links_are_followed_within_the_project_only(tmp_path: Path) -> None:
    make(tmp_path, "project/docs/a.md", "project/CHANGELOG.md", "secret/b.md")
    docs = tmp_path / "project/docs"
    (docs / "changes.md").symlink_to(tmp_path / "project/CHANGELOG.md")
    (docs / "out").symlink_to(tmp_path / "secret")
    (docs / "out.md").symlink_to(tmp_path / "secret/b.md")
    (docs / "loop").symlink_to(docs)
    (docs / "dangling.md").symlink_to(docs / "gone.md")
    assert [*reading.files(docs, tmp_path / "project")] == ["a.md", "changes.md"]


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        ("gb18030", "标题\n\n登录后页面空白，怎么办？\n", "GB18030"),
        ("big5", "標題\n\n登入後網頁空白，怎麼辦？\n", "BIG5"),
        ("utf-16", "标题\n", "UTF-16"),
        ("latin-1", "Le mot de passe est oublié\n", "LATIN1"),
    ],
)
def test_another_encoding_is_named_with_its_remedy(
    tmp_path: Path, encoding: str, text: str, named: str
) -> None:
    (tmp_path / "a.md").write_bytes(text.encode(encoding))
    fault = reading.text(tmp_path, "a.md")
    assert isinstance(fault, Fault)
    assert fault.reason == "encoding"
    assert f"iconv -f {named} -t UTF-8" in fault.message.en
    assert named in fault.message.zh


def test_the_line_of_the_first_wrong_byte_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\ntwo\nthr\xe9e\n")
    fault = reading.text(tmp_path, "a.md")
    assert isinstance(fault, Fault)
    assert fault.line == 3


def test_a_file_that_is_gone_is_a_fault(tmp_path: Path) -> None:
    fault = reading.text(tmp_path, "a.md")
    assert isinstance(fault, Fault)
    assert fault.reason == "unreadable"


def test_line_ends_and_byte_order_mark_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfa\r\nb\r\n")
    assert reading.text(tmp_path, "a.md") == "\ufeffa\r\nb\r\n"


def test_names_that_differ_only_in_case_are_reported_once() -> None:
    faults = [*reading.case_clashes(["faq/Login.md", "faq/login.md", "a.md"])]
    assert [fault.path for fault in faults] == ["faq/login.md"]
    assert "faq/Login.md" in faults[0].message.en


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_head_holds_the_front_matter_and_the_first_lines(newline: str) -> None:
    front = "---\n" + "".join(f"key{n}: value\n" for n in range(99)) + "---\n# Title\n\nFirst.\n"
    text = (front + "Many lines follow.\n" * 1000).replace("\n", newline)
    head = reading.head(text)
    assert text.startswith(head)
    assert head.startswith(front.replace("\n", newline))
    assert head.endswith("\n")
    assert len(head) < len(front) * 2 + 1000


@pytest.mark.parametrize("text", ["", "short", "---\nopen: front\n", "# Title\n"])
def test_a_short_text_is_its_own_head(text: str) -> None:
    assert reading.head(text) == text

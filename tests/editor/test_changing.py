from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kb_tools.config import load
from kb_tools.corpus import KnowledgeBase
from tests.editor.client import CAPABILITIES, Client, RefusedError, applied, utf16
from tests.editor.conftest import Base

FILES = {
    "kb.toml": 'products = ["shop", "pay"]\n',
    "docs/zh/login.md": "---\nid: KB-1\nkind: faq\ntags: [账户]\n---\n\n# 登录\n\n写在这里\n",
    "docs/zh/reset.md": (
        "---\nid: KB-2\ntitle: 重置密码\nsummary: 忘记时。\nkind: howto\n---\n\n# 重置密码\n\n"
        "## 步骤 {#steps}\n\n## 完成之后\n\n[登录](login.md)\n"
    ),
    "docs/zh/sub/refund.md": "---\nkind: faq\n---\n\n# 退款多久到账\n",
    "docs/zh/img/form.png": "",
    "docs/en/reset.md": "---\nid: KB-2\n---\n\n# Reset your password\n",
}


def offers(server: Client, file: Path, text: str) -> list[tuple[str, str]]:
    """Return labels, and the text after taking each; the cursor is at `¦`."""
    at = text.index("¦")
    text = text.replace("¦", "")
    server.type(file, text)
    params = {"textDocument": {"uri": file.as_uri()}, "position": utf16(text, at)}
    found = server.request("textDocument/completion", params)
    return [(one["label"], applied(text, [one["textEdit"]])) for one in found["items"]]


@pytest.fixture
def login(server: Client, base: Base) -> Path:
    docs = base(FILES)
    server.open(docs / "zh/login.md")
    server.until(lambda: server.codes(docs / "zh/login.md") is not None)
    return docs / "zh/login.md"


def test_a_title_becomes_a_whole_link(server: Client, login: Path) -> None:
    (first, *_) = offers(server, login, "# 登录\n\n😀先[重置¦\n")
    assert first == ("重置密码", "# 登录\n\n😀先[重置密码](reset.md)\n")
    (first, *_) = offers(server, login, "# 登录\n\n😀先[多久到賬¦]\n")
    assert first == ("退款多久到账", "# 登录\n\n😀先[退款多久到账](sub/refund.md)\n")


def test_a_link_s_path_is_found_by_title_id_or_path(server: Client, login: Path) -> None:
    for typed in ("重置", "KB-2", "reset", "./res"):
        (first, *_) = offers(server, login, f"# 登录\n\n😀[x]({typed}¦)\n")
        assert first == ("重置密码", "# 登录\n\n😀[x](reset.md)\n")
    (first, *_) = offers(server, login, "# 登录\n\n[x][r]\n\n[r]: 退款¦\n")
    assert first[1] == "# 登录\n\n[x][r]\n\n[r]: sub/refund.md\n"
    found = offers(server, login, "# 登录\n\n![x](form¦)\n")
    assert ("zh/img/form.png", "# 登录\n\n![x](img/form.png)\n") in found


def test_anchors_of_this_and_of_the_other_article(server: Client, login: Path) -> None:
    assert offers(server, login, "# 登录\n\n[x](reset.md#¦)\n")[1:] == [
        ("steps", "# 登录\n\n[x](reset.md#steps)\n"),
        ("完成之后", "# 登录\n\n[x](reset.md#完成之后)\n"),
    ]
    assert offers(server, login, "# 登录\n\n[x](reset.md#步¦)\n") == [
        ("steps", "# 登录\n\n[x](reset.md#steps)\n")
    ]
    assert offers(server, login, "# 登录\n\n[x](#¦)\n") == [("登录", "# 登录\n\n[x](#登录)\n")]


def test_front_matter_keys_and_values(server: Client, login: Path) -> None:
    body = "\n---\n\n# 登录\n"

    def labels(front: str) -> list[str]:
        return [label for label, _ in offers(server, login, f"---\n{front}{body}")]

    assert "summary" in labels("id: KB-1\n¦")
    assert "id" not in labels("id: KB-1\n¦")
    assert labels("id: KB-1\nrevie¦") == ["reviewed", "review_every"]
    assert labels("status: ¦") == ["draft", "validated", "published", "archived"]
    assert labels("kind: f¦") == ["faq", "reference"]
    assert labels("product: ¦") == ["shop", "pay"]
    assert labels("product: [shop, p¦]") == ["pay", "shop"]
    (day,) = labels("reviewed: ¦")
    assert len(day) == len("2026-11-22")
    found = offers(server, login, f"---\nid: KB-1\nrelated:\n  - 重置¦{body}")
    assert found[0] == ("重置密码", f"---\nid: KB-1\nrelated:\n  - KB-2{body}")
    assert labels("summary: 重置¦") == []


def test_tags_that_other_articles_have_are_offered(server: Client, login: Path) -> None:
    reset = login.parent / "reset.md"
    server.open(reset)
    assert offers(server, reset, "---\ntags: [¦]\n---\n\n# 重置密码\n") == [
        ("账户", "---\ntags: [账户]\n---\n\n# 重置密码\n")
    ]


def test_rules_in_a_suppression_and_nothing_in_code(server: Client, login: Path) -> None:
    found = offers(server, login, "# 登录\n\n<!-- kb-disable-next-line KB30¦\n")
    assert "KB301" in [label for label, _ in found]
    assert offers(server, login, "# 登录\n\n```\n[重¦\n```\n") == []
    assert offers(server, login, "# 登录\n\n没有什么¦\n") == []


MOVED = {
    "docs/zh/login.md": (
        "---\nid: KB-1\ntitle: 登录\n---\n\n# 登录\n\n## 步骤\n\n一\n\n"
        "## 步骤\n\n![图](login.png)\n"
    ),
    "docs/zh/login.png": "",
    "docs/zh/faq/lost.md": (
        "# 丢失\n\n😀看[步骤](../login.md#步骤)、[二](../login.md#步骤_1)、[登][l]。\n\n"
        "[l]: ../login.md\n"
    ),
    "docs/en/login.md": "---\nid: KB-1\n---\n\n# Sign in\n\n[Lost](../zh/faq/lost.md)\n",
    "mkdocs.yml": "site_name: X\nnav:\n  - 登录: zh/login.md\n",
}


def renamed(server: Client, file: Path, needle: str, name: str) -> dict[str, Any]:
    params = {**server.at(file, needle, 1), "newName": name}
    return server.request("textDocument/rename", params)


def carried_out(root: Path, edit: dict[str, Any], *already: tuple[Path, Path]) -> None:
    """Do what a workspace edit says, as an editor does it."""
    for step in edit["documentChanges"]:
        if step.get("kind") == "rename":
            old, new = (
                Path(unquote(step[key].removeprefix("file://"))) for key in ("oldUri", "newUri")
            )
            new.parent.mkdir(parents=True, exist_ok=True)
            assert not new.exists()
            old.rename(new)
        else:
            file = Path(unquote(step["textDocument"]["uri"].removeprefix("file://")))
            text = applied(file.read_bytes().decode(), step["edits"])
            file.write_bytes(text.encode())
    for old, new in already:
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)


def test_renaming_a_heading_mends_every_link_to_its_anchor(server: Client, base: Base) -> None:
    docs = base(MOVED)
    login = docs / "zh/login.md"
    server.open(login)
    server.until(lambda: server.codes(login) is not None)
    prepared = server.request("textDocument/prepareRename", server.at(login, "步骤"))
    assert prepared["placeholder"] == "步骤"
    edit = renamed(server, login, "步骤", "办法 一")
    carried_out(docs, edit)
    assert "## 办法 一\n" in login.read_text("utf-8")
    lost = (docs / "zh/faq/lost.md").read_text("utf-8")
    assert "[步骤](../login.md#办法-一)、[二](../login.md#步骤)" in lost


@pytest.mark.parametrize("needle", ["../login.md#", "[登]", "../login.md\n"])
def test_renaming_an_article_from_a_link_moves_it_and_breaks_nothing(
    server: Client, base: Base, needle: str
) -> None:
    docs = base(MOVED)
    lost = docs / "zh/faq/lost.md"
    server.open(lost)
    server.until(lambda: server.codes(lost) is not None)
    prepared = server.request("textDocument/prepareRename", server.at(lost, needle, 1))
    assert prepared["placeholder"] == "zh/login.md"
    carried_out(docs, renamed(server, lost, needle, "zh/account/登录"))
    assert_moved(docs)


def test_a_file_moved_in_the_editor_s_tree_takes_everything_along(
    server: Client, base: Base
) -> None:
    docs = base(MOVED)
    lost, old, new = docs / "zh/faq/lost.md", docs / "zh/login.md", docs / "zh/account/登录.md"
    server.open(lost)
    server.until(lambda: server.codes(lost) is not None)
    files = [{"oldUri": old.as_uri(), "newUri": new.as_uri()}]
    edit = server.request("workspace/willRenameFiles", {"files": files})
    carried_out(docs, edit, (old, new))
    server.notify("workspace/didRenameFiles", {"files": files})
    assert_moved(docs)
    for file in (lost, new):
        server.open(file)
        assert not {"KB301", "KB302", "KB303"} & set(
            server.until(lambda f=file: server.codes(f)) or ()
        )


def assert_moved(docs: Path) -> None:
    """Check with the library itself that every link leads to the article in its new place."""
    kb = KnowledgeBase.load(load(docs.parent))
    assert set(kb.articles) == {"zh/account/登录.md", "zh/faq/lost.md", "en/account/登录.md"}
    lost, login = kb.articles["zh/faq/lost.md"], kb.articles["zh/account/登录.md"]
    assert [kb.resolve(link.target, lost).path for link in lost.links] == [login.path] * 3
    assert {kb.resolve(link.target, lost).status for link in lost.links} == {"found"}
    assert kb.resolve("/zh/login.md", lost).article is login
    assert (docs / "zh/account/login.png").exists()
    assert "zh/account/登录.md" in (docs.parent / "mkdocs.yml").read_text("utf-8")


def test_what_would_break_something_is_refused_with_the_reason(server: Client, base: Base) -> None:
    docs = base(MOVED)
    lost = docs / "zh/faq/lost.md"
    server.open(lost)
    server.until(lambda: server.codes(lost) is not None)
    with pytest.raises(RefusedError, match="would change its language"):
        renamed(server, lost, "../login.md#", "en/other.md")
    with pytest.raises(RefusedError, match="this file already exists"):
        renamed(server, lost, "../login.md#", "zh/faq/lost.md")
    with pytest.raises(RefusedError, match="put the cursor on a heading"):
        renamed(server, lost, "😀看", "x")
    with pytest.raises(RefusedError, match="a heading is one line"):
        renamed(server, lost, "丢失", "  ")
    with pytest.raises(RefusedError, match="outside"):
        renamed(server, lost, "../login.md#", "../../etc/x.md")


def test_an_editor_that_cannot_move_files_is_told_the_command(tmp_path: Path) -> None:
    for path, text in MOVED.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    unable = {**CAPABILITIES, "workspace": {}}
    lost = tmp_path / "docs/zh/faq/lost.md"
    client = Client(tmp_path, capabilities=unable)
    try:
        client.open(lost)
        client.until(lambda: client.codes(lost) is not None)
        with pytest.raises(RefusedError, match=r"kb mv zh/login\.md zh/sign-in\.md"):
            renamed(client, lost, "../login.md#", "zh/sign-in")
        edit = renamed(client, lost, "丢失", "找不到")
        ((uri, edits),) = edit["changes"].items()
        assert uri == lost.as_uri()
        assert applied(client.texts[uri], edits).startswith("# 找不到\n")
    finally:
        client.stop()

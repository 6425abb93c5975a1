from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.editor.client import CAPABILITIES, Client, utf16
from tests.editor.conftest import Base

FILES = {
    "mkdocs.yml": "site_name: X\n",
    "docs/zh/login.md": (
        "---\nid: KB-1\ntitle: 登录😀失败\nrelated: [KB-2, reset.md]\n"
        "aliases: [old-login.md]\n---\n\n"
        "# 登录😀失败\n\n😀看[重置](reset.md#步骤)，或[旧地址](forgot.md)、[甲][ref]。\n\n"
        "## 图\n\n![图](img.png) 见 KB-2。\n\n[ref]: ../en/login.md\n"
    ),
    "docs/zh/reset.md": (
        "---\nid: KB-2\ntitle: 重置密码\nsummary: 忘记密码时怎么办。\nkind: howto\n"
        "status: published\naliases: [forgot.md]\n---\n\n# 重置密码\n\n[上面](#步骤)\n"
        "\n## 步骤\n\n一\n\n"
        "### 小步\n\n二\n\n## 完成\n\n[登录](login.md)\n"
    ),
    "docs/zh/more.md": "# 退款\n\n[x](reset.md#步骤) [y](reset.md)\n",
    "docs/zh/img.png": "",
    "docs/en/login.md": "---\nid: KB-1\n---\n\n# Sign in\n\nText.\n",
}


def opened(server: Client, base: Base) -> Path:
    docs = base(FILES)
    for name in ("zh/login.md", "zh/reset.md"):
        server.open(docs / name)
        server.until(lambda name=name: server.codes(docs / name) is not None)
    return docs


def leads(server: Client, docs: Path, needle: str) -> list[tuple[str, dict[str, int]]]:
    found = server.request("textDocument/definition", server.at(docs / "zh/login.md", needle, 1))
    return [(one["uri"].removeprefix(docs.as_uri() + "/"), one["range"]["start"]) for one in found]


def test_a_link_an_id_or_an_old_address_leads_to_the_article(server: Client, base: Base) -> None:
    docs = opened(server, base)
    reset, title = FILES["docs/zh/reset.md"], "重置密码\n\n"
    there = [("zh/reset.md", utf16(reset, reset.index(title)))]
    steps = [("zh/reset.md", utf16(reset, reset.index("步骤\n\n一")))]
    assert leads(server, docs, "重置](") == steps
    assert leads(server, docs, "reset.md#") == steps
    assert leads(server, docs, "forgot") == there
    assert leads(server, docs, "KB-2, ") == there
    assert leads(server, docs, "reset.md]") == there
    assert leads(server, docs, "KB-2。") == there
    english = [("en/login.md", utf16(FILES["docs/en/login.md"], 20))]
    assert leads(server, docs, "甲") == english
    assert leads(server, docs, "../en") == english
    assert leads(server, docs, "img.png") == [("zh/img.png", {"line": 0, "character": 0})]
    own = FILES["docs/zh/login.md"]
    heading = [("zh/login.md", utf16(own, own.index("登录😀失败\n\n")))]
    assert leads(server, docs, "old-login") == heading
    assert leads(server, docs, "😀看") == []


def test_an_editor_that_can_is_told_where_a_jump_starts(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").touch()
    text = "# A\n\n😀 [b](b.md)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    (tmp_path / "b.md").write_text("# B\n", "utf-8")
    able = {**CAPABILITIES, "textDocument": {"definition": {"linkSupport": True}}}
    client = Client(tmp_path, capabilities=able, initializationOptions={"language": "zh-TW"})
    try:
        client.open(tmp_path / "a.md")
        client.until(lambda: client.codes(tmp_path / "a.md") is not None)
        (found,) = client.request("textDocument/definition", client.at(tmp_path / "a.md", "b.md"))
        assert found["targetUri"] == (tmp_path / "b.md").as_uri()
        start = text.index("b.md")
        origin = found["originSelectionRange"]
        assert origin == {"start": utf16(text, start), "end": utf16(text, start + 4)}
        card = client.request("textDocument/hover", client.at(tmp_path / "a.md", "b.md"))
        assert "有 1 篇文章链接到这里" in card["contents"]["value"]
    finally:
        client.stop()


def who(server: Client, docs: Path, file: str, needle: str, **context: Any) -> list[str]:
    params = server.at(docs / file, needle, 1)
    params["context"] = {"includeDeclaration": False, **context}
    found = server.request("textDocument/references", params)
    return [
        f"{one['uri'].removeprefix(docs.as_uri() + '/')}:{one['range']['start']['line'] + 1}"
        for one in found
    ]


def test_references_are_the_links_to_an_article_or_to_a_heading(server: Client, base: Base) -> None:
    docs = opened(server, base)
    article = ["zh/login.md:4", "zh/login.md:4", "zh/login.md:10", "zh/login.md:10"]
    article += ["zh/more.md:3", "zh/more.md:3"]
    assert sorted(who(server, docs, "zh/reset.md", "# 重置密码")) == sorted(article)
    steps = ["zh/login.md:10", "zh/more.md:3", "zh/reset.md:12"]
    assert sorted(who(server, docs, "zh/reset.md", "步骤\n\n一")) == steps
    assert sorted(who(server, docs, "zh/login.md", "reset.md#步骤")) == steps
    assert who(server, docs, "zh/reset.md", "小步", includeDeclaration=True) == ["zh/reset.md:18"]


def test_a_card_tells_of_the_article_behind_a_link(server: Client, base: Base) -> None:
    docs = opened(server, base)
    card = server.request("textDocument/hover", server.at(docs / "zh/login.md", "forgot"))
    text = FILES["docs/zh/login.md"]
    assert card["range"]["start"] == utf16(text, text.index("forgot"))
    lines = card["contents"]["value"].split("\n\n")
    assert lines == [
        "**重置密码**",
        "忘记密码时怎么办。",
        "`zh/reset.md` · id: KB\\-2 · kind: howto · status: published",
        "Linked from 2: 登录😀失败; 退款",
    ]
    key = server.request("textDocument/hover", server.at(docs / "zh/login.md", "aliases"))
    assert key["contents"]["value"] == "**aliases**\n\nOld addresses that redirect here."
    heading = server.request("textDocument/hover", server.at(docs / "zh/reset.md", "小步"))
    assert heading["contents"]["value"] == "**小步**\n\nNo article links here."


def test_what_an_article_says_cannot_dress_up_a_card(server: Client, base: Base) -> None:
    docs = base(
        {
            "docs/a.md": "# A\n\n[b](b.md)\n",
            "docs/b.md": "---\nsummary: '[x](command:y) <img src=z>'\n---\n\n# **B** `x`\n",
        }
    )
    server.open(docs / "a.md")
    server.until(lambda: server.codes(docs / "a.md") is not None)
    card = server.request("textDocument/hover", server.at(docs / "a.md", "b.md"))
    assert "\\[x\\]\\(command:y\\) \\<img src=z\\>" in card["contents"]["value"]


def test_the_outline_nests_headings(server: Client, base: Base) -> None:
    docs = opened(server, base)
    params = {"textDocument": {"uri": (docs / "zh/reset.md").as_uri()}}
    (top,) = server.request("textDocument/documentSymbol", params)
    assert (top["name"], [one["name"] for one in top["children"]]) == ("重置密码", ["步骤", "完成"])
    steps = top["children"][0]
    assert [one["name"] for one in steps["children"]] == ["小步"]
    text = FILES["docs/zh/reset.md"]
    assert steps["range"]["start"] == utf16(text, text.index("## 步骤"))
    assert steps["range"]["end"] == utf16(text, text.index("## 完成"))
    assert steps["selectionRange"]["start"] == utf16(text, text.index("步骤\n\n一"))


def test_articles_are_found_by_title_in_either_script(server: Client, base: Base) -> None:
    docs = opened(server, base)

    def found(query: str) -> list[str]:
        symbols = server.request("workspace/symbol", {"query": query})
        prefix = docs.as_uri()
        return [one["name"] for one in symbols if one["location"]["uri"].startswith(prefix)]

    assert found("重置")[0] == "重置密码"
    assert found("重設密碼")[0] == "重置密码"
    assert found("登錄")[0] == "登录😀失败"
    assert found("sgn in")[0] == "Sign in"
    assert found("KB-2")[0] == "重置密码"
    assert found("zh/more")[0] == "退款"
    assert found("毫不相干的标题") == []


def test_links_to_files_can_be_opened(server: Client, base: Base) -> None:
    docs = opened(server, base)
    params = {"textDocument": {"uri": (docs / "zh/login.md").as_uri()}}
    links = server.request("textDocument/documentLink", params)
    found = {one["target"].removeprefix(docs.as_uri() + "/"): one["tooltip"] for one in links}
    assert found == {
        "zh/reset.md#%E6%AD%A5%E9%AA%A4": "重置密码",
        "zh/reset.md": "重置密码",
        "en/login.md": "Sign in",
        "zh/img.png": "zh/img.png",
    }


def test_each_question_right_behind_a_change_sees_the_change(server: Client, base: Base) -> None:
    docs = base({"docs/zh/login.md": "# 登录\n", "docs/zh/reset.md": "# 重置密码\n"})
    login, rounds = docs / "zh/login.md", range(9_000, 9_020)
    server.open(login)
    server.until(lambda: server.codes(login) is not None)
    with server.at_once():
        for number in rounds:
            server.type(
                login, "# 登录\n\n" + "字" * (number % 7) + ("请看[重" if number % 2 else "重")
            )
            server.ask(number, "textDocument/completion", server.at(login, "重", after=1))
    for number in rounds:
        labels = [item["label"] for item in server.answered(number)["items"]]
        assert labels == (["重置密码"] if number % 2 else [])

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.editor.client import CAPABILITIES, Client, applied, utf16
from tests.editor.conftest import Base

LOGIN = "# 登录😀\n\n看😀[重置密码](reset.md#步骤)。\n"
RESET = "# 重置密码\n\n[登录](login.md)\n\n## 步骤\n\n打开设置。\n"


def test_a_finding_stands_where_the_editor_counts_it(server: Client, base: Base) -> None:
    docs = base({"docs/zh/login.md": LOGIN, "docs/zh/reset.md": RESET})
    login, text = docs / "zh/login.md", LOGIN.replace("reset.md", "rset.md")
    server.open(login, text)
    (finding,) = server.knows(login, "KB301")
    start = text.index("rset.md")
    assert finding["range"] == {
        "start": utf16(text, start),
        "end": utf16(text, start + len("rset.md#步骤")),
    }
    assert finding["message"] == (
        "'rset.md#步骤' does not exist; did you mean 'reset.md#步骤'? (link-dead)"
    )
    assert (finding["severity"], finding["source"]) == (1, "kb")


def test_findings_follow_what_is_typed(server: Client, base: Base) -> None:
    docs = base({"docs/zh/login.md": LOGIN, "docs/zh/reset.md": RESET})
    login = docs / "zh/login.md"
    server.open(login)
    server.knows(login)
    server.type(login, LOGIN + "\nTODO\n")
    server.knows(login, "KB213")
    server.type(login, LOGIN)
    assert server.knows(login) == []


def test_an_edit_is_told_of_in_the_articles_that_link_here(server: Client, base: Base) -> None:
    docs = base({"docs/zh/login.md": LOGIN, "docs/zh/reset.md": RESET})
    login, reset = docs / "zh/login.md", docs / "zh/reset.md"
    server.open(reset)
    server.knows(reset)
    server.type(reset, RESET.replace("## 步骤", "## 办法"))
    (finding,) = server.knows(login, "KB302")
    assert "步骤" in finding["message"]
    server.type(reset, RESET)
    server.knows(login)


def test_a_file_that_changes_outside_the_editor_is_read_again(server: Client, base: Base) -> None:
    docs = base({"docs/zh/login.md": LOGIN, "docs/zh/reset.md": RESET})
    login, reset = docs / "zh/login.md", docs / "zh/reset.md"
    server.open(login)
    server.knows(login)
    reset.unlink()
    server.watched(reset)
    server.knows(login, "KB301")
    reset.write_text(RESET, "utf-8")
    server.watched(reset)
    assert server.knows(login) == []


def test_what_changes_while_a_base_is_being_read_is_not_missed(server: Client, base: Base) -> None:
    names = [f"n{number}" for number in range(400)]
    links = "".join(f"- [{name}]({name}.md)\n" for name in names)
    pages = {f"docs/{name}.md": f"# {name}\n\nRead it.\n" for name in names}
    docs = base({"docs/all.md": f"# All\n\n{links}", **pages})
    for name in names[::40]:
        (docs / f"{name}.md").unlink()
        server.watched(docs / f"{name}.md")
        time.sleep(0.04)
    server.open(docs / "all.md")
    dead = server.until(lambda: (server.codes(docs / "all.md") or []).count("KB301") == 10)
    assert dead


def test_a_folder_that_is_deleted_takes_its_articles_along(server: Client, base: Base) -> None:
    docs = base({"docs/a.md": "# A\n\n[B](sub/b.md)\n", "docs/sub/b.md": "# B\n\n[A](../a.md)\n"})
    server.open(docs / "a.md")
    server.knows(docs / "a.md")
    (docs / "sub/b.md").unlink()
    (docs / "sub").rmdir()
    server.watched(docs / "sub")
    assert len(server.knows(docs / "a.md", "KB301")) == 1


def test_closing_without_saving_goes_back_to_the_file(server: Client, base: Base) -> None:
    docs = base({"docs/a.md": "# A\n\n[B](b.md)\n", "docs/b.md": "# B\n\n[A](a.md)\n"})
    server.open(docs / "a.md", "# A\n\n[B](gone.md)\n\nTODO\n")
    server.knows(docs / "a.md", "KB301", "KB213")
    server.close(docs / "a.md")
    assert server.knows(docs / "a.md") == []


def test_a_new_configuration_holds_at_once(server: Client, base: Base) -> None:
    docs = base({"docs/a.md": "# A\n\nTODO\n"})
    server.open(docs / "a.md")
    server.knows(docs / "a.md", "KB213")
    (docs.parent / "kb.toml").write_text('[lint]\nignore = ["KB213"]\n')
    server.watched(docs.parent / "kb.toml")
    assert server.knows(docs / "a.md") == []


def test_a_wrong_configuration_is_told_with_its_line(server: Client, base: Base) -> None:
    docs = base({"kb.toml": "[lint]\nignor = []\n", "docs/a.md": "# A\n"})
    server.open(docs / "a.md")
    told = server.until(
        lambda: [
            m["params"]["message"]
            for m in server.messages
            if m["method"] == "window/showMessage" and str(docs.parent) in m["params"]["message"]
        ]
    )
    assert "kb.toml:2: unknown option 'lint.ignor'" in told[0]
    (docs.parent / "kb.toml").write_text("")
    server.watched(docs.parent / "kb.toml")
    server.knows(docs / "a.md")


def test_a_configuration_that_is_broken_while_open_is_told_once_and_the_one_before_holds(
    server: Client, base: Base
) -> None:
    docs = base({"docs/a.md": "# A\n\n[x](gone.md)\n", "docs/sub/b.md": "# B\n"})
    for name in ("a.md", "sub/b.md"):
        server.open(docs / name)
    server.knows(docs / "a.md", "KB301")
    server.knows(docs / "sub/b.md")
    (docs.parent / "kb.toml").write_text("[lint\n")
    server.watched(docs.parent / "kb.toml")
    server.type(docs / "a.md", "# A\n\n[x](gone.md) [y](lost.md)\n")
    server.knows(docs / "a.md", "KB301", "KB301")
    shown = [m["params"] for m in server.messages if m["method"] == "window/showMessage"]
    assert sum(str(docs.parent) in params["message"] for params in shown) == 1
    (docs.parent / "kb.toml").write_text('[lint]\nignore = ["KB301"]\n')
    server.watched(docs.parent / "kb.toml")
    server.knows(docs / "a.md")


def test_a_file_outside_the_articles_is_left_alone(server: Client, base: Base) -> None:
    docs = base({"docs/a.md": "# A\n", "notes.md": "TODO\n", "docs/.hidden/b.md": "TODO\n"})
    server.open(docs.parent / "notes.md")
    server.open(docs / ".hidden/b.md")
    server.open(docs / "a.md")
    server.knows(docs / "a.md")
    assert server.codes(docs.parent / "notes.md") is None
    assert server.codes(docs / ".hidden/b.md") is None
    assert server.request("textDocument/hover", server.at(docs.parent / "notes.md", "T")) is None


def test_a_file_that_is_not_utf_8_is_named_with_its_line(server: Client, base: Base) -> None:
    docs = base({"docs/a.md": "# A\n"})
    server.open(docs / "a.md")
    server.knows(docs / "a.md")
    bad = docs / "bad.md"
    bad.write_bytes("# 登录\n\n退款\n".encode("gb18030"))
    server.watched(bad)
    (finding,) = server.knows(bad, "encoding")
    assert "GB18030" in finding["message"]
    assert finding["range"]["start"]["line"] == 0
    bad.write_text("# 登录\n", "utf-8")
    server.watched(bad)
    server.knows(bad)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [\n",
        "---\ntitle: a: b\n---\n",
        "```\n",
        "\ufeff# 登录\r\n\r\n[x](gone.md)\r\n",
        "# \ud83d half a pair\n",
        "[](<>) <a href=",
        "\u2028# a\u2028\x0c\x1c[x](y.md)\n",
        "",
    ],
)
def test_no_text_stops_the_server(server: Client, base: Base, text: str) -> None:
    docs = base({"docs/a.md": "# A\n"})
    server.open(docs / "a.md")
    server.knows(docs / "a.md")
    server.type(docs / "a.md", text)
    params = {"textDocument": {"uri": (docs / "a.md").as_uri()}}
    for line in range(3):
        place = {**params, "position": {"line": line, "character": 7}}
        server.request("textDocument/hover", place)
        server.request("textDocument/completion", place)
        server.request("textDocument/definition", place)
        range_ = {"start": place["position"], "end": {"line": 9, "character": 0}}
        context = {"diagnostics": []}
        server.request("textDocument/codeAction", {**params, "range": range_, "context": context})
    server.request("textDocument/documentSymbol", params)
    server.type(docs / "a.md", "# A\n\nTODO\n")
    assert len(server.knows(docs / "a.md", "KB213")) == 1


def test_line_ends_of_windows_and_a_byte_order_mark_keep_their_places(
    server: Client, base: Base
) -> None:
    docs = base({"docs/a.md": "# A\n"})
    text = "\ufeff[甲😀](gone.md)\r\n\r\n# A\r\n\r\n乙😀 [x](lost.md)\r\n"
    server.open(docs / "a.md", text)
    first, second = server.knows(docs / "a.md", "KB301", "KB301")
    assert first["range"]["start"] == utf16(text, text.index("gone"))
    assert second["range"]["start"] == utf16(text, text.index("lost"))


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 10), ("utf-32", 5)])
def test_an_editor_may_count_in_its_own_units(tmp_path: Path, encoding: str, units: int) -> None:
    (tmp_path / "kb.toml").touch()
    article = tmp_path / "a.md"
    article.write_text("甲😀[](gone.md)\n", "utf-8")
    counted = {**CAPABILITIES, "general": {"positionEncodings": [encoding, "utf-16"]}}
    client = Client(tmp_path, capabilities=counted, locale="zh-cn")
    try:
        assert client.capabilities["positionEncoding"] == encoding
        client.open(article)
        found = client.until(lambda: client.diagnostics.get(article.as_uri()))
        (dead,) = [one for one in found if one["code"] == "KB301"]
        assert dead["range"]["start"] == {"line": 0, "character": units}
        assert dead["message"] == "“gone.md”不存在 (link-dead)"
        assert client.end() == 0
    finally:
        client.stop()


def test_a_quick_fix_mends_what_it_names(server: Client, base: Base) -> None:
    text = LOGIN.replace("reset.md", "rset.md") + "\n打开设置,登录。\n"
    docs = base({"docs/zh/login.md": LOGIN, "docs/zh/reset.md": RESET})
    login = docs / "zh/login.md"
    server.open(login, text)
    server.knows(login, "KB301", "KB602")
    unsafe = action(server, login, "rset.md", "KB301: link to 'reset.md#步骤' (look at the result)")
    assert not unsafe["isPreferred"]
    assert [d["code"] for d in unsafe["diagnostics"]] == ["KB301"]
    assert done(server, login, unsafe) == text.replace("rset.md", "reset.md")
    safe = action(server, login, ",登录", "KB602: write '，'")
    assert safe["isPreferred"]
    assert done(server, login, safe) == text.replace(",登录", "，登录")


def test_all_of_a_kind_and_all_that_is_safe_are_mended_at_once(server: Client, base: Base) -> None:
    text = "# 登录\n\n打开设置,登录,完成。[x](rset.md)\n"
    docs = base({"docs/zh/login.md": text, "docs/zh/reset.md": RESET})
    login = docs / "zh/login.md"
    server.open(login)
    server.knows(login, "KB602", "KB602", "KB301")
    kind = action(server, login, ",登录", "KB602: fix all 2 in this article")
    assert done(server, login, kind) == text.replace(",", "，")
    whole = server.at(login, "# 登录")
    (everything,) = server.request(
        "textDocument/codeAction",
        {
            "textDocument": whole["textDocument"],
            "range": {"start": whole["position"], "end": whole["position"]},
            "context": {"diagnostics": [], "only": ["source.fixAll"]},
        },
    )
    assert done(server, login, everything) == text.replace(",", "，")


@pytest.mark.parametrize(
    ("text", "needle", "code", "expected"),
    [
        (
            "# A\n\n[x](gone.md) 😀\n",
            "gone",
            "KB301",
            "# A\n\n<!-- kb-disable-next-line KB301 -- say why -->\n\n[x](gone.md) 😀\n",
        ),
        (
            "# A\n\n- one\n- [x](gone.md)\n",
            "gone",
            "KB301",
            "# A\n\n- one\n- [x](gone.md) <!-- kb-disable-line KB301 -- say why -->\n",
        ),
        (
            "---\nkind: faq\nstatus: drat\n---\n\n# A\n\nYes.\n",
            "drat",
            "KB104",
            "---\nkind: faq\n# kb-disable-next-line KB104 -- say why\nstatus: drat\n---\n\n"
            "# A\n\nYes.\n",
        ),
    ],
)
def test_a_rule_is_switched_off_for_a_place_with_the_reason(
    server: Client, base: Base, text: str, needle: str, code: str, expected: str
) -> None:
    docs = base({"docs/a.md": text, "docs/b.md": "---\nkind: faq\n---\n\n# B\n\n[A](a.md)\n"})
    server.open(docs / "a.md")
    server.until(lambda: code in (server.codes(docs / "a.md") or ()))
    found = action(server, docs / "a.md", needle, f"{code}: leave it as it is, and say why")
    assert done(server, docs / "a.md", found) == expected
    server.type(docs / "a.md", expected)
    server.until(lambda: code not in (server.codes(docs / "a.md") or ()))
    server.request("workspace/executeCommand", found["command"])
    asked = server.asked[-1]
    assert asked["method"] == "window/showDocument"
    start = asked["params"]["selection"]["start"]
    assert start == utf16(expected, expected.index("say why"))


def action(server: Client, file: Path, needle: str, title: str) -> dict:
    place = server.at(file, needle, 1)
    params = {
        "textDocument": place["textDocument"],
        "range": {"start": place["position"], "end": place["position"]},
        "context": {"diagnostics": []},
    }
    found = server.request("textDocument/codeAction", params)
    assert title in [one["title"] for one in found]
    return next(one for one in found if one["title"] == title)


def done(server: Client, file: Path, found: dict) -> str:
    (edits,) = found["edit"]["changes"].values()
    return applied(server.texts[file.as_uri()], edits)


def test_documents_opened_while_their_base_is_read_do_not_begin_it_anew(tmp_path: Path) -> None:
    names = ("a.md", "one/b.md", "two/c.md")
    for name in ("kb.toml", *names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A\n" if name.endswith(".md") else "")
    able = {**CAPABILITIES, "window": {"workDoneProgress": True}}
    client = Client(tmp_path, capabilities=able)
    try:
        with client.at_once():
            for name in names:
                client.open(tmp_path / name)
        for name in names:
            client.until(lambda name=name: client.codes(tmp_path / name) is not None)
        told = [
            m["params"]["value"]["kind"] for m in client.messages if m["method"] == "$/progress"
        ]
        assert told.count("begin") == 1
    finally:
        client.stop()

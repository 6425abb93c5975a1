import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

from kb_tools.links.document import document
from kb_tools.links.similar import Similarity


def test_a_text_is_most_like_the_article_whose_title_it_names() -> None:
    found = Similarity(
        {
            "reset": document("重置密码", "打开登录页，点忘记密码。"),
            "invoice": document("下载发票", "打开账单页。"),
            "login": document("无法登录", "先看网络，再看账号。"),
        }
    )
    assert found.rank(document("收不到邮件", "想重置密码，但是收不到邮件。"), 1)[0][0] == "reset"


def test_an_article_is_not_like_itself_and_the_left_out_one_does_not_appear() -> None:
    found = Similarity({key: document("登录问题", f"登录 {key}") for key in "abc"})
    assert [*found.like("a")] == ["b", "c"]
    assert [key for key, _ in found.rank(document("登录问题", ""), 5, without="b")] == ["a", "c"]


def test_the_score_of_an_article_that_is_not_like_it_is_told_when_asked_for() -> None:
    found = Similarity({"a": document("登录", "密码"), "b": document("发票", "账单")})
    assert [*found.like("a")] == []
    assert found.like("a", also=["b"]) == {"b": 0.0}


def test_traditional_and_simplified_are_alike() -> None:
    found = Similarity({"a": document("重置密码", "登录"), "b": document("发票", "账单")})
    assert found.rank(document("重置密碼", "登入"), 2) == found.rank(
        document("重置密码", "登录"), 2
    )


def test_an_english_word_counts_the_same_in_the_plural() -> None:
    one, more = "Add a key to the policy", "Add keys to the policies"
    assert document(one, "").counts.keys() - {"a"} == document(more, "").counts.keys()
    assert document("les clés", "", "fr") != document("le clé", "", "fr")
    assert document("its status, access", "").title == ("its", "status", "access")


def test_no_article_and_no_text_give_no_answer() -> None:
    assert Similarity({}).rank(document("a", "b"), 3) == []
    assert Similarity({"a": document("登录", "登录")}).rank(document("", ""), 3) == []


@pytest.mark.kb_data
@pytest.mark.skipif("KB_DATA" not in os.environ, reason="KB_DATA names no real articles")
@pytest.mark.parametrize("name", ["links_adobe_commerce_en", "links_adobe_commerce_zhs"])
def test_the_pages_that_authors_link_to_are_among_the_first_five(name: str) -> None:
    folder = Path(os.environ["KB_DATA"]) / "labelled" / name
    rows = {
        kind: [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text().splitlines()]
        for kind in ("articles", "queries", "qrels")
    }
    gold = defaultdict(set)
    for row in rows["qrels"]:
        gold[row["query"]].add(row["article"])
    found = Similarity({a["id"]: document(a["title"], a["body"]) for a in rows["articles"]})
    hits = 0
    for query in rows["queries"]:
        title, _, body = query["text"].partition("\n")
        top = found.rank(document(title, body), 5, without=query["id"])
        hits += any(key in gold[query["id"]] for key, _ in top)
    assert hits / len(rows["queries"]) >= 0.75

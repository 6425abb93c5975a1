import json
import re
import shutil
import subprocess

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.links import picture
from kb_tools.links.graph import LinkGraph

NASTY = '</script><img src=x onerror="alert(1)">"]; n0 --> "\\'


@pytest.fixture
def graph():
    return LinkGraph.of(
        KnowledgeBase.from_texts(
            {
                "a.md": "# 登录\n\n[b](b.md) [b again](b.md) [me](a.md)\n",
                "b.md": f"---\ntitle: {json.dumps(NASTY)}\n---\n\n[c](c.md)\n",
                "c.md": "# C\n",
                "d.md": "# D\n\n[b](b.md)\n",
            }
        )
    )


def test_the_whole_picture_has_every_article_and_each_arrow_once(graph) -> None:
    drawn = picture.whole(graph)
    assert [node.path for node in drawn.nodes] == ["a.md", "b.md", "c.md", "d.md"]
    assert drawn.arrows == ((0, 1), (1, 2), (3, 1))
    assert [node.into for node in drawn.nodes] == [0, 2, 1, 0]


def test_the_picture_around_an_article_has_its_neighbours_only(graph) -> None:
    drawn = picture.around(graph, graph.articles["a.md"])
    assert [node.path for node in drawn.nodes] == ["a.md", "b.md"]
    assert drawn.arrows == ((0, 1),)
    assert drawn.center == 0


def test_no_title_breaks_out_of_the_page(graph) -> None:
    page = picture.page(picture.whole(graph), "en")
    assert "<img" not in page
    assert page.count("</script>") == 2
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["nodes"][1][0] == NASTY


def test_the_page_needs_no_network_and_speaks_the_readers_language(graph) -> None:
    page = picture.page(picture.whole(graph), "zh")
    assert "http" not in page
    assert "{{" not in page
    assert '<html lang="zh">' in page
    assert "查找文章" in page


def test_mermaid_quotes_what_it_could_misread(graph) -> None:
    chart = picture.mermaid(picture.whole(graph), "en")
    lines = chart.splitlines()
    assert lines[0] == "graph LR"
    assert lines[1] == '  n0["登录"]'
    assert all(re.fullmatch(r'  n\d+(?:\["[^"<>\]]*"\]| --> n\d+)', line) for line in lines[1:])


def test_dot_quotes_what_it_could_misread(graph) -> None:
    drawn = picture.dot(picture.whole(graph), "en")
    assert r"label=\"" not in drawn
    assert 'label="登录"' in drawn
    if (program := shutil.which("dot")) is not None:
        subprocess.run([program, "-Tcanon"], input=drawn.encode(), check=True, capture_output=True)

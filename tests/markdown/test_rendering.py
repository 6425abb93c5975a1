# ruff: noqa: E501 - a case is read best in one line
"""Construct by construct, the scanner finds what Python-Markdown renders."""

from __future__ import annotations

import pytest

from tests.markdown import oracle

# fmt: off
CASES = {
    "headings": "# A\n\ntext\n## B ##\nmore\n\nC\n=\n\nD *e* `f`\n---\n\n#no space\n\n# x\\#\n",
    "heading ids": "# A {#own}\n\n# A\n\n# A\n\n## 中文 标题\n\n## *a* [b](c) {: #d .e}\n\n# _1\n\n#\n",
    "heading text": "# `<a>` & &amp; &nbsp;x **b** <b>c</b> \\_d\\_ _e_ f_g_h [i](j)\n",
    "inline links": "[a](b) [c]( d 'e' ) [f](<g h> \"i\") [j](k_(l)_m) [n](o 'p (q)') [r](s\nt)\n",
    "no links": "\\[a](b) `[c](d)` [e] (f) [g](h ![i](j) <!-- [k](l) --> [m][n]\n",
    "nested": "[![a](b)](c) [`d`](e) [f [g] h](i) ![j [k]](l) [**m**](n)\n",
    "escapes": r"[a](b\_c) [d\]e](f) \`[g](h)\` \\[i](j) [k](l\)m)" + "\n",
    "references": "[a][b] [c][] [d] ![e][b] [f] [b] [G][B]\n\n[b]: u 't'\n[c]: <v>\n[d]:\n  w\n",
    "autolinks": "<https://a.b/c?d=e&f> <x@y.z> <mailto:x@y.z> <no link> <ftp://g>\n",
    "entities": "[a](b?c=1&amp;d=2) [e](f?g=1&h=2) [i](j&copy=k)\n",
    "kramdown lists": '[a](b){:class="c"} [d](e){:target="_blank" #f} `g`{: #h} **i**{#j}\n',
    "block ids": "text\n{: #a .b}\n\n- item\n{: #c}\n",
    "code": "    [a](b)\n\n`c [d](e)` ``f ` [g](h)`` [i](j)\n\n\t[k](l)\n\n- m\n\n        [n](o)\n",
    "fences": "```\n[a](b)\n```\n~~~ py\n# c\n~~~\n``` {.sql hl_lines=\"1\"}\n[d](e)\n```\n```x y=z\n[f](g)\n",
    "fences in lists": "1. a\n\n    ```sh\n    [b](c)\n    ```\n\n    [d](e)\n2. f\n   ```\n   [g](h)\n   ```\n",
    "fences in quotes": "> ```\n> [a](b)\n> ```\n> [c](d)\n\n> [!NOTE]\n> [e](f)\n>\n> > # g\n",
    "fence in indented code": "    a\n```\n# b\n```\n\n    ```\n    [c](d)\n    ```\n",
    "open fence": "a\n\n```\n# b\n[c](d)\n",
    "lists": "- a [b](c)\n  d\n    - e [f](g)\n\n        h\n- # i\n\n      j\n\n* k\n\n+ l\n1. m\n\ntext\n",
    "odd lists": " - a\n   - b [c](d)\n\n     e\n\n  - f\n10. g\n\n    [h](i)\n\n\n    # j\n",
    "tasks": "- [ ] a [b](c)\n- [x] d\n",
    "tables": "| a | `b|c` |\n|---|:-:|\n| [d](e) | f \\| [g](h) |\n| i |\n\nj | k\n- | -\n[l](m) | n\n",
    "no tables": "a | b\n\n|---|\n\nc | d\n--- | --- | ---\n[e](f)\n",
    "admonitions": '!!! note "A [b](c)"\n    d [e](f)\n\n    - g\n\n        h [i](j)\n\n    # k\n\nl\n!!! tip\n    m\n',
    "details": '??? note "a"\n    [b](c)\n\n        code [d](e)\n\n???+ warning\n    # f\n',
    "tabs": '=== "a"\n\n    [b](c)\n\n    ```\n    [d](e)\n    ```\n\n=== "f"\n\n    - g\n\n        # h\n\ni\n',
    "definitions": "a\n:   b [c](d)\n\n    e\n\n        [f](g)\n\nh\n: i\n",
    "footnotes": "a[^1] b[^x]\n\n[^1]: c [d](e)\n\n    f [g](h)\n\n    # i\n[^2]: j\n\nk\n",
    "abbreviations": "HTML [a](b)\n\n*[HTML]: Hyper [c](d)\n",
    "raw html": '<div id="a">\n[b](c) <a href="d">e</a>\n\n# f\n</div>\ng [h](i)\n\n<p>j</p> [k](l)\n\n<h2>m</h2>\n',
    "raw html in text": 'a <a href="b">c</a> <img src="d"> <a name="e"></a> <br/> <x y="[z](z)">\n',
    "raw html in lists": '- <h3 id="a">b</h3>\n\n    <div>[c](d)</div>\n- <p>\n  [e](f)\n  </p>\n',
    "markdown in html": '<div markdown>\n# a\n\n- [b](c)\n\n<p>[d](e)</p>\n\n</div>\n[f](g)\n',
    "comments": "<!-- [a](b)\n\n# c\n-->\n[d](e)\n<!-- f -->\n# g\n\nh <!-- [i](j) --> [k](l)\n",
    "scripts": "<script>\nlet a = '<a href=\"b\">';\n</script>\n\n[c](d)\n",
    "liquid": '{% include "x.html" %} [a]({{ b }}) {{< c "d" >}}\n\n<CustomContent platform="e">\n\n[f](g)\n\n</CustomContent>\n',
    "chinese": "**“设置”**按钮 [重置密码](重置 密码.md#步骤) ![图](图/一 二.png)\n\n## 常见问题 / FAQ\n",
    "quotes": "> a\n# b\n> c [d](e)\n\n>f\n>\n>     code [g](h)\n",
    "rules": "a\n***\n# b\n- - -\n\n* * *\n[c](d)\n___\n",
    "tabs and spaces": "-\ta\n\n\t[b](c)\n\n \t# d\n\n  \n# e\n",
}
# fmt: on


@pytest.mark.parametrize("name", CASES)
def test_agrees_with_python_markdown(name: str) -> None:
    assert oracle.difference(CASES[name]) == ""


@pytest.mark.parametrize("name", CASES)
def test_agrees_inside_a_list_item(name: str) -> None:
    inside = "\n".join("    " + line if line else line for line in CASES[name].split("\n"))
    assert oracle.difference("- item\n\n" + inside) == ""

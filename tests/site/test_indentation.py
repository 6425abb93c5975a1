from __future__ import annotations

from kb_tools.site.indentation import removed


def test_lines_around_the_content_begin_at_the_margin_and_the_content_stays() -> None:
    page = "<body>\n\n    <p>\n      a\n    </p>\n<pre>\n  x\n</pre>\n    </body>\n"
    content = "<pre>\n  x\n</pre>"
    assert removed(page, content) == "<body>\n<p>\na\n</p>\n<pre>\n  x\n</pre>\n</body>\n"


def test_a_page_whose_frame_holds_text_in_which_spaces_count_stays_as_it_is() -> None:
    for kept in ("<pre>\n  a</pre>", "<textarea>\n  a</textarea>", "<script>\n  a</script>"):
        page = f"<body>\n  {kept}\n  <p>content</p>"
        assert removed(page, "<p>content</p>") == page
    assert removed("<body>\n  <p>", "elsewhere") == "<body>\n  <p>"

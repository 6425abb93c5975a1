from kb_tools.site import theme_faults

PAGE = """<div data-md-component="skip">

  <a href="#gone" class="md-skip">Skip</a>
</div><div class="md-search" data-md-component="search" role="dialog"></div>
<article class="md-content__inner md-typeset">Text</article>"""


def test_the_search_has_a_name_and_the_way_past_the_navigation_leads_to_the_text() -> None:
    html = theme_faults.mended(PAGE, "zh")
    assert 'role="dialog" aria-label="搜索"' in html
    assert '<a href="#kb-content" class="md-skip">跳到正文</a>' in html
    assert "#gone" not in html
    assert '<span id="kb-content" tabindex="-1"></span>Text' in html


def test_a_page_of_another_theme_stays_as_it_is() -> None:
    assert theme_faults.mended("<article>Text</article>", "en") == "<article>Text</article>"

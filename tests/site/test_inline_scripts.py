from kb_tools.site.inline_scripts import moved

CONFIG = '<script id="__config" type="application/json">{"base": "../..", "x": 1}</script>'


def test_a_script_in_a_page_becomes_a_file_with_the_same_text() -> None:
    files: dict[str, str] = {}
    html = moved(f"<p><script>var a = 1 < 2;</script></p>{CONFIG}", files.__setitem__)
    [(path, text)] = files.items()
    assert text == "var a = 1 < 2;"
    assert html == f'<p><script src="../../{path}"></script></p>{CONFIG}'


def test_data_and_scripts_that_are_files_already_stay() -> None:
    files: dict[str, str] = {}
    page = f'{CONFIG}<script src="a.js"></script><script type="application/ld+json">{{}}</script>'
    assert moved(page, files.__setitem__) == page
    assert files == {}


def test_equal_scripts_share_a_file_at_the_site_root_too() -> None:
    files: dict[str, str] = {}
    page = CONFIG.replace("../..", "/") + "<script>a()</script><script>a()</script>"
    html = moved(page, files.__setitem__)
    assert len(files) == 1
    assert html.count(f'src="/{next(iter(files))}"') == 2


def test_a_page_without_a_known_root_stays_as_it_is() -> None:
    page = "<script>a()</script>"
    assert moved(page, {}.__setitem__) == page

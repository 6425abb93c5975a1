from hypothesis import given
from hypothesis import strategies as st

from kb_tools.site.captions import paragraphs

CUES = """WEBVTT - made up

NOTE nobody sees this

STYLE
::cue { color: red }

1
00:00:00.000 --> 00:00:02.000 line:0
Push the <b>button</b>

00:02.000 --> 00:04.000
Push the <b>button</b>
until it clicks &amp; lights.
"""


def test_what_is_said_is_text_and_what_is_repeated_stands_there_once() -> None:
    assert paragraphs(CUES) == ["Push the button until it clicks & lights."]


def test_chinese_lines_are_joined_without_a_space_and_long_texts_are_parted() -> None:
    cue = "00:00.000 --> 00:02.000\n{}\n\n"
    lines = [f"第{n}步，按住按钮，等待指示灯变绿，然后松手。" for n in "一二三四五六七八九十零百"]
    found = paragraphs("WEBVTT\n\n" + "".join(map(cue.format, lines)))
    assert "".join(found) == "".join(lines)
    assert len(found) == 2


@given(st.text())
def test_any_file_has_some_text_or_none(text: str) -> None:
    assert all(isinstance(paragraph, str) for paragraph in paragraphs(text))

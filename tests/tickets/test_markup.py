"""What help desks write as HTML or wiki markup is read as people see it."""

import pytest

from kb_tools.tickets.markup import folded, from_html, from_wiki


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<p>One</p><p>two<br>three</p>", "One\n\ntwo\n\nthree"),
        ("a<!-- hidden --><script>run()</script> b<style>p{}</style>", "a b"),
        ("still broken<blockquote>a long answer</blockquote>", "still broken"),
        (
            "<p>still broken</p><blockquote>a long answer"
            "<blockquote>to a longer question</blockquote></blockquote>",
            "still broken",
        ),
        ("<div class='x gmail_quote'>all of it is forwarded</div>", "all of it is forwarded"),
        ("no<div id='Signature'>Ann</div>", "no"),
        ("<p>the log ends with <![ and then nothing", "the log ends with <![ and then nothing"),
        (
            "<p>torn" + "<br " * 60 + "<!-- hidden --><br>here",
            "torn" + ("<br " * 60).rstrip() + "\nhere",
        ),
    ],
)
def test_of_html_is_kept_what_its_writer_says(written: str, seen: str) -> None:
    assert from_html(written) == seen


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("*bold* and _it_, -gone-, +new+", "bold and it, gone, new"),
        ("-well-known errors-", "well-known errors"),
        ("log-in at 3-4 pm, 2 * 3 * 4", "log-in at 3-4 pm, 2 * 3 * 4"),
        ("+852 9123 4567 or +886 912", "+852 9123 4567 or +886 912"),
        ("* snake_case_name", "snake_case_name"),
    ],
)
def test_of_wiki_markup_only_the_marks_go(written: str, seen: str) -> None:
    assert from_wiki(written) == seen


def test_lines_lose_what_nobody_sees_at_their_ends() -> None:
    assert folded("a \t\r\n\xa0\n\n\n\nb  c \n") == "a\n\nb  c"


@pytest.mark.parametrize(
    "history", ["<blockquote>", '<div class="gmail_quote">', "<div dir=ltr id='isReplyContent'>"]
)
def test_history_of_thousands_of_tags_is_cut_too(history: str) -> None:
    lines = "<p>old words</p>" * 6_000
    assert from_html(f"<p>It fails.</p>{history}{lines}") == "It fails."
    assert "old words" in from_html(f"{history}{lines}")
    assert "old words" in from_html(f"<p>FYI</p>{history}<p>Forwarded message</p>{lines}")
    assert "old words" in from_html(f"<p>gmail_quote</p>{lines}")

"""A labelled folder is read as it is meant, and what is wrong with it is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.errors import ReadError
from kb_tools.search.labelled import read

ARTICLE = '{"id": "a", "title": "Reset a password", "body": "Use the link.", "lang": "en"}\n'
QUESTION = '{"id": "q", "text": "forgot it"}\n'
LABEL = '{"query": "q", "article": "a"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, line in (("articles", ARTICLE), ("queries", QUESTION), ("qrels", LABEL)):
        (tmp_path / f"{name}.jsonl").write_text(line, "utf-8")
    return tmp_path


def fault(folder: Path) -> ReadError:
    with pytest.raises(ReadError) as error:
        read(folder)
    return error.value


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("queries", "{", "not JSON"),
        ("queries", '{"id": "p", "z": ' + "[" * 100_000 + "]" * 100_000 + "}", "not JSON"),
        ("queries", '["p"]', "needs the string 'id'"),
        ("queries", '{"id": "p"}', "needs the string 'text'"),
        ("queries", '{"id": "q", "text": "again"}', "the id 'q' is already used in line 1"),
        ("articles", '{"id": "b", "title": "B", "asked_as": "no login"}', "not a list of strings"),
        ("articles", '{"id": "b", "title": "B", "asked_as": [1]}', "not a list of strings"),
        ("articles", '{"id": "b", "title": "B", "lang": 5}', "'lang' is not a string"),
        ("articles", '{"id": "b", "title": "B", "body": ["x"]}', "'body' is not a string"),
        ("qrels", '{"query": "q", "article": "a", "grade": "high"}', "'grade' is not a number"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(folder: Path, file: str, line: str, said: str) -> None:
    with (folder / f"{file}.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")

    error = fault(folder)
    assert said in str(error)
    assert (error.line, error.path) == (2, str(folder / f"{file}.jsonl"))


def test_a_file_that_is_missing_empty_or_in_another_encoding_is_named_with_the_remedy(
    folder: Path,
) -> None:
    file = folder / "queries.jsonl"
    file.write_bytes('{"id": "q", "text": "无法登录"}\n'.encode("gb18030"))
    assert "save the file in UTF-8" in str(fault(folder))
    file.write_text("\n", "utf-8")
    assert "has no line" in str(fault(folder))
    file.unlink()
    assert "queries.jsonl and qrels.jsonl" in str(fault(folder))
    file.mkdir()
    assert "cannot be read" in str(fault(folder))


def test_a_mark_at_the_start_and_windows_line_ends_are_no_fault(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    (query,) = read(folder).queries
    assert query.answers == {"a"}


def test_labels_that_name_what_is_not_there_are_told_of(folder: Path) -> None:
    labels = LABEL + '{"query": "q", "article": "gone"}\n' + '{"query": "none", "article": "a"}\n'
    (folder / "qrels.jsonl").write_text(labels, "utf-8")

    said = [one.en for one in read(folder).faults]
    assert len(said) == 2
    assert "such as 'none'" in said[0]
    assert "such as 'gone'" in said[1]


def test_a_grade_of_nothing_is_no_answer(folder: Path) -> None:
    (folder / "qrels.jsonl").write_text('{"query": "q", "article": "a", "grade": 0}\n', "utf-8")

    assert not read(folder).queries[0].answers


def test_a_body_of_null_has_no_text(folder: Path) -> None:
    (folder / "articles.jsonl").write_text('{"id": "a", "title": "A", "body": null}\n', "utf-8")

    assert not any(part.text for part in read(folder).documents[0].parts)

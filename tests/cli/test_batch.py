"""`kb suggest --batch`: every ticket once, in order, also after being cut off."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli import batch
from kb_tools.cli.answers import writer
from kb_tools.cli.progress import bar
from kb_tools.cli.suggest import command as suggest
from kb_tools.errors import KbError
from tests.onnx_model import folder


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "refund.md").write_text("# When a refund arrives\n\nFive days.\n", "utf-8")
    rows = [{"id": str(n), "subject": "When does my refund arrive?"} for n in range(150)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "tickets.jsonl").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(base: Path) -> list[dict[str, object]]:
    arguments = ["--batch", "tickets.jsonl", "--out", "answers.jsonl"]
    result = CliRunner().invoke(suggest, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    lines = (base / "answers.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_ticket_is_answered_once_and_in_order_also_after_a_cut(base: Path) -> None:
    whole = answered(base)
    names = [row["ticket"] for row in whole]

    assert names == [f"plain:{n}" for n in range(150)]
    assert all(row["suggestions"] and "query" not in row for row in whole)

    out = base / "answers.jsonl"
    out.write_bytes(out.read_bytes()[:5000])
    assert answered(base) == whole


def test_a_worker_that_is_killed_leaves_what_was_answered_and_says_how_to_go_on(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = answered(base)
    (base / "answers.jsonl").unlink()
    real = batch.answered
    with monkeypatch.context() as patch:
        patch.setattr(batch, "answered", killed)
        with pytest.raises(KbError, match="again"):
            answered(base)
    assert batch.answered is real
    assert answered(base) == whole


def killed(chunk: list[batch.Asked]) -> batch.Made:
    """Stand in for `answered` in a worker: the second chunk does not survive."""
    if chunk[0][0] == "plain:64":
        os.kill(os.getpid(), signal.SIGKILL)
    return batch.answered(chunk)


def test_who_stops_it_is_told_what_is_answered_and_how_to_go_on(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> Iterator[tuple[float, batch.Made]]:
        yield 0.4, batch.Made(["{}"] * 64, None)
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "_answers", stopped)
    result = CliRunner().invoke(suggest, ["--batch", "tickets.jsonl", "--out", "answers.jsonl"])

    assert "64 tickets answered in answers.jsonl; run the same command again" in result.stderr
    assert (base / "answers.jsonl").read_text("utf-8") == "{}\n" * 64


def test_a_terminal_shows_how_much_of_the_file_is_answered(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with bar("Answering") as draw:
        draw(64, 0.4)
        draw(128, 0.9)

    assert "Answering 64 ████████░░░░░░░░░░░░  40%" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [("--lang", "fr", "no article is in the language"), ("--product", "lamps", "did you mean")],
)
def test_a_slip_in_an_option_is_an_error_as_for_a_single_ticket(
    base: Path, option: str, value: str, why: str
) -> None:
    text = "---\nproduct: lamp\n---\n# Lamp\n\nLight.\n"
    (base / "docs" / "lamp.md").write_text(text, "utf-8")
    arguments = ["--batch", "tickets.jsonl", "--out", "answers.jsonl", option, value]

    with pytest.raises(KbError, match=why):
        CliRunner().invoke(suggest, arguments, catch_exceptions=False)
    assert not (base / "answers.jsonl").exists()


@pytest.mark.parametrize(("option", "value"), [("--top", "1"), ("--lang", "en")])
def test_answers_with_other_options_are_not_mixed_into_a_file(
    base: Path, option: str, value: str
) -> None:
    whole = answered(base)
    arguments = ["--batch", "tickets.jsonl", "--out", "answers.jsonl", option, value]

    with pytest.raises(KbError, match=r"made with top 3.* another file for --out"):
        CliRunner().invoke(suggest, arguments, catch_exceptions=False)
    assert answered(base) == whole


def test_an_id_that_comes_twice_is_answered_twice_also_after_a_cut(base: Path) -> None:
    tickets = base / "tickets.jsonl"
    tickets.write_text(tickets.read_text("utf-8") * 2, "utf-8")
    whole = answered(base)
    out = base / "answers.jsonl"
    out.write_bytes(b"".join(out.read_bytes().splitlines(keepends=True)[:170]))

    assert len(whole) == 300
    assert answered(base) == whole


def test_what_is_no_regular_file_is_not_read(base: Path) -> None:
    arguments = ["--batch", "tickets.jsonl", "--out", os.devnull]

    assert CliRunner().invoke(suggest, arguments, catch_exceptions=False).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["words", "--batch", "tickets.jsonl"],
        ["words", "--out", "answers.jsonl"],
        ["--batch", "tickets.jsonl", "--explain"],
        ["--batch", "tickets.jsonl", "--why-not", "refund"],
        ["--batch", "tickets.jsonl", "--format", "markdown"],
    ],
)
def test_what_would_not_be_heeded_is_refused(base: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(suggest, arguments)

    assert result.exit_code == 2
    assert "--batch" in result.stderr
    assert not (base / "answers.jsonl").exists()


def test_another_file_is_not_written_into(base: Path) -> None:
    (base / "answers.jsonl").write_text("my notes\n", "utf-8")

    with pytest.raises(KbError):
        answered(base)
    assert (base / "answers.jsonl").read_text("utf-8") == "my notes\n"


def test_a_model_that_fails_at_some_tickets_costs_one_warning_and_no_answer(base: Path) -> None:
    model = folder(base / "model")
    words = json.loads((model / "tokenizer.json").read_text("utf-8"))
    words["model"]["vocab"]["refund"] = 5000
    (model / "tokenizer.json").write_text(json.dumps(words), "utf-8")
    (base / "docs" / "refund.md").write_text("# When the money arrives\n\nFive days.\n", "utf-8")
    (base / "kb.toml").write_text('[suggest]\nmodel = "model"\nthreshold = 0.0\n', "utf-8")

    result = CliRunner().invoke(suggest, ["--batch", "tickets.jsonl"], catch_exceptions=False)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == 150
    assert all(row["suggestions"] for row in rows)
    assert result.stderr.count("\n") == 1, result.stderr
    assert "words answer without it" in result.stderr


@pytest.mark.parametrize("out", [None, "answers.jsonl"])
def test_where_there_is_no_room_for_answers_is_named(base: Path, out: str | None) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        pytest.raises(KbError, match="goes on from there") as error,
        writer(Path(out) if out else None, {}),
    ):
        raise full

    assert (out or "standard output") in str(error.value)
    assert "No space left" in str(error.value)


def test_a_pipe_that_is_closed_is_no_fault(base: Path) -> None:
    with pytest.raises(BrokenPipeError), writer(None, {}):
        raise BrokenPipeError

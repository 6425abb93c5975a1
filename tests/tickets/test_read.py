"""Tickets come out of every desk's files as one shape; what cannot be used is said, not lost.

Beside each sample lies what the reader makes of it, written by `kb tickets check … --write`.
"""

import io
import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_tools.cli.tickets import command
from kb_tools.errors import ReadError
from kb_tools.tickets.encoding import detected
from kb_tools.tickets.moment import moment
from kb_tools.tickets.read import Fault, read, readers
from kb_tools.tickets.record import Record
from kb_tools.tickets.records import records
from kb_tools.tickets.ticket import Ticket

SAMPLES = Path(__file__).parent / "samples"


def samples() -> list[Path]:
    return sorted(p for p in SAMPLES.iterdir() if not p.name.endswith(".expected.json"))


def items(data: bytes, system: str = "") -> list[Ticket | Fault]:
    return list(read(io.BytesIO(data), "export", system))


@pytest.mark.parametrize("sample", samples(), ids=lambda p: p.name)
def test_a_sample_gives_the_tickets_beside_it(sample: Path) -> None:
    with sample.open("rb") as stream:
        found = list(read(stream, sample.name))
    expected = json.loads(sample.with_name(f"{sample.name}.expected.json").read_text("utf-8"))

    assert len(found) == len(expected)
    for item, wanted in zip(found, expected, strict=True):
        if isinstance(item, Fault):
            assert (item.number, item.message.en) == (wanted["record"], wanted["fault"])
        else:
            assert (item.id, item.subject, item.body, item.lang) == (
                wanted["id"], wanted["subject"], wanted["body"], wanted["lang"])  # fmt: skip
            assert (list(item.links), list(item.tags)) == (wanted["links"], wanted["tags"])


def test_every_reader_has_a_sample() -> None:
    sources = {
        entry["source"]
        for path in SAMPLES.glob("*.expected.json")
        for entry in json.loads(path.read_text("utf-8"))
        if "source" in entry
    }

    assert sources == {name if name != "simple" else "plain" for name in readers()}


def test_a_ticket_that_an_export_repeats_is_printed_once_as_it_was_last() -> None:
    result = CliRunner().invoke(command, ["read", str(SAMPLES / "zendesk.json")])

    assert [json.loads(line)["body"] for line in result.stdout.splitlines()] == ["还是收不到。"]
    assert result.exit_code == 1


def test_personal_data_is_taken_out_unless_one_says_so_aloud(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_text("我叫张伟，手机13800138000\n", "utf-8")

    redacted = CliRunner().invoke(command, ["read", str(file)])
    kept = CliRunner().invoke(command, ["read", "--no-redact", str(file)])

    assert "13800138000" not in redacted.stdout
    assert "张伟" not in redacted.stdout
    assert "phone 1" in redacted.stderr
    assert "name 1" in redacted.stderr
    assert "13800138000" in kept.stdout
    assert "personal data is kept" in kept.stderr


def test_personal_data_in_the_links_of_agents_is_taken_out_and_the_article_stays() -> None:
    link = "https://help.example.com/articles/13800138000-code?email=ann@example.com&id=KB-1"
    line = json.dumps({"subject": "from ann@example.com", "reply": link})

    result = CliRunner().invoke(command, ["read", "-"], input=line)

    assert json.loads(result.stdout)["links"] == [
        "https://help.example.com/articles/13800138000-code?email=[email-1]&id=KB-1"
    ]


class Helpscout:
    """A reader as a third party writes it."""

    @staticmethod
    def matches(record: Record) -> bool:
        return "mailboxId" in record

    @staticmethod
    def ticket(record: Record) -> Ticket:
        return Ticket(
            id=f"helpscout:{record['number']}", source="helpscout", body=record["preview"]
        )


def test_a_third_partys_reader_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name = "helpscout"

        @staticmethod
        def load() -> type[Helpscout]:
            return Helpscout

    monkeypatch.setattr("kb_tools.tickets.read.entry_points", lambda group: [Point])

    (ticket,) = items(b'{"mailboxId": 1, "number": 7, "preview": "no code", "subject": "x"}')
    (fault,) = items(b'{"mailboxId": 1, "number": 7}')

    assert isinstance(ticket, Ticket)
    assert (ticket.id, ticket.body, ticket.lang) == ("helpscout:7", "no code", "en")
    assert isinstance(fault, Fault)


def test_a_new_readers_sample_is_compared_with_what_it_gave_before(tmp_path: Path) -> None:
    sample = tmp_path / "sample.json"
    sample.write_text('[{"id": 7, "subject": "no code"}]', "utf-8")
    runner = CliRunner()

    assert runner.invoke(command, ["check", "simple", str(sample), "--write"]).exit_code == 0
    assert runner.invoke(command, ["check", "simple", str(sample)]).exit_code == 0
    sample.write_text('[{"id": 7, "subject": "another"}]', "utf-8")
    changed = runner.invoke(command, ["check", "simple", str(sample)])
    assert changed.exit_code == 1
    assert "differs from" in changed.stderr


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.name)
def test_standard_input_is_read_like_a_file(sample: Path) -> None:
    piped = CliRunner().invoke(command, ["read", "-"], input=sample.read_bytes())
    read_file = CliRunner().invoke(command, ["read", str(sample)])

    assert piped.stdout == read_file.stdout
    assert piped.exit_code == read_file.exit_code
    assert piped.stdout


def test_the_companys_own_order_numbers_are_taken_out_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kb.toml").write_text("[privacy]\norders = ['SO-[0-9]{6}']\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(command, ["read", "-"], input="id,subject\n1,SO-100200 is late\n")

    assert json.loads(result.stdout)["subject"] == "[order-1] is late"
    assert "order 1" in result.stderr


def test_a_sentence_in_a_mail_that_begins_like_a_mail_stays_in_it() -> None:
    mails = (
        b"From - Fri May  1 08:00:00 2026\nFrom: a@b.cn\nSubject: one\nDate: x\n\n"
        b"It worked.\n\nFrom yesterday on it did not.\n>From 08:00 on nothing did.\n\n"
        b"From a@b.cn\nFrom: a@b.cn\nSubject: two\nDate: x\n\nStill.\n"
    )
    found = [item for item in items(mails) if isinstance(item, Ticket)]

    assert [ticket.subject for ticket in found] == ["one", "two"]
    assert found[0].body.endswith("From yesterday on it did not.\nFrom 08:00 on nothing did.")


def test_a_file_larger_than_memory_is_streamed() -> None:
    record = json.dumps({"id": 1, "subject": "s", "body": "长文本" * 1500}, ensure_ascii=False)
    data = ("[" + ",".join([record] * 150) + "]").encode()
    stream = io.BytesIO(data)
    tracemalloc.start()
    count = sum(1 for _ in read(stream, "big.json"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 150
    assert peak < len(data) / 2


def test_broken_json_names_the_file() -> None:
    with pytest.raises(ReadError, match=r"^export: not valid JSON"):
        items(b'{"tickets": [{"id": 1,')


def test_an_unknown_system_names_those_there_are() -> None:
    with pytest.raises(ReadError, match="zendesk"):
        items(b"{}", system="zendsk")


def test_an_encoding_that_cannot_be_told_is_not_guessed() -> None:
    with pytest.raises(ReadError, match="--encoding"):
        detected(b"\xff\xff\xff\x80\x80")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-04-28T15:33:15.438+0200", "2026-04-28T15:33:15.438000+02:00"),
        ("2026-05-04 06:07:08", "2026-05-04T06:07:08+00:00"),
        ("28/Apr/26 3:33 PM", "2026-04-28T15:33:00+00:00"),
        ("28/04/2026 15:33", "2026-04-28T15:33:00+00:00"),
        ("2026/5/7 8:09", "2026-05-07T08:09:00+00:00"),
        ("Fri, 01 May 2026 08:00:00 +0800", "2026-05-01T08:00:00+08:00"),
        (1777600000, "2026-05-01T01:46:40+00:00"),
    ],
)
def test_times_are_read_in_every_style(written: object, iso: str) -> None:
    time = moment(written)

    assert time is not None
    assert time.isoformat() == iso


@pytest.mark.parametrize(
    "written", ["03/04/2026 10:00", "yesterday", "", None, "99999999999999999"]
)
def test_a_time_that_is_two_days_is_none(written: object) -> None:
    assert moment(written) is None


@pytest.mark.parametrize(
    ("text", "subject", "body"),
    [
        ("From: a@b.example\nSubject: locked\n\nHelp.\n", "locked", "Help."),
        ("Subject: locked\r\nTo: a@b.example\r\n\r\nHelp.\r\n", "locked", "Help."),
        ("From: Paris\nTo: Lyon\n\nLost.\n", "", "From: Paris\nTo: Lyon\n\nLost."),
        ("Subject: x\nno header\nFrom: y\n\nz", "", "Subject: x\nno header\nFrom: y\n\nz"),
    ],
)
def test_a_mail_saved_by_hand_needs_two_headers_and_a_subject(
    text: str, subject: str, body: str
) -> None:
    (one,) = items(text.encode())
    assert isinstance(one, Ticket)
    assert (one.subject, one.body.strip()) == (subject, body)


HEAD = b"From: a@b.example\nTo: c@d.example\nDate: Fri, 1 May 2026 08:00:00 +0800\n"


def parts(*kinds_and_texts: str) -> bytes:
    """A mail of several parts."""
    middle = "".join(
        f"--X\nContent-Type: {kind}; charset=utf-8\n\n{text}\n"
        for kind, text in zip(kinds_and_texts[::2], kinds_and_texts[1::2], strict=True)
    )
    head = b"Subject: s\nContent-Type: multipart/alternative; boundary=X\n\n"
    return HEAD + head + middle.encode() + b"--X--\n"


def test_an_empty_plain_part_does_not_hide_the_html() -> None:
    (one,) = items(parts("text/plain", " ", "text/html", "<p>登录不了</p>"))

    assert isinstance(one, Ticket)
    assert one.body == "登录不了"


def test_a_subject_that_says_no_encoding_is_read() -> None:
    (one,) = items(HEAD + "Subject: 密码忘记了怎么办\n\n请问怎么找回？\n".encode("gb18030"))

    assert isinstance(one, Ticket)
    assert one.subject == "密码忘记了怎么办"


@pytest.mark.parametrize("kind", ["application/ms-tnef", "application/pkcs7-mime"])
def test_a_mail_whose_text_only_its_own_program_reads_is_said_and_kept(kind: str) -> None:
    fault, ticket = items(parts("text/plain", "", kind, "eJ8+"))

    assert isinstance(fault, Fault)
    assert "winmail.dat" in fault.message.en
    assert isinstance(ticket, Ticket)
    assert ticket.subject == "s"


def test_a_mark_at_the_start_does_not_hide_a_mail() -> None:
    (one,) = items(b"\xef\xbb\xbf" + HEAD + b"Subject: locked\n\nHelp.\n")

    assert isinstance(one, Ticket)
    assert (one.source, one.subject, one.body) == ("mail", "locked", "Help.")


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.eml"),
        (b"PK\x03\x04", "CSV"),
        (b"\x1f\x8b\x08", "unpack"),
        (b"%PDF-1.7", "export"),
    ],
)
def test_a_file_that_is_no_export_is_named_with_the_remedy(data: bytes, remedy: str) -> None:
    with pytest.raises(ReadError, match=remedy):
        items(data + bytes(200))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_json_is_read_in_any_encoding(encoding: str) -> None:
    rows = [{"id": n, "subject": "登录不了怎么办，我的密码忘记了"} for n in range(3)]
    found = items(json.dumps(rows, ensure_ascii=False).encode(encoding))

    assert [one.id for one in found if isinstance(one, Ticket)] == ["plain:0", "plain:1", "plain:2"]


@pytest.mark.parametrize("data", [b"[]", b'{"tickets": [], "next_page": null}', b"id,subject\n"])
def test_an_export_without_tickets_is_no_fault_and_is_said(data: bytes) -> None:
    result = CliRunner().invoke(command, ["read", "-"], input=data)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "no ticket" in result.stderr


def test_a_list_of_an_unknown_name_is_read_as_far_as_it_goes() -> None:
    data = b'{"ok": true, "rows": [{"id": 1, "subject": "a"}, {"id": 2, "subj'
    found = read(io.BytesIO(data), "export")

    assert isinstance(next(found), Ticket)
    with pytest.raises(ReadError, match="not valid JSON"):
        next(found)


def test_reading_that_is_broken_off_after_its_file_was_closed_ends_quietly() -> None:
    stream = io.BytesIO(b'{"id": "1", "body": "a"}\n{"id": "2", "body": "b"}\n')
    found = records(stream, "tickets.jsonl")
    next(found)
    stream.close()
    found.close()

    assert list(found) == []

"""Cleaning: the question stays, what frames it goes."""

from __future__ import annotations

import base64
import random
import time
import tomllib
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.tickets.clean import LIMIT, clean

QUESTION_EN = "The export never finishes and shows “Row limit exceeded”."
QUESTION_ZH = "导出一直不结束，提示“超出行数限制”。"


class Mail(TypedDict):
    """A mail as its program writes it: what is asked in it, and what frames it."""

    name: str
    text: str
    keeps: list[str]
    cuts: list[str]


MAILS: list[Mail] = [
    mail
    for name in ("mails.toml", "logs.toml")
    for mail in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["mail"]
]

FRAMES = {
    "greeting and parting": "Dear support team,\n\n{q}\n\nKind regards,\nJohn Smith\nACME Inc.",
    "dash signature": "{q}\n-- \nJohn Smith\n+1 555 0100",
    "gmail history": "{q}\n\nOn Mon, 3 Feb 2025, Support <s@x.example> wrote:\n> Hello\n> Bye",
    "outlook history": "{q}\n\nFrom: Support\nSent: Monday\nTo: John\nSubject: Re\n\nOld.",
    "original message": "{q}\n-----Original Message-----\nOld text about invoices",
    "phone": "{q}\n\nSent from my iPhone",
    "disclaimer": "{q}\n\nThis e-mail is confidential and intended solely for the addressee.\nOld.",
    "chinese greeting": "您好，{q}\n\n谢谢！\n张三\n某某公司",
    "qq history": "{q}\n\n------- 原始邮件 -------\n发件人: 客服\n旧的内容",
    "foxmail history": "{q}\n\n发件人： 客服\n发送时间： 今天\n收件人： 张三\n\n旧的内容",
    "gmail history on two lines": "{q}\n\nOn Mon, 3 Feb 2025 at 10:11 Support <s@x.example>\nwrote:"
    "\n\n> Hello",
    "qq english history": "{q}\n\n------------------ Original ------------------\nFrom: x\nold",
    "wecom history": '{q}\n\n---Original---\nFrom: "x"<s@x.example>\nold',
    "163 history": '{q}\n\nAt 2025-02-03 10:11:12, "Support" <s@x.example> wrote:\n>旧的内容',
    "qq signature": "{q}\n\n------------------\n张三\n某某公司",
    "wrote in chinese": "{q}\n\n在 2025年2月3日 10:11，客服 写道：\n> 旧的内容",
    "chinese phone": "{q}\n\n发自我的iPhone",
    "html": "<p>Hi,</p><p>{q}</p><blockquote>Old text</blockquote>",
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("question", [QUESTION_EN, QUESTION_ZH])
def test_the_frame_goes_and_the_question_stays(frame: str, question: str) -> None:
    assert clean(FRAMES[frame].format(q=question)).text == question


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: str(mail["name"]))
def test_of_a_mail_the_question_stays_and_the_frame_goes(mail: Mail) -> None:
    asked = clean(mail["text"]).text

    assert [part for part in mail["keeps"] if part not in asked] == []
    assert [part for part in mail["cuts"] if part in asked] == []


@pytest.mark.parametrize("question", [QUESTION_EN, QUESTION_ZH])
def test_a_plain_question_is_left_alone(question: str) -> None:
    assert clean(question).text == question


def test_a_forwarded_mail_keeps_what_was_forwarded() -> None:
    text = "---------- Forwarded message ---------\nFrom: Ann\n\nThe export never finishes."

    assert "The export never finishes." in clean(text).text


@pytest.mark.parametrize(
    ("text", "emphasis"),
    [
        ("It says ERR_CONNECTION_REFUSED today", "ERR_CONNECTION_REFUSED"),
        ("code 0x80070005 after the update", "0x80070005"),
        ("ORA-01555 in the night", "ORA-01555"),
        ("java.lang.NullPointerException is thrown", "java.lang.NullPointerException"),
        ("提示「网络异常，请稍后再试」", "网络异常，请稍后再试"),
        ("shows “Row limit exceeded” again", "Row limit exceeded"),
        ("打印机显示E0033，怎么办", "E0033"),
        ("短信报错SMS-1042登不上", "SMS-1042"),
        ("the washer stops with F21.", "F21"),
        ("接口返回错误码 502了", "错误码 502"),
    ],
)
def test_codes_and_quoted_messages_are_emphasised(text: str, emphasis: str) -> None:
    assert emphasis in clean(text).emphasis


def test_a_log_does_not_drown_the_question() -> None:
    log = "\n".join(
        f"2025-02-03 10:11:{n % 60:02}.{n:06} INFO worker-{n} started" for n in range(4000)
    )
    error = "2025-02-03 10:12:00 ERROR connection refused by db-1"
    cleaned = clean(f"The sync stops every night.\n{log}\n{error}\n{error}\nWhat can I do?")

    assert cleaned.text.startswith("The sync stops every night.\nWhat can I do?")
    assert cleaned.text.count("connection refused") == 1
    assert "INFO" not in cleaned.text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000_000,
        "iVBORw0KGgoAAAANSUhEUgAA" * 400_000,
        "2025-02-03 10:11:12 ERROR something failed\n" * 30_000,
        "word " * 200_000,
        "> quoted\n" * 100_000,
        "<div>" * 2_000 + "text",
        "你好" * 400_000,
        "text" + "\u3000\n" * 20_000 + "text",
    ],
    ids=["letters", "base64", "log", "words", "quotes", "tags", "chinese", "empty lines"],
)
def test_huge_tickets_are_cleaned_quickly(text: str) -> None:
    start = time.process_time()

    assert len(clean(text).text) <= LIMIT
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "text",
    ["[image: screenshot.png]", "[cid:image001.png@01D9]\n[图片]", "![](https://a.example/b.png)"],
)
def test_a_picture_alone_asks_nothing(text: str) -> None:
    assert not clean(text).text
    assert clean(f"登录页报错\n{text}").text == "登录页报错"


def test_thanks_and_a_name_alone_ask_nothing() -> None:
    assert not clean("谢谢你们的帮助！").text
    assert not clean("謝謝您的幫助").text
    assert not clean("谢谢！\n\n王芳\n某某科技有限公司\n发自我的 iPhone\n").text
    assert clean("谢谢！\n\n验证码收不到怎么办").text.endswith("验证码收不到怎么办")


def test_what_colours_a_terminal_is_no_part_of_a_word() -> None:
    text = "\x1b[31mlost my phone\x1b[0m \x1b]0;title\x07cannot sign in\x1b[1;32m"

    assert clean(text).text == "lost my phone cannot sign in"


@pytest.mark.parametrize("size", [700, 57 * 40, 5_003])
def test_a_file_as_letters_goes_with_its_last_line(size: int) -> None:
    letters = base64.encodebytes(random.Random(size).randbytes(size)).decode()

    assert (
        clean(f"lost my phone, cannot sign in\n{letters}").text == "lost my phone, cannot sign in"
    )
    assert clean(f"{letters}cannot sign in").text == "cannot sign in"


def test_a_signature_alone_asks_nothing() -> None:
    assert clean("-- \nJohn Smith\nACME Inc.").text == ""


@given(st.text())
def test_no_text_stops_it(text: str) -> None:
    cleaned = clean(text)

    assert all(one in cleaned.text for one in cleaned.emphasis)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hi I forgot my password.", "I forgot my password."),
        ("Hello I cannot sign in. Help", "I cannot sign in. Help"),
        ("hi refund", "refund"),
        ("Hi Password reset fails", "Password reset fails"),
        ("Good morning. I tried to pay", "I tried to pay"),
        ("Hey John, it broke", "it broke"),
        ("Dear Sir or Madam, my card", "my card"),
        ("Hi Support Team\nit broke", "it broke"),
        ("Highlighting is broken", "Highlighting is broken"),
    ],
)
def test_a_question_on_the_line_of_the_greeting_stays(text: str, asked: str) -> None:
    assert clean(text).text == asked


@pytest.mark.parametrize(
    "text",
    [
        "客服电话是多少",
        "你好友列表怎么导出",
        "大家好像都登不上",
        "从我的账户无法发送邮件",
        "来自客户的邮箱收不到邮件怎么办",
        "收不到外部邮件怎么办",
        "登录问题\n谢谢，请帮我重置密码",
        "Login\nThanks but it fails on Safari",
        "Sent from my account, the mail never arrives. Why?",
        "Warning: external monitor flickers",
        "Where is it?\nfrom: field is wrong in my csv\nto: field too",
    ],
)
def test_what_only_begins_like_a_frame_is_asked(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    "entry",
    [
        "    at Object.run (/srv/app/index.js:{n}:9)",
        "#{n}  0x00007ffff7a42428 in raise () from /lib/libc.so.6",
        '192.168.1.5 - - [04/Mar/2025:09:12:{n} +0000] "GET /api HTTP/1.1" 502 157',
        "web-1   0/1     CrashLoopBackOff   {n}         5m",
        "+ FullyQualifiedErrorId : PathNotFound,GetItemCommand\n+ line {n}",
        "goroutine {n} [running]:\n\t/go/src/app/server.go:42 +0x1d",
    ],
)
def test_lines_that_only_a_program_repeats_do_not_drown_what_is_asked_below(entry: str) -> None:
    log = "\n".join(entry.format(n=n) for n in range(4000))
    cleaned = clean(f"The sync stops every night.\n{log}\nWhat can I do?").text

    assert cleaned.startswith("The sync stops every night.")
    assert "What can I do?" in cleaned
    assert len(cleaned) < 500

"""Bytes to text when the encoding is missing, or is said narrower than it is."""

from __future__ import annotations

import codecs

from kb_tools.errors import ReadError
from kb_tools.language import Text

WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "hz-gb-2312": "hz",
         "big5": "big5hkscs", "cp950": "big5hkscs", "us-ascii": "utf-8", "ascii": "utf-8",
         "iso-8859-1": "cp1252", "unknown-8bit": "", "default": ""}  # fmt: skip
"""What senders say, and the larger encoding that they really use."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def decoded(data: bytes, charset: str = "") -> str:
    """Return text for bytes of a mail: as declared, else as detected, never failing."""
    name = WIDER.get(charset.lower(), charset.lower())
    try:
        return data.decode(name or detected(data))
    except (LookupError, UnicodeDecodeError, ReadError):
        return data.decode("utf-8", errors="replace")


def detected(data: bytes, path: str | None = None) -> str:
    """Return the encoding of a text: by its mark, UTF-8 where valid, else GB18030 or Big5.

    Raises ReadError where it is none of these, or could as well be either.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if _is_utf8(data):
        return "utf-8"
    scores = {name: score for name in ("gb18030", "big5hkscs") if (score := _share(data, name))}
    best = sorted(scores, key=lambda name: -scores[name])
    if best and (len(best) == 1 or scores[best[0]] > 1.2 * scores[best[1]]):
        return best[0]
    raise ReadError(
        Text(
            "cannot tell the encoding; save the file as UTF-8, or name it with"
            " `kb tickets read --encoding`",
            "无法判断编码；请把文件存为 UTF-8，或用 `kb tickets read --encoding` 指定",
        ),
        path,
    )


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # a cut last character is no fault
    except UnicodeDecodeError:
        return False
    return True


def _share(data: bytes, name: str) -> float:
    """Return the share of frequent Chinese characters in `data` read as `name`; 0 = impossible."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(data)
    except UnicodeDecodeError:
        return 0.0
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    return sum(char in _FREQUENT for char in han) / len(han) if han else 0.0


_FREQUENT = frozenset(
    "的一是不了在有人我他这这個这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之"
    "這個來國說時會對於著為為什麼請問無法登錄登入密碼帳號訂單電話問題謝謝您好們請后後"
    "为什么请问无法登录密码账号订单电话问题谢谢您好我们请收到没有已经还是怎么用户系统使用"
    "收到沒有已經還是怎麼用戶系統使用錯誤错误更新版本下載下载安裝安装服務服务器網站网站"
)

"""Check digits: tell a real identity, card or phone number from one that only looks like it.

GB 11643-1999 (mainland id), the published algorithms of the Taiwan and Hong Kong identity
cards, ISO/IEC 7812-1 (Luhn) for cards, ISO 13616 for bank accounts.
"""

from __future__ import annotations

import re
from datetime import date


def digits(value: str) -> str:
    """Return the ASCII digits of `value`.

    >>> digits("138-0013 8000")
    '13800138000'
    """
    return "".join(c for c in value if c in "0123456789")


def mainland_id(value: str) -> bool:
    """Tell whether `value` is an 18-character mainland id: calendar date and check digit."""
    try:
        date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return False
    weighted = sum(int(c) * (2 ** (17 - i) % 11) for i, c in enumerate(value[:17]))
    return "10X98765432"[weighted % 11] == value[17].upper()


def taiwan_id(value: str) -> bool:
    """Tell whether `value` is a Taiwan identity card or resident number with its check digit."""
    letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(value[0].upper()) + 10
    numbers = [letter // 10, letter % 10, *map(int, value[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(n * w for n, w in zip(numbers, weights, strict=True)) % 10 == 0


def hong_kong_id(value: str) -> bool:
    """Tell whether `value` is a Hong Kong identity card number like `A123456(3)`."""
    body = re.sub(r"[()（）\s]", "", value).upper()
    letters, numbers, check = body[:-7], body[-7:-1], body[-1]
    head = (
        [36, *(ord(c) - 55 for c in letters)]
        if len(letters) == 1
        else [ord(c) - 55 for c in letters]
    )
    total = sum(w * n for w, n in zip(range(9, 1, -1), [*head, *map(int, numbers)], strict=True))
    return (total + (10 if check == "A" else int(check))) % 11 == 0


def luhn(value: str) -> bool:
    """Tell whether a card number has a valid Luhn check digit and is not one digit repeated."""
    numbers = [int(c) for c in digits(value)][::-1]
    total = sum(numbers[::2]) + sum(sum(divmod(2 * n, 10)) for n in numbers[1::2])
    return total % 10 == 0 and len(set(numbers)) > 1


def iban(value: str) -> bool:
    """Tell whether `value` is an international bank account number with its check digits."""
    plain = value.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1

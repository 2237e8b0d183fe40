"""Whether a number is what its kind says, by its own check digits. Pure.

Programs that take in an export drop a number whose check fails, and with it what the list printed: such a
number is handed on in words instead.
"""

from __future__ import annotations

import re

from interlock.model.listing import Identifier

_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")
_SITE = re.compile(r"(?:https?://)?((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24})((?:/[A-Za-z0-9._~%/-]*)?)")


def checked(number: Identifier) -> str:
    """The number as programs take it; empty where it is not one of its kind.

    An IMO number with the letters, a BIC without the branch, a site with its scheme; what has no check comes
    as printed.
    """
    printed = " ".join((number.printed or number.value).split())
    if number.kind in ("imo_ship", "imo_company"):
        return f"IMO{number.value}" if _is_imo(number.value) else ""
    if number.kind == "swift":
        return number.value[:8] if _BIC.fullmatch(number.value) else ""
    if number.kind == "lei":
        return number.value if _is_lei(number.value) else ""
    if number.kind == "email":
        local, _, domain = printed.partition("@")
        return f"{local}@{domain.lower()}" if _EMAIL.fullmatch(printed) else ""
    if number.kind == "website":
        match = _SITE.fullmatch(printed)
        return f"http://{match[1].lower()}{match[2] or '/'}" if match else ""
    return printed


def _is_imo(value: str) -> bool:
    """Seven digits, of a ship or of a company, each kind with its own check digit.

    Source: IMO resolution A.1117(30) for ships, MSC-MEPC.7 for companies; both as commonly described.
    """
    digits = value.removeprefix("IMO")
    if not re.fullmatch(r"[0-9]{7}", digits):
        return False
    numbers = [int(digit) for digit in digits]
    ship = sum(weight * digit for weight, digit in zip(range(7, 1, -1), numbers, strict=False)) % 10
    weights = (8, 6, 4, 2, 9, 7)
    company = (11 - sum(w * d for w, d in zip(weights, numbers, strict=False)) % 11) % 10
    return numbers[6] in (ship, company)


def _is_lei(value: str) -> bool:
    """Twenty characters whose number leaves 1 when divided by 97 (ISO 17442)."""
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", value):
        return False
    return int("".join(str(int(ch, 36)) for ch in value)) % 97 == 1

"""Mutated copies of the fixtures. A mutation is a list of steps, so that hypothesis can shrink it."""

import io
import random
import re
import zipfile
import zlib
from dataclasses import dataclass

ROUGH = ("delete", "duplicate", "swap", "flip", "splice", "token", "cut", "number")
SHAPED = ("value", "value", "value", "borrow", "element")
"""Keep XML well-formed, so that what lies behind the reader of XML is reached."""
KINDS = ROUGH + SHAPED

TOKENS = (
    b"", b"\0", b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", "\ufeff".encode(), "\u202e".encode(),
    "\u3000".encode(), b"<", b">", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"&lt;", b"]]>",
    b"<![CDATA[", b"<!--", b"<?x?>", b"</a>", b"<a>", b"<a/>", b' x="', b"'", b'"', b'""', b",", b";",
    b"|", b"\t", b"\r", b"\n", b"\r\n", b"\x1a", b"\x0b", b"-0-", b"-0- ", b"n/a", b"na", b"None",
    b"NaN", b"1e999", b"-1", b"0", b"9" * 400, b"00/00/0000", b"31/02/2020", b"9999-99-99",
    b"0001-01-01", b"10000-01-01", b"circa", b"DOB ", b"DOB 31 Feb 1950;", b"alt. DOB 1950 to 1940;",
    b"Passport ", b"(individual)", b"a.k.a. ", b"\xe2\x80\x93", "１９５０年１３月".encode(),
    "金正恩".encode(), "김정은".encode(), "昭和99年".encode(), "Ⅻ".encode(), "²".encode(),
    "٣".encode(), "１".encode(), b"[[[[", b"((((((((", b"))))", b"a" * 3000, b" " * 3000, b"(" * 800,
    b"; " * 800, b"1)" * 300, b"%s%n", b"\\N",
)  # fmt: skip
"""What breaks readers: encodings, markup, separators, numbers and dates that are none, endless runs."""


@dataclass(frozen=True)
class Step:
    """One change; places are shares (0..1) of the data, so that it fits any length."""

    kind: str
    at: float
    length: int
    choice: int


def random_steps(dice: random.Random) -> list[Step]:
    """A few steps, mostly small ones; of two inputs, one keeps its shape."""
    kinds = dice.choice((KINDS, SHAPED))
    return [
        Step(dice.choice(kinds), dice.random(), int(dice.expovariate(0.03)) + 1, dice.randrange(1 << 16))
        for _ in range(1 + int(dice.expovariate(0.6)))
    ]


def mutated(data: bytes, steps: list[Step], others: list[bytes]) -> bytes:
    """The data after all steps; of a workbook, its members after them, in a whole zip again (mostly)."""
    if data.startswith(b"PK\x03\x04") and steps[0].choice % 8:
        return _workbook(data, steps, others)
    for step in steps:
        data = _step(data, step, others)
    return data


def _workbook(data: bytes, steps: list[Step], others: list[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        members = {item.filename: pack.read(item) for item in pack.infolist()}
    names = [name for name in sorted(members) if name.endswith((".xml", ".rels"))]
    for step in steps:
        # Two of three in what holds the cells.
        cells = [name for name in names if "worksheets/" in name or "sharedStrings" in name] or names
        pool = cells if step.choice % 3 else names
        name = pool[(step.choice >> 3) % len(pool)]
        members[name] = _step(members[name], step, others)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=zlib.Z_BEST_SPEED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return out.getvalue()


def _step(data: bytes, step: Step, others: list[bytes]) -> bytes:
    first = int(len(data) * step.at)
    last = min(len(data), first + step.length)
    chunk = data[first:last]
    if step.kind == "delete":
        return data[:first] + data[last:]
    if step.kind == "duplicate":
        return data[:last] + chunk * (1 + step.choice % 3) + data[last:]
    if step.kind == "swap":
        later = min(len(data), last + step.choice % 500)
        return data[:first] + data[last:later] + chunk + data[later:]
    if step.kind == "flip":
        flipped = bytes(byte ^ (1 << (step.choice + place) % 8) for place, byte in enumerate(chunk[:3]))
        return data[:first] + flipped + data[first + len(flipped) :]
    if step.kind == "splice":
        other = others[step.choice % len(others)]
        start = int(len(other) * ((step.choice % 97) / 97))
        return data[:first] + other[start : start + step.length * 8] + data[last:]
    if step.kind == "cut":
        return data[:first]
    if step.kind in SHAPED:
        return _shaped(data, step)
    token = TOKENS[step.choice % len(TOKENS)]
    if step.kind == "number":
        return _number(data, first, token)
    return data[:first] + token + data[first if step.choice % 2 else last :]


def _number(data: bytes, first: int, token: bytes) -> bytes:
    """The next run of digits becomes the token: ids, dates and counts are where it hurts."""
    while first < len(data) and not 48 <= data[first] <= 57:
        first += 1
    last = first
    while last < len(data) and 48 <= data[last] <= 57:
        last += 1
    return data[:first] + token + data[last:]


_VALUE = re.compile(rb'(?<=>)[^<>]+(?=<)|(?<==")[^"<>]*(?=")')
_CELL = re.compile(rb'[^,;\t"\r\n]+')
_LEAF = re.compile(rb"<(\w+)(?:\s[^<>]*)?>[^<>]*</\1>")


def _shaped(data: bytes, step: Step) -> bytes:
    """One value (text, attribute, cell) is another, or one small element is gone, doubled or renamed."""
    is_xml = data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")
    if step.kind == "element" and is_xml:
        found = list(_LEAF.finditer(data))
        if not found:
            return data
        leaf = found[int(len(found) * step.at)]
        name = leaf[1]
        made = (b"", leaf[0] * 2, leaf[0].replace(name, name + b"x"), b"<%s/>" % name)[step.choice % 4]
        return data[: leaf.start()] + made + data[leaf.end() :]
    values = list((_VALUE if is_xml else _CELL).finditer(data))
    if not values:
        return data
    value = values[int(len(values) * step.at)]
    made = (
        values[step.choice % len(values)][0] if step.kind == "borrow" else _harmless(step, value[0], is_xml)
    )
    return data[: value.start()] + made + data[value.end() :]


def _harmless(step: Step, value: bytes, is_xml: bool) -> bytes:
    """A hostile value that does not break the file around it: in the place of the old one, or beside it."""
    text = TOKENS[step.choice % len(TOKENS)].decode("utf-8", "ignore")
    if is_xml:
        text = "".join(ch for ch in text if ch >= " " or ch in "\t\n")
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    token, middle = text.encode(), len(value) // 2
    return (token, token + value, value + token, value[:middle] + token)[step.length % 4]

"""Hostile bytes to rows and elements: every cap and refusal in one place.

Nothing here knows an authority. Every failure is a SourceError that names the file.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from lxml import etree

from interlock.base.errors import SourceError
from interlock.sources.contract import File

MAX_SHEET_BYTES = 200_000_000
"""Unpacked size of a workbook. The largest official one (Australia, 2026) unpacks to 30 MB."""
MAX_PACK_RATIO = 200
"""Unpacked to packed. Official workbooks reach 15; a bomb reaches thousands."""
MAX_ZIP_MEMBERS = 2_000

GET_IT_AGAIN = "fetch the file again from the authority's own site and compare its size"
WRONG_LIST = "check that the file belongs to this authority and is one of its documented formats"

P = ParamSpec("P")
T = TypeVar("T")


def only_source_errors(read: Callable[P, T]) -> Callable[P, T]:
    """The parser raises SourceError and nothing else, whatever the bytes.

    Parsers raise their own SourceErrors where they know better; this is the net under them, for
    the shapes of damage nobody has thought of.
    """

    @wraps(read)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except SourceError:
            raise
        except (
            ArithmeticError,
            AttributeError,
            EOFError,
            LookupError,
            OSError,
            RuntimeError,
            SyntaxError,
            TypeError,
            ValueError,
            csv.Error,
            etree.LxmlError,
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            zlib.error,
        ) as error:
            raise SourceError(
                f"the file has a shape that its parser does not know: {type(error).__name__}: {error}",
                remedy=GET_IT_AGAIN,
            ) from error

    return guarded


def decode(file: File, encodings: Sequence[str] = ("utf-8-sig",)) -> str:
    """The text of the file in the first of `encodings` that fits it strictly.

    A final 0x1A (DOS end of file) is dropped. Raises: SourceError when empty or in none of them.
    """
    data = file.data.rstrip(b"\x1a\r\n \t") if file.data[-8:].find(b"\x1a") >= 0 else file.data
    if not data.strip():
        raise SourceError("the file is empty", where=file.name, remedy=GET_IT_AGAIN)
    if b"\0" in data:
        raise SourceError("the file holds NUL bytes, so it is not text", where=file.name, remedy=WRONG_LIST)
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            place = error.start
    raise SourceError(
        f"the text is not {' or '.join(encodings)}",
        where=f"{file.name}, byte {place}",
        remedy="fetch it again without converting it, or convert it to UTF-8",
    )


def csv_rows(
    file: File, encodings: Sequence[str] = ("utf-8-sig",), *, max_field: int = 200_000
) -> Iterator[tuple[int, list[str]]]:
    """(line number from 1, cells) of every row that is not blank.

    Raises: SourceError on broken quoting, or a cell longer than `max_field` characters.
    """
    old_limit = csv.field_size_limit(max_field)
    try:
        reader = csv.reader(io.StringIO(decode(file, encodings), newline=""), strict=True)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise SourceError(
                    f"the CSV is broken: {error}",
                    where=f"{file.name}, line {reader.line_num}",
                    remedy=GET_IT_AGAIN,
                ) from error
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    finally:
        csv.field_size_limit(old_limit)


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4_000)
def bare(name: str) -> str:
    """A tag or attribute name without its namespace. Cached: a list has few names, and millions of each."""
    return name.rsplit("}", 1)[-1]


def xml_records(file: File, roots: Collection[str], records: Collection[str]) -> Iterator[etree._Element]:
    """Yields the root (attributes only, when it opens), then each record element, whole.

    `roots`: allowed local names of the root. `records`: local names of the elements to yield; each
    is cleared once the caller asks for the next, so memory stays at one record. Elements outside of
    records are yielded too when they close (a caller that does not know one raises an alarm); their
    record children are already gone.

    Raises: SourceError when the file is not well-formed, has a DOCTYPE, or another root.
    """
    if not file.data.strip():
        raise SourceError("the file is empty", where=file.name, remedy=GET_IT_AGAIN)
    depth_in_record = 0
    root: etree._Element | None = None
    try:
        walk = etree.iterparse(
            io.BytesIO(file.data),
            events=("start", "end"),
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in walk:
            if root is None:
                root = element
                _refuse_doctype(file, element)
                if (name := local_name(element)) not in roots:
                    raise SourceError(
                        f"the root element is <{name}>, not <{'> or <'.join(sorted(roots))}>",
                        where=file.name,
                        remedy=WRONG_LIST,
                    )
                yield element
                continue
            if event == "start":
                if depth_in_record or local_name(element) in records:
                    depth_in_record += 1
                continue
            if depth_in_record:
                depth_in_record -= 1
                if depth_in_record:
                    continue
            if element is root:
                continue
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            if parent is not None:
                while element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"the XML is broken or cut off: {error.msg}",
            where=f"{file.name}, line {error.lineno}",
            remedy=GET_IT_AGAIN,
        ) from error


def _refuse_doctype(file: File, root: etree._Element) -> None:
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # stubs lag
        raise SourceError(
            "the XML has a DOCTYPE; no official list has one, and it can hide entities",
            where=file.name,
            remedy=GET_IT_AGAIN,
        )


def workbook(file: File) -> Any:
    """The workbook, values only, opened for reading in order (an openpyxl `Workbook`).

    Raises: SourceError when it is not an xlsx, unpacks to more than MAX_SHEET_BYTES or by more than
    MAX_PACK_RATIO, or holds a DOCTYPE.
    """
    import openpyxl  # takes a fifth of a second: for workbooks alone

    _refuse_bad_zip(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of print areas and styles, not of data
            return openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
    except Exception as error:
        # openpyxl has no error tree: a bad sheet surfaces as any of twenty builtins.
        raise SourceError(
            f"the workbook cannot be opened: {error}", where=file.name, remedy=GET_IT_AGAIN
        ) from error


def _refuse_bad_zip(file: File) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as pack:
            members = pack.infolist()
            unpacked = sum(member.file_size for member in members)
            too_big = unpacked > MAX_SHEET_BYTES or len(members) > MAX_ZIP_MEMBERS
            if too_big or unpacked > MAX_PACK_RATIO * max(len(file.data), 1):
                raise SourceError(
                    f"the workbook unpacks from {len(file.data):,} to {unpacked:,} bytes",
                    where=file.name,
                    remedy="this is not how the authority publishes it; " + GET_IT_AGAIN,
                )
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with pack.open(member) as part:
                        if b"<!DOCTYPE" in part.read(4096):
                            raise SourceError(
                                "the workbook holds a DOCTYPE",
                                where=f"{file.name}, {member.filename}",
                                remedy=GET_IT_AGAIN,
                            )
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise SourceError(
            f"the file is not a whole xlsx workbook: {error}", where=file.name, remedy=GET_IT_AGAIN
        ) from error

"""What holds for every authority, whatever its format. One body over all that are registered."""

import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import authority_fixtures as fixtures
from damage import damaged
from interlock.base.errors import SourceError
from interlock.ingest.places import raw_text
from interlock.model.dates import ActDate, PartialDate
from interlock.model.edition import packed
from interlock.model.snapshot import Parsed
from interlock.sources.contract import File
from interlock.sources.registry import authority, authority_keys
from workbooks import saved

MAX_S = 5.0
"""Of processor time, for one small file, whatever it is: a bomb is refused as soon."""
DAMAGED_MAX_S = 2.0
"""The same for a small file of the list that is damaged."""
SHOTS = fixtures.every_shot()
KEYS = authority_keys()
over_authorities = pytest.mark.parametrize("key", KEYS)
over_shots = pytest.mark.parametrize("shot", SHOTS, ids=str)
over_lists = pytest.mark.parametrize(
    "spec",
    [spec for key in KEYS for spec in authority(key).lists if not spec.key.endswith(".template")],
    ids=lambda spec: spec.key,
)


@over_authorities
def test_an_authority_has_fixtures_and_recognises_each(key):
    assert fixtures.files(key), f"tests/sources/fixtures/{key} is empty"
    strangers = [file.name for file, role in fixtures.roles(key) if role is None]
    assert strangers == []
    held = {spec.key for spec in authority(key).lists}
    assert {role.list_key for _, role in fixtures.roles(key)} <= held


@over_authorities
def test_nobody_takes_another_authority_s_file_for_its_own(key):
    """But for the template, which any authority may be given."""
    for other in KEYS:
        for file in fixtures.files(other) if other != key else ():
            role = authority(key).recognise(file.name, file.data[: fixtures.HEAD])
            assert role is None or role.role == "template", (file.name, role)


@over_authorities
def test_conversions_and_strangers_are_not_recognised(key):
    for file in fixtures.files(key):
        assert authority(key).recognise(f"derived_{file.name}", file.data[: fixtures.HEAD]) is None
    for name, data in (("notes.txt", b"hello"), ("photo.png", b"\x89PNG"), ("", b""), ("index.html", HTML)):
        assert authority(key).recognise(name, data) is None


@over_authorities
def test_every_list_of_an_authority_has_a_fixture(key):
    read = {shot.list_key for shot in fixtures.shots(key)}
    assert {spec.key for spec in authority(key).lists if not spec.key.endswith(".template")} <= read


@over_shots
def test_what_is_read_keeps_the_contract(shot):
    spec = authority(shot.authority).list_spec(shot.list_key)
    parsed = shot.read()
    assert parsed.list_key == shot.list_key
    assert parsed.entries
    assert parsed.records
    ids = [entry.listing.source_id for entry in parsed.entries]
    assert len(ids) == len(set(ids)), "native ids are unique on a list"
    for entry in parsed.entries:
        listing = entry.listing
        assert (listing.authority, listing.list_key) == (shot.authority, shot.list_key)
        assert listing.source_id == listing.source_id.strip() != ""
        assert listing.facets, "an entry that speaks of nothing"
        if "core" in listing.facets:
            assert listing.names
            assert listing.schema in spec.holds
        assert listing.effects or listing.listed_on is None, "being on a list has an effect"
        assert all(name.text.strip() for name in listing.names)
        assert all(number.value for number in listing.identifiers)


@over_shots
def test_dates_are_in_order_and_within_reason(shot):
    for entry in shot.read().entries:
        for field in entry.listing.__struct_fields__:
            held = getattr(entry.listing, field)
            for value in held if isinstance(held, tuple) else (held,):
                if isinstance(value, PartialDate | ActDate):
                    ends = [day for day in (value.earliest, value.latest) if day is not None]
                    assert ends, (field, value)
                    assert ends == sorted(ends), (field, value)
                    assert all(date(1800, 1, 1) <= day <= date(2100, 1, 1) for day in ends), (field, value)


@over_shots
def test_reading_twice_says_the_same_bit_for_bit(shot):
    one, other = shot.read(), shot.read()
    assert one == other
    assert [packed(e.listing) for e in one.entries] == [packed(e.listing) for e in other.entries]


@over_shots
def test_the_order_of_the_files_is_of_no_matter(shot):
    turned = fixtures.Shot(shot.authority, shot.list_key, shot.files[::-1])
    assert turned.read() == shot.read()


@over_shots
def test_every_locator_leads_to_raw_text(shot):
    files = [file for _, file in shot.files]
    for entry in shot.read().entries:
        for place in raw_text(entry.locator, files):
            assert place.text, (entry.locator, place.why)


@over_shots
def test_ids_hold_nothing_of_the_place_in_the_file(shot):
    """Without its first entry every other one keeps its id, and, but for ties to it, reads the same."""
    if len(shot.files) > 1 and any(fixtures.is_markup(file.data) for _, file in shot.files):
        return  # two forms of one list, which would disagree; each is tried alone
    before = {entry.listing.source_id: entry for entry in shot.read().entries}
    first = next(iter(before.values()))
    changed = False
    thinner = shot
    for number, (_, file) in enumerate(shot.files):
        data = without(file, first.locator)
        if data is not None:
            thinner, changed = thinner.with_data(number, data), True
    assert changed, f"the entry at {first.locator} could not be taken out"
    try:
        after = {entry.listing.source_id: entry.listing for entry in thinner.read().entries}
    except SourceError:
        assert len(before) < 4, "a fixture of some entries can lose one"
        return
    assert set(after) <= set(before)
    assert len(after) >= len(before) - 2
    rest = {key: listing for key, listing in after.items() if key != first.listing.source_id}
    rest = {key: listing for key, listing in rest.items() if not listing.relations and not listing.quotes}
    assert {key for key, listing in rest.items() if listing != before[key].listing} == set()


def without(file, locator):
    """The bytes without what stands at the locator; None when it is not in this file."""
    parts = [part for part in locator.split("; ") if part.startswith(file.name) or ":" not in part]
    if not parts or not any(place.text for part in parts for place in raw_text(part, [file])):
        return None
    if file.data.startswith(b"PK\x03\x04"):
        return _without_row(file, parts[0])
    if file.data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return _without_element(file, parts[0])
    lines = file.data.split(b"\n")
    gone = {number for part in parts for number in _lines(part, file)}
    return b"\n".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _lines(part, file):
    """The numbers of the lines of one place: from the locator, or of the rows that it leads to."""
    first, _, last = part.rpartition(":")[2].partition("-")
    if first.isdecimal():
        return range(int(first), int(last or first) + 1)
    leaves = [leaf for place in raw_text(part, [file]) for leaf in place.leaves]
    return {int(leaf.place.split(",")[0].removeprefix("row ")) for leaf in leaves}


def _without_row(file, locator):
    title, _, rows = locator.rpartition("!row")
    book = openpyxl.load_workbook(io.BytesIO(file.data))
    sheet = book[title] if title in book.sheetnames else book.worksheets[0]
    sheet.delete_rows(int(rows.lstrip("s ").partition("-")[0].rpartition(" ")[2]))
    return saved(book)


def _without_element(file, locator):
    wanted = {place.text for place in raw_text(locator, [file])}
    root = etree.fromstring(file.data)
    for element in list(root.iter()):
        if etree.tostring(element, encoding="unicode", with_tail=False) in wanted:
            element.getparent().remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


# --- a list says what it is


@over_lists
def test_a_list_says_all_about_itself(spec):
    assert spec.title
    assert spec.holds
    assert spec.effects
    assert spec.source_id
    assert spec.max_shrink_reason
    assert 0 < spec.max_shrink < 1
    for field in ("count_reason", "legal_basis", "formats", "frequency"):
        assert getattr(spec, field).strip(), f"{spec.key} does not say its {field}"
    assert spec.traps, f"{spec.key} has no traps, which no list has"
    assert 0 < spec.count_floor <= spec.count_ceiling
    assert all(fill.reason and 0 < fill.at_least <= 1 for fill in spec.fills)


@over_lists
def test_no_file_is_a_source_error(spec):
    with pytest.raises(SourceError):
        authority(spec.key.partition(".")[0]).read(spec.key, [])


@over_authorities
def test_the_lists_of_an_authority_are_its_own(key):
    assert authority(key).key == key
    assert authority(key).name
    for spec in authority(key).lists:
        assert spec.key.startswith(f"{key}.")
    assert authority(key).lists


# --- bytes that are no list

HTML = b"<!DOCTYPE html><html><head><title>403</title></head><body>Access denied</body></html>"


def _pages():
    rows = b"x,y,z\n1,2,3\n"
    bomb = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    yield "empty", b""
    yield "blank", b" \r\n\t\n"
    yield "HTML", HTML
    yield "an entity bomb", b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">' + bomb + b"]><l>&l11;</l>"
    yield "another XML", b"<?xml version='1.0'?><rss><channel/></rss>"
    yield "another CSV", rows * 50
    yield "no text at all", bytes(range(128, 256)) * 40
    yield "NULs", b"\0" * 5000
    yield "UTF-16", "uid,name\n1,x\n".encode("utf-16")
    yield "a zip that is no workbook", _zip({"a.txt": b"hello"})
    yield (
        "a zip bomb",
        _zip({"xl/worksheets/sheet1.xml": b"\0" * 60_000_000}),
    )
    yield "JSON", b'{"error": "rate limited"}'
    yield "a PDF", b"%PDF-1.7"
    yield "an end of file", b"\x1a"
    yield "an open quote", b'1,"open'
    yield "two control characters", b"\0\1"
    yield "the first bytes of a workbook", b"PK\x03\x04"
    yield "a workbook without its rest", b"PK\x03\x04" + b"\0" * 100


def _zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name, data)
    return out.getvalue()


PAGES = dict(_pages())


@pytest.mark.parametrize("what", list(PAGES))
@over_authorities
def test_what_is_no_list_is_a_source_error_and_soon(key, what):
    parts = {(role.list_key, role.role): (role, file) for file, role in fixtures.roles(key) if role}
    for role, file in parts.values():
        began = time.process_time()
        with pytest.raises(SourceError):
            authority(key).read(role.list_key, [(role, File(file.name, PAGES[what]))])
        assert time.process_time() - began < MAX_S


@over_shots
def test_a_file_with_a_doctype_is_refused(shot):
    if len(shot.files) > 1 or shot.files[0][1].name.endswith(".html"):
        return  # each file is refused alone; among others it may be passed over with an alarm; HTML has one
    for doctype in (b"<!DOCTYPE x>", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'):
        data = with_doctype(shot.files[0][1].data, doctype)
        if data is not None:
            with pytest.raises(SourceError):
                shot.with_data(0, data).read()


def with_doctype(data, doctype):
    """The same XML or workbook with the declaration in front; None for other text."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            members = {item.filename: pack.read(item) for item in pack.infolist()}
        name = next(name for name in members if name.startswith("xl/worksheets/"))
        return _zip({**members, name: _declared(members[name], doctype)})
    return _declared(data, doctype) if data.lstrip(b"\xef\xbb\xbf").startswith(b"<") else None


def _declared(data, doctype):
    head, sign, rest = data.partition(b"?>")
    if sign and head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        return head + sign + doctype + rest
    return doctype + data


@over_shots
def test_a_file_that_is_cut_off_is_refused_or_holds_less(shot):
    """A cut XML or workbook is an error. A text cut between rows is a shorter list: the guard's matter."""
    whole = {entry.listing.source_id for entry in shot.read().entries}
    for number, (_, file) in enumerate(shot.files):
        strict = file.data.startswith(b"PK\x03\x04") or b"<" in file.data[:8]
        strict = strict and not file.name.endswith(".html")
        size = len(file.data)
        for kept in (*(int(size * share) for share in (0.05, 0.3, 0.5, 0.8, 0.97)), size - 200, size - 30):
            cut = shot.with_data(number, file.data[:kept])
            try:
                found = {entry.listing.source_id for entry in cut.read().entries}
            except SourceError:
                continue
            if len(shot.files) == 1:
                assert not strict, f"{file.name} cut to {kept} of {size} bytes was read"
                assert found <= whole


@over_shots
def test_bytes_of_another_encoding_in_the_middle_are_an_error_or_an_alarm(shot):
    """Never another exception; and a workbook's bytes damaged in the middle are an error or read the same."""
    for number, (_, file) in enumerate(shot.files):
        middle = len(file.data) // 2
        data = file.data[:middle] + b"\xff\xfe\x80\xc3" + file.data[middle:]
        try:
            shot.with_data(number, data).read()
        except SourceError:
            continue


@over_lists
def test_damaged_bytes_of_a_file_alone_give_a_list_or_a_source_error(spec):
    """And soon; whether or not they are still taken for a file of the list."""
    key = spec.key.partition(".")[0]
    mine = [(file, role) for file, role in fixtures.roles(key) if role and role.list_key == spec.key]

    @given(st.sampled_from(mine), st.data())
    @settings(max_examples=max(300, 150 * len(mine)))
    def holds(one, data):
        file, role = one
        bad = File(file.name, data.draw(damaged(file.data)))
        assert authority(key).recognise(bad.name, bad.data[: fixtures.HEAD]) in (None, role)
        began = time.process_time()
        try:
            parsed = authority(key).read(spec.key, [(role, bad)])
        except SourceError:
            parsed = None
        assert parsed is None or (isinstance(parsed, Parsed) and parsed.entries)
        assert time.process_time() - began < DAMAGED_MAX_S

    holds()

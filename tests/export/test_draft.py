import csv
import io
import json
from datetime import date
from pathlib import Path

import docx
import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaps.world import specs
from interlock.base.errors import QueryError
from interlock.export.draft import Draft, draft_of, gap_named
from interlock.export.draft_docx import write_docx
from interlock.export.draft_jp import write_list
from interlock.export.draft_template import COLUMNS, as_template
from interlock.export.draft_us import write_sdn_xml
from interlock.export.drafting import form_of, writer_of
from interlock.gaps.run import answer_from
from interlock.model.dates import PartialDate
from interlock.model.listing import Address, Identifier, Name
from interlock.report.text import FORMULA_STARTS
from interlock.report.wording import FICTIONAL
from interlock.sources.contract import File
from interlock.sources.registry import authority
from interlock.sources.template import canonical
from made import record
from made_editions import DAY, edition_of, world

COALITION = ("us", "jp", "kr")


def with_listing(one, **more):
    return msgspec.structs.replace(one, listing=msgspec.structs.replace(one.listing, **more))


def drafts(records, *, fictional=False, status="open"):
    """Every draft of the gaps of that status, by gap id."""
    edition = edition_of(records, lists=specs(), fictional=fictional)
    report = answer_from(edition, as_of=DAY, coalition=COALITION, focus="dprk")
    return {gap.gap_id: draft_of(edition, gap, DAY) for gap in report.gaps if gap.status == status}


def draft_for(key, records, **more):
    found = [made for made in drafts(records, **more).values() if made.authority == key]
    return next(made for made in found if made.gap.kind in ("designation", "un_implementation"))


def japan():
    """The draft for Japan of a woman whom three lists know, one by another birth date."""
    first = with_listing(
        record(
            "us:1", "HONG, Gil Sun", "HONG, Kil Sun", births=("1970-03-01",), passports=("100000001",),
            nationalities=("KP",), genders=("female",), positions=("Director",), on="2020-05-01",
            addresses=(Address("1 Example Street, Pyongyang", "KP"),),
        ),
        birth_places=("Pyongyang",),
    )  # fmt: skip
    second = record(
        "kr:10", "Hong Gil Sun", "홍길순", births=("1970-03-02",), passports=("100000001",), on="2021-06-01"
    )
    third = with_listing(
        record("eu:7", "HONG Gil Sun", births=("1970",), passports=("100000001",), on="2022-01-01"),
        names=(Name("HONG Gil Sun"), Name("ホン・ギルスン", "alias"), Name("SUNNY", "alias", "weak")),
    )
    return draft_for("jp", [first, second, third])


def read_back(key: str, name: str, data: bytes):
    known = authority(key)
    role = known.recognise(name, data[:4096])
    return known.read(role.list_key, [(role, File(name, data))])


def numbered(data: bytes) -> bytes:
    """The template, with the number that the authority gives."""
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    row[head.index("entry_no")] = "901"
    out = io.StringIO()
    csv.writer(out).writerows([head, row])
    return out.getvalue().encode()


# --- what a draft says


def test_every_value_names_the_entries_that_print_it(snapshot):
    assert json.loads(msgspec.json.encode(japan())) == snapshot


def test_two_birth_dates_are_both_there_and_named_as_a_contradiction():
    made = japan()
    assert [day.iso for day in made.dates["birth_dates"]] == ["1970", "1970-03-01", "1970-03-02"]
    assert [found.field for found in made.contradictions] == ["birth_dates"]
    text = made.contradictions[0].text
    assert "1970-03-01 [us.sdn 1 (2026-01-01)]" in text
    assert "1970-03-02 [kr.fsc 10 (2026-01-01)]" in text


@pytest.mark.parametrize(
    ("first", "second", "contradict"),
    [
        ((PartialDate.of_years(1946), PartialDate.of_years(1947)), (PartialDate.of_years(1947),), False),
        ((PartialDate.of_years(1946, circa=True),), (PartialDate.of_years(1947),), False),
        ((PartialDate.of_years(1946, circa=True),), (PartialDate.of_years(1950),), True),
        ((PartialDate.of_years(1946),), (PartialDate.of_years(1947),), True),
    ],
)
def test_alternatives_of_one_list_and_about_contradict_nobody(first, second, contradict):
    one = with_listing(record("us:1", "HONG, Gil Dong", passports=("100000001",)), birth_dates=first)
    other = with_listing(record("kr:2", "Hong Gil Dong", passports=("100000001",)), birth_dates=second)
    assert bool(draft_for("jp", [one, other]).contradictions) is contradict


def test_the_authority_gets_names_in_its_own_script_and_is_told_when_there_are_none():
    assert [name.text for name in japan().own_script] == ["ホン・ギルスン"]
    made = draft_for("jp", [record("us:1", "HONG, Gil Dong")])
    assert made.own_script == ()
    assert any(text.startswith("name in katakana: no list prints one") for text in made.missing)
    assert any(text.startswith("date of birth") for text in made.missing)


def test_an_entry_that_is_not_in_force_gives_no_value():
    gone = record(
        "eu:8", "HONG GIL DONG", "WRONG NAME", passports=("100000001",), on="2010-01-01", off="2012-01-01"
    )
    made = draft_for("jp", [*world(), gone])
    assert "WRONG NAME" not in [name.text for name in made.names]


def test_legal_bases_are_candidates_for_the_lawyers():
    made = japan()
    assert made.legal_basis
    assert all("to be verified by the authority's lawyers" in law.origin for law in made.legal_basis)


def test_a_closed_gap_has_no_draft_and_an_unknown_id_says_what_to_do():
    edition = edition_of(world(), lists=specs())
    report = answer_from(edition, as_of=DAY, coalition=COALITION, focus="dprk")
    closed = next(gap for gap in report.gaps if gap.status == "closed")
    with pytest.raises(QueryError, match="is closed"):
        gap_named(report.gaps, closed.gap_id)
    with pytest.raises(QueryError, match="no gap 'x' in this question"):
        gap_named(report.gaps, "x")


# --- the face of it


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_document_holds_every_value_source_and_warning_and_is_the_same_each_time(tmp_path):
    made = japan()
    write_docx(made, tmp_path / "a.docx")
    write_docx(made, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    text = text_of(tmp_path / "a.docx")
    for name in made.names:
        assert name.text in text
    for expected in (
        "us.sdn 1 (2026-01-01)", "100000001", "홍길순", "ホン・ギルスン", made.contradictions[0].text,
        "DRAFT. No authority has decided anything by it.", *made.missing,
    ):  # fmt: skip
        assert expected in text


def test_a_sample_world_says_so_first(tmp_path):
    made = draft_for("jp", world(), fictional=True)
    assert FICTIONAL in made.warnings[0]
    write_docx(made, tmp_path / "a.docx")
    assert FICTIONAL in text_of(tmp_path / "a.docx")
    assert FICTIONAL in as_template(made).decode()
    write_list(made, tmp_path / "a.xlsx")
    assert FICTIONAL in openpyxl.load_workbook(tmp_path / "a.xlsx")["一覧"]["A1"].value


@pytest.mark.parametrize("status", ["unknown", "unresolved"])
def test_a_gap_in_doubt_has_a_draft_with_a_warning_on_its_face_and_no_row(tmp_path, status):
    made = japan()
    doubtful = msgspec.structs.replace(made.gap, status=status, may_be=("jp:1",))
    edition = edition_of([record("us:1", "HONG, Gil Dong")], lists=specs())
    target = edition.targets[0].target_id
    made = draft_of(edition, msgspec.structs.replace(doubtful, target_id=target), DAY)
    writer_of(made, "docx", tmp_path / "a.docx")(tmp_path / "a.docx")
    writer_of(made, "json", tmp_path / "a.json")(tmp_path / "a.json")
    assert status.upper() in text_of(tmp_path / "a.docx")
    assert status.upper() in (tmp_path / "a.json").read_text()
    for form in ("template", "list"):
        with pytest.raises(QueryError, match="shows no warning"):
            writer_of(made, form, tmp_path / "a")


def test_the_form_is_named_or_told_by_the_suffix():
    assert [form_of(Path(name), None) for name in ("a.docx", "a.JSON", "a.csv", "a.xlsx")] == [
        "docx", "json", "template", "list",
    ]  # fmt: skip
    assert form_of(Path("a.txt"), "json") == "json"
    with pytest.raises(QueryError, match="no form of a draft"):
        form_of(Path("a.txt"), None)
    with pytest.raises(QueryError, match="own list format of South Korea"):
        writer_of(draft_for("kr", [record("us:1", "HONG, Gil Dong")]), "list", Path("a.xlsx"))
    with pytest.raises(QueryError, match=r"is a \.xlsx file"):
        writer_of(japan(), "list", Path("a.xml"))


# --- rows that our parsers read back


def test_every_column_of_the_row_is_one_of_the_template():
    assert "" not in canonical(COLUMNS)


def test_a_row_without_its_number_is_not_read_as_a_list(tmp_path):
    made = japan()
    with pytest.raises(Exception, match="holds no entry"):
        read_back("jp", "draft.csv", as_template(made))
    write_list(made, tmp_path / "a.xlsx")
    with pytest.raises(Exception, match="no entry is in this workbook"):
        read_back("jp", "shisantouketsu20260310.xlsx", (tmp_path / "a.xlsx").read_bytes())


def check_template(made: Draft) -> None:
    name = "notice-2026.csv" if made.authority == "kr" else "draft.csv"
    parsed = read_back(made.authority, name, numbered(as_template(made)))
    assert parsed.alarms == ()
    told = parsed.entries[0].listing
    assert {name.text for name in told.names} == {name.text for name in made.names}
    assert {day.iso() for day in told.birth_dates} == {day.iso for day in made.dates.get("birth_dates", ())}
    kinds = {"passport", "national_id", "registration", "swift", "wallet"}
    assert {(n.kind, n.value, n.country) for n in told.identifiers if n.kind in kinds} == {
        (n.kind, n.value, n.country) for n in made.identifiers if n.kind in kinds
    }
    assert {place.text for place in told.addresses} == {value.value for value in made.addresses}
    assert told.positions == tuple(value.value for value in made.fields.get("positions", ()))
    assert told.effects == ("asset_freeze",)
    assert not parsed.coverage.roster


def test_the_template_reads_back_to_the_same_values():
    check_template(japan())
    for made in drafts(world()).values():
        check_template(made)


WORDS = st.text("ABCDEFGHIJ abcdefghij", min_size=2, max_size=20).map(str.split).filter(bool).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    names=st.lists(WORDS, min_size=1, max_size=4, unique=True),
    numbers=st.lists(st.text("ABC0123456789-/", min_size=4, max_size=10), max_size=3),
    years=st.tuples(st.integers(1900, 1990), st.integers(0, 3), st.booleans()),
    places=st.lists(WORDS, max_size=2, unique=True),
)
def test_whatever_a_list_prints_the_template_reads_back(names, numbers, years, places):
    born = PartialDate.of_years(years[0], years[0] + years[1], circa=years[2])
    one = with_listing(
        record("us:1", *names),
        identifiers=tuple(
            Identifier("passport", "".join(ch for ch in text if ch.isalnum()), text)
            for text in numbers
            if any(ch.isalnum() for ch in text)
        ),
        birth_dates=(born,),
        addresses=tuple(Address(text, "") for text in places),
    )
    check_template(draft_for("jp", [one]))


@given(text=st.one_of(st.sampled_from(("=1+1", "+a", "-b", "@c", "\t=1", "＝x")), st.text(min_size=1)))
def test_no_cell_of_the_template_is_a_formula(text):
    one = with_listing(
        record("us:1", "HONG, Gil Dong"), positions=(text,), names=(Name("A B"), Name(text, "alias"))
    )
    for row in csv.reader(io.StringIO(as_template(draft_for("jp", [one])).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(FORMULA_STARTS) for cell in row)


def test_the_row_of_japans_workbook_reads_back_to_the_same_values(tmp_path):
    made = japan()
    write_list(made, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[1]
    assert sheet.title == "17. 案"
    sheet["A4"], sheet["B4"] = "2026.3.10", "901"
    book.save(tmp_path / "b.xlsx")
    parsed = read_back("jp", "shisantouketsu20260310.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert parsed.alarms == ()
    told = parsed.entries[0].listing
    assert (told.source_id, told.schema) == ("017-000901", "Person")
    assert told.listed_on.earliest == date(2026, 3, 10)
    assert {name.text for name in told.names} == {name.text for name in made.names}
    assert {day.iso() for day in told.birth_dates} == {day.iso for day in made.dates["birth_dates"]}
    assert {n.value for n in told.identifiers} == {"100000001"}
    assert (told.nationalities, told.genders, told.positions) == (("KP",), ("female",), ("Director",))
    assert [place.text for place in told.addresses] == ["1 Example Street, Pyongyang"]
    assert told.birth_places == ("Pyongyang",)


def test_the_entry_of_ofacs_xml_reads_back_to_the_same_values(tmp_path):
    woman = with_listing(
        record(
            "kr:1", "HONG, Gil Sun", "HONG & Sun", "홍길순", births=("1970-03-01", "1970-04", "1971"),
            passports=("100000001",), nationalities=("KP",), genders=("female",), positions=("Director",),
            addresses=(Address("1 Example Street, Pyongyang", "KP"),), on="2020-05-01",
        ),
        birth_places=("Pyongyang",),
    )  # fmt: skip
    made = draft_for("us", [woman])
    write_sdn_xml(made, tmp_path / "a.xml")
    data = (tmp_path / "a.xml").read_bytes()
    with pytest.raises(Exception, match=r"SDN\.XML"):
        read_back("us", "SDN.XML", data)
    parsed = read_back("us", "SDN.XML", data.replace(b"<uid></uid>", b"<uid>901</uid>"))
    assert parsed.alarms == ()
    told = parsed.entries[0].listing
    assert {name.text for name in told.names} == {"HONG, Gil Sun", "HONG & Sun"}
    assert [day.iso() for day in told.birth_dates] == ["1970-03-01", "1970-04", "1971"]
    assert [(n.kind, n.value) for n in told.identifiers] == [("passport", "100000001")]
    assert (told.nationalities, told.genders, told.positions) == (("KP",), ("female",), ("Director",))
    assert [place.text for place in told.addresses] == ["1 Example Street, Pyongyang"]
    assert told.birth_places == ("Pyongyang",)

"""Editions: immutable, found by their content, checked when read, swapped in one step."""

import hashlib
from datetime import date

import msgspec
import pyarrow.parquet as pq
import pytest

import made
from interlock.base.errors import NoEditionError, StoreError
from interlock.model.edition import EditionContent, JudgementsUsed, Version, packed
from interlock.model.record import Snapshot, SnapshotFile
from interlock.model.snapshot import Coverage
from interlock.model.target import Link, Target, own_id
from interlock.store.editions import Editions

ONE, TWO = made.record("us:1", "KIM, One", "One KIM", passports=["A 1"]), made.record("jp:1", "KIM One")
LINK = Link("jp:1", "us:1", 0.9, ("same passport",))
TARGET = Target(
    target_id="IL-A", schema="Person", caption="KIM, One", members=("jp:1", "us:1"), links=(LINK,)
)


def content(*records, code="1.0", targets=()):
    found = records or (ONE, TWO)
    return EditionContent(
        code_version=code,
        lists=(),
        snapshots=(
            Snapshot(
                authority="us",
                list_key="us.sdn",
                day=date(2026, 1, 1),
                files=(SnapshotFile("sdn.csv", "sdn", "ab" * 32, 7),),
                entries=1,
                records={"sdn": 1},
                coverage=Coverage(),
            ),
        ),
        records=tuple(sorted(found, key=lambda record: record.key)),
        versions=tuple(
            Version(record.key, record.first_seen, packed(record.listing)[0].hex(), packed(record.listing)[1])
            for record in sorted(found, key=lambda record: record.key)
        ),
        targets=targets
        or (
            Target(
                target_id="IL-A", schema="Person", caption="KIM, One", members=("jp:1", "us:1"), links=(LINK,)
            ),
        ),
    )


def hashes(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_written_is_read_back(tmp_path):
    """Every part, as the same values."""
    given = content()
    edition_id = Editions(tmp_path).write(given)
    edition = Editions(tmp_path).load()
    assert edition.edition_id == edition_id == Editions(tmp_path).current()
    assert edition.snapshots == given.snapshots
    assert edition.records == given.records
    assert edition.targets == given.targets
    assert edition.versions == given.versions
    assert edition.versions[0].listing() == given.records[0].listing
    Editions(tmp_path).verify()


def test_the_same_content_is_the_same_edition_byte_for_byte(tmp_path):
    """In another home, given in another order; and writing again changes no file."""
    given = content()
    shuffled = EditionContent(
        code_version="1.0",
        lists=(),
        snapshots=given.snapshots,
        records=given.records[::-1],
        versions=given.versions[::-1],
        targets=given.targets,
    )
    one, two = Editions(tmp_path / "a"), Editions(tmp_path / "b")
    assert one.write(given) == two.write(shuffled)
    assert hashes(tmp_path / "a" / "editions") == hashes(tmp_path / "b" / "editions")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a" / "editions").rglob("*")}
    one.write(given)
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "a" / "editions").rglob("*")}


def test_other_content_or_other_code_is_another_edition(tmp_path):
    """And the old ones stay readable beside the new."""
    editions = Editions(tmp_path)
    ids = {
        editions.write(content()),
        editions.write(content(code="1.1")),
        editions.write(content(ONE, targets=())),
    }
    assert len(ids) == 3
    assert set(editions.ids()) == ids
    assert {len(editions.load(edition_id).records) for edition_id in ids} == {1, 2}


def test_the_tables_can_be_asked_without_interlock(tmp_path):
    """Plain columns of plain types, with the target of each row."""
    edition_id = Editions(tmp_path).write(content())
    folder = tmp_path / "editions" / edition_id
    records = pq.read_table(folder / "records.parquet").to_pylist()
    assert [(row["key"], row["target_id"], row["listed_earliest"]) for row in records] == [
        ("jp:1", "IL-A", date(2020, 1, 1)),
        ("us:1", "IL-A", date(2020, 1, 1)),
    ]
    names = pq.read_table(folder / "names.parquet").to_pylist()
    assert {row["text"] for row in names} == {"KIM One", "KIM, One", "One KIM"}
    assert pq.read_table(folder / "identifiers.parquet").to_pylist() == [
        {"key": "us:1", "target_id": "IL-A", "kind": "passport", "value": "A1", "country": ""}
    ]
    (link,) = pq.read_table(folder / "links.parquet").to_pylist()
    assert link == {"a": "jp:1", "b": "us:1", "score": 0.9, "reasons": ["same passport"], "status": "linked"}


def test_no_edition_says_what_to_do(tmp_path):
    """Neither the current one nor one by name."""
    assert Editions(tmp_path).current() is None
    with pytest.raises(NoEditionError, match="interlock build"):
        Editions(tmp_path).load()
    Editions(tmp_path).write(content())
    with pytest.raises(NoEditionError, match="there is no edition 'beef'"):
        Editions(tmp_path).load("beef")


@pytest.mark.parametrize("name", ["records.parquet", "targets.parquet", "versions.parquet", "edition.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "gone"])
def test_damage_is_found_and_put_right_by_writing_again(tmp_path, name, harm):
    """A wrong number is never shown."""
    editions = Editions(tmp_path)
    edition_id = editions.write(content())
    path = tmp_path / "editions" / edition_id / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(bytes(data) if harm == "flip" else bytes(data[:-9]))
    with pytest.raises(StoreError):
        editions.verify()
    if name == "records.parquet":
        with pytest.raises(StoreError):
            _ = editions.load().records
    assert editions.write(content()) == edition_id
    editions.verify()


def test_a_damaged_pointer_is_found(tmp_path):
    """And not taken for a name."""
    Editions(tmp_path).write(content())
    (tmp_path / "editions" / "current").write_text("../../etc")
    with pytest.raises(StoreError, match="damaged"):
        Editions(tmp_path).load()


def test_a_reader_keeps_its_edition_while_another_is_built(tmp_path):
    """The pointer is read once."""
    editions = Editions(tmp_path)
    editions.write(content())
    reading = editions.load()
    editions.write(content(ONE))
    assert len(reading.records) == 2
    assert len(editions.load().records) == 1


def test_an_edition_names_the_judgements_it_was_built_with_and_is_another_with_others(tmp_path):
    editions = Editions(tmp_path)
    plain = editions.write(content())
    used = JudgementsUsed(count=2, sha256="ab" * 32, ignored=1, contradictions=("a and b",))
    judged = editions.write(msgspec.structs.replace(content(), judgements=used))
    assert judged != plain
    assert editions.load(judged).judgements == used
    assert editions.load(plain).judgements == JudgementsUsed()
    editions.verify()


def test_the_ids_that_members_could_give_lead_to_their_target(tmp_path):
    """As a table, for whoever asks with other tools; and what an id stood for in any edition."""
    editions = Editions(tmp_path)
    first = editions.write(content())
    path = tmp_path / "editions" / first / "redirects.parquet"
    rows = pq.read_table(path).to_pylist()
    assert rows == sorted(
        ({"id": own_id(key), "target_id": "IL-A", "key": key} for key in ("us:1", "jp:1")),
        key=lambda row: row["id"],
    )
    alone = msgspec.structs.replace(TARGET, members=("us:9",), links=())
    editions.write(content(targets=(alone,)))
    assert editions.once_held("IL-A") == {"us:1", "jp:1", "us:9"}
    assert editions.once_held("IL-B") == frozenset()
    (tmp_path / "editions" / first / "targets.parquet").write_bytes(b"damaged")
    assert editions.once_held("IL-A") == {"us:9"}


def test_a_damaged_table_of_the_current_edition_is_not_copied_into_the_next(tmp_path):
    """The next one of the same values has the same files, whatever became of those of the current one."""
    editions = Editions(tmp_path / "a")
    first = editions.write(content())
    sound = hashes(tmp_path / "a" / "editions" / first)
    for name in ("names", "links"):
        path = tmp_path / "a" / "editions" / first / f"{name}.parquet"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    second = editions.write(content(code="2.0"))
    editions.verify(second)
    copied = hashes(tmp_path / "a" / "editions" / second)
    assert {name: copied[name] for name in copied if name != "edition.json"} == {
        name: sound[name] for name in sound if name != "edition.json"
    }

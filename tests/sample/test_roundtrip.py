"""The real parsers read the world: no alarm, the entries of the truth, and the facts as they were printed."""

from collections import Counter, defaultdict

import pytest

from interlock.sample.plan import AUTHORITIES, SNAPSHOTS
from interlock.sample.world import make_world
from interlock.sample.write import WRITERS
from interlock.sources.contract import File
from interlock.sources.registry import authority
from sample.reading import files_of, seen_by_truth


def parsed_of(out, key, day):
    by_list = defaultdict(list)
    for name, data in files_of(out, key, day).items():
        role = authority(key).recognise(name, data[:4096])
        assert role is not None, f"{name} is a stranger"
        by_list[role.list_key].append((role, File(name, data)))
    ((list_key, files),) = by_list.items()
    return authority(key).read(list_key, files)


@pytest.fixture(scope="module")
def parsed(written):
    return {
        (key, day.isoformat()): parsed_of(written.out, key, day.isoformat())
        for key in AUTHORITIES
        for day, _ in SNAPSHOTS[key]
    }


@pytest.mark.parametrize("key", AUTHORITIES)
def test_every_list_is_read_without_an_alarm(parsed, key):
    for (of, day), result in parsed.items():
        if of == key:
            assert result.alarms == (), day


@pytest.mark.parametrize("key", AUTHORITIES)
def test_the_parser_finds_the_entries_of_the_truth(parsed, truth, key):
    seen = seen_by_truth(truth)
    for (of, day), result in parsed.items():
        if of == key:
            ids = [entry.listing.source_id for entry in result.entries]
            assert max(Counter(ids).values()) == 1
            assert set(ids) == seen[key, day]


@pytest.mark.parametrize("key", AUTHORITIES)
def test_a_date_in_the_list_is_the_date_of_its_folder(parsed, key):
    for (of, day), result in parsed.items():
        if of == key and result.list_date is not None:
            assert result.list_date.isoformat() == day


@pytest.mark.parametrize("key", ["jp", "kr"])
def test_removals_that_a_list_prints_are_those_of_the_truth(parsed, truth, key):
    removed = {
        entry["source_id"]: entry["delisted_on"]
        for target in truth["targets"]
        for entry in target["entries"]
        if entry["authority"] == key and entry["delisted_on"]
    }
    newest = parsed[key, truth["snapshots"][key][-1]]
    assert {removal.source_id: removal.on.isoformat() for removal in newest.removals} == removed


@pytest.mark.parametrize("key", AUTHORITIES)
def test_what_was_printed_is_what_is_read(key):
    """Kind, passports, ship numbers, birth dates, programmes, own dates and sex of 1,500 targets."""
    entries = make_world(1_500, 11).entries[key]
    day, form = SNAPSHOTS[key][-1]
    files = [File(made.name, b"".join(made.chunks)) for made in WRITERS[key](entries, day, form)]
    roles = [(authority(key).recognise(file.name, file.data[:4096]), file) for file in files]
    result = authority(key).read(roles[0][0].list_key, roles)
    printed = {entry.source_id: entry.as_of(day) for entry in entries if entry.shown(day)}
    assert result.alarms == ()
    assert {entry.listing.source_id for entry in result.entries} == printed.keys()
    for read in result.entries:
        assert facts_read(key, read.listing) == facts_printed(key, printed[read.listing.source_id])


def facts_printed(key, entry):
    births = sorted(birth_iso(birth) for birth in entry.births)
    ship = entry.kind == "Vessel" and key in ("us", "eu")
    return {
        "person": entry.kind == "Person",
        "births": births,
        "passports": sorted(entry.passports) if prints_passports(key, entry) else [],
        "imo": [entry.imo] if ship else [],
        "programmes": sorted(entry.programmes),
        "listed_on": None if key == "us" else entry.on,
        "unconfirmed": key == "kr" and not entry.dated,
        "amended_on": list(entry.amended) if key in ("un", "jp") else [],
        "sex": ["female" if entry.female else "male"] if prints_sex(key, entry) else [],
    }


def prints_passports(key, entry):
    return key != "jp" or entry.sheet != 29


def prints_sex(key, entry):
    if key == "eu":  # stands in the name that carries the function
        return entry.gender_printed and entry.role is not None
    return entry.gender_printed and not (key == "jp" and entry.sheet == 29)


def facts_read(key, listing):
    by_kind = defaultdict(list)
    for identifier in listing.identifiers:
        by_kind[identifier.kind].append(identifier.value)
    return {
        "person": listing.schema == "Person",
        "births": sorted(birth.iso() for birth in listing.birth_dates),
        "passports": sorted(by_kind["passport"]),
        "imo": by_kind["imo_ship"],
        "programmes": sorted(listing.programmes) if key in ("us", "un", "eu") else [],
        "listed_on": listing.listed_on and listing.listed_on.latest,
        "unconfirmed": listing.listed_on is not None and not listing.listed_on.is_confirmed,
        "amended_on": list(listing.amended_on) if key in ("un", "jp") else [],
        "sex": list(listing.genders),
    }


def birth_iso(birth):
    if birth.to_year:
        return f"{birth.year}..{birth.to_year}"
    if birth.day:
        return f"{birth.year}-{birth.month:02d}-{birth.day:02d}"
    return ("~" if birth.circa else "") + str(birth.year)

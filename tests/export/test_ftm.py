import json
import os
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.ftm import verdict
from interlock.export.ftm import entities
from interlock.export.numbers import checked
from interlock.model.dates import PartialDate
from interlock.model.listing import Identifier
from interlock.report.wording import FICTIONAL
from made_editions import edition_of, editions, shown, world

RIVAL = os.environ.get("INTERLOCK_FTM_PYTHON", sys.executable)


def _has_ftm():
    probe = [RIVAL, "-c", "import followthemoney"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def lines_of(found):
    return [json.loads(msgspec.json.encode(one)) for one in entities(found)]


def test_the_entities_of_a_small_world(snapshot):
    assert lines_of(shown(edition_of(world()))) == snapshot


@given(edition=editions())
def test_every_target_and_entry_of_the_edition_is_one_entity(edition):
    found = shown(edition)
    lines = lines_of(found)
    ids = [line["id"] for line in lines]
    assert len(set(ids)) == len(ids)
    assert {line["id"] for line in lines if line["target"]} == {card.target.target_id for card in found.cards}
    records = [line["properties"]["recordId"][0] for line in lines if line["schema"] == "Sanction"]
    assert sorted(records) == sorted(entry.record.key for card in found.cards for entry in card.entries)
    ties = [line for line in lines if line["schema"] in ("UnknownLink", "Ownership")]
    assert len(ties) == len(found.ties)
    ends = ("subject", "object", "owner", "asset")
    assert {end for line in ties for name in ends for end in line["properties"].get(name, ())} <= set(ids)
    for line in lines:
        assert (line["edition"], line["fictional"]) == (edition.edition_id, edition.fictional)


@given(edition=editions())
def test_every_name_of_an_entry_in_force_is_told(edition):
    found = shown(edition)
    told = {line["id"]: json.dumps(line["properties"], ensure_ascii=False) for line in lines_of(found)}
    for card in found.cards:
        for entry in card.entries:
            for name in entry.listing.names:
                if name.text.isascii() and name.text.isalnum():
                    assert name.text in told[card.target.target_id]


def test_a_sample_world_says_so_on_every_entity():
    lines = lines_of(shown(edition_of(world(), fictional=True)))
    assert lines
    for line in lines:
        assert FICTIONAL in json.dumps(line["properties"])


def test_a_span_of_years_is_no_birth_date_and_stands_in_the_notes():
    spans = (PartialDate.of_years(1958, 1961, text="1958 to 1961"), PartialDate.of_years(1960, circa=True))
    records = world()
    records[0] = msgspec.structs.replace(
        records[0], listing=msgspec.structs.replace(records[0].listing, birth_dates=spans)
    )
    person = next(
        line for line in lines_of(shown(edition_of(records))) if line["caption"] == "HONG, Gil Dong"
    )
    assert "1958" not in str(person["properties"]["birthDate"])
    assert "1960" in person["properties"]["birthDate"]
    notes = " ".join(person["properties"]["notes"])
    assert "1958..1961 (printed: 1958 to 1961)" in notes
    assert "~1960" in notes


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("imo_ship", "8617524", "IMO8617524"),
        ("imo_ship", "8617525", ""),
        ("imo_company", "5342883", "IMO5342883"),
        ("swift", "ABCDKPPYXXX", "ABCDKPPY"),
        ("swift", "NOT A BIC", ""),
        ("lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
        ("lei", "5493001KJTIIGC8Y1R13", ""),
        ("email", "Desk@Example.ORG", "Desk@example.org"),
        ("email", "a@b.org or c@d.org", ""),
        ("website", "www.Example.org", "http://www.example.org/"),
        ("website", "www.a.org or www.b.org", ""),
        ("passport", "PD 836", "PD 836"),
    ],
)
def test_a_number_whose_check_fails_is_no_number(kind, value, expected):
    assert checked(Identifier(kind, value, value)) == expected


@given(st.text(max_size=12))
def test_checking_a_number_never_fails(text):
    for kind in ("imo_ship", "imo_company", "swift", "lei", "email", "website", "other"):
        assert isinstance(checked(Identifier(kind, text, text)), str)


@pytest.mark.skipif(not _has_ftm(), reason="no interpreter with followthemoney: INTERLOCK_FTM_PYTHON")
def test_followthemoney_finds_no_fault():
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in entities(shown(edition_of(world()))))
    found = verdict(RIVAL, lines)
    assert found is not None
    assert found["examples"] == []

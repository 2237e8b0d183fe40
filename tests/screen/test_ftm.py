"""The FollowTheMoney table: what inherits from what, and who may be compared with whom."""

from typing import get_args

from interlock.model.listing import Schema
from interlock.screen import ftm
from interlock.screen.evidence import NUMBERS


def test_every_parent_and_every_target_of_a_property_is_a_schema():
    for name in ftm.schema_names():
        assert all(ftm.is_schema(parent) for parent in ftm.ancestors(name))
        assert all(ftm.is_schema(target) for target, _ in ftm.pointers(name).values())


def test_every_schema_of_a_listing_is_known_and_matchable():
    assert all(ftm.is_matchable(name) for name in get_args(Schema))


def test_kinds_are_compared_with_their_kinds_alone():
    assert ftm.comparable("LegalEntity", "Person") and ftm.comparable("Person", "LegalEntity")
    assert ftm.comparable("Thing", "Vessel") and ftm.comparable("Organization", "Company")
    assert not ftm.comparable("Person", "Company") and not ftm.comparable("Vessel", "Person")
    assert not ftm.comparable("Thing", "Ownership")


def test_properties_are_inherited_with_their_types():
    types = ftm.property_types("Company")
    assert types["name"] == "name" and types["jurisdiction"] == "country" and types["parent"] == "entity"
    assert ftm.property_type("birthDate") == "date"
    assert ftm.property_type("nonsense") == "string"


def test_every_number_that_is_compared_is_an_identifier():
    assert {key: ftm.property_type(key) for key in NUMBERS} == dict.fromkeys(NUMBERS, "identifier")

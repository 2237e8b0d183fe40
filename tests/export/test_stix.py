import json

import pytest
import stix2
from hypothesis import HealthCheck, given, settings

from interlock.export.stix import TLP_WHITE, bundle
from interlock.report.wording import FICTIONAL
from made_editions import edition_of, editions, shown, world


def objects_of(found):
    return json.loads(b"".join(bundle(found)))["objects"]


def check(objects):
    """Every object is STIX 2.1 as stix2 reads it, and every reference leads to an object of the bundle."""
    ids = {one["id"] for one in objects}
    assert len(ids) == len(objects)
    for one in objects:
        stix2.parse(one, allow_custom=False)
        references = [one[name] for name in ("source_ref", "target_ref", "created_by_ref") if name in one]
        references += one.get("object_refs", []) + one.get("object_marking_refs", [])
        assert set(references) <= ids


def test_the_bundle_of_a_small_world_is_stix(snapshot):
    objects = objects_of(shown(edition_of(world())))
    check(objects)
    assert objects == snapshot


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(edition=editions())
def test_the_bundle_of_any_edition_is_stix_and_holds_every_target(edition):
    found = shown(edition)
    objects = objects_of(found)
    check(objects)
    told = [one for one in objects if "listed" in one.get("labels", ())]
    assert len(told) == len(found.cards)
    cited = {(r["source_name"], r["external_id"]) for one in told for r in one["external_references"]}
    assert {(e.listing.list_key, e.listing.source_id) for c in found.cards for e in c.entries} <= cited


def test_ids_are_the_same_in_every_edition_and_the_marking_names_the_edition():
    first, again = (objects_of(shown(edition_of(world()))) for _ in range(2))
    assert first == again
    words = [one["definition"] for one in first if one["type"] == "marking-definition"]
    assert {"statement": "Edition 0123456789abcdef, made of lists that the authorities publish."} in words
    assert all(TLP_WHITE in one["object_marking_refs"] for one in first if "object_marking_refs" in one)


@pytest.mark.parametrize("fictional", [True, False])
def test_a_sample_world_is_marked_fictional(fictional):
    text = b"".join(bundle(shown(edition_of(world(), fictional=fictional)))).decode()
    assert (FICTIONAL in text) is fictional
    assert ('"fictional"' in text) is fictional

"""The rules of the resolver, each on the smallest world that shows it."""

import random
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.resolve import resolve
from interlock.resolve.cluster import target_id
from interlock.resolve.decide import decide
from interlock.resolve.resolve import profiles_of, setting_of
from interlock.resolve.weigh import weights
from made import listing, name, record

# Enough bearers of common words that rarity means something.
CROWD = [
    record(f"us:{900 + i}", f"{family}, {given} {other}", births=(f"{1900 + i}",))
    for i, (family, given, other) in enumerate(
        product(
            ("KIM", "PAK", "RI", "CHOE"),
            ("Chol", "Su", "Song", "Myong"),
            ("Su", "Il", "Ho", "Jin", "Nam", "Sok"),
        )
    )
]


def together(*records, crowd=True):
    """The groups of keys that share a target, the crowd left out."""
    own = {r.key for r in records}
    targets = resolve([*records, *(CROWD if crowd else [])])
    groups = [tuple(key for key in target.members if key in own) for target in targets]
    return sorted(group for group in groups if group)


def doubted(*records):
    own = {r.key for r in records}
    return sorted({(d.a, d.b) for t in resolve([*records, *CROWD]) for d in t.doubts if {d.a, d.b} <= own})


def test_a_quoted_un_reference_links():
    un = record("un:69", "RIM, Ok Chun", quotes=("un:KPI.900",))
    jp = record("jp:015-000001", "IM Ok Chun", quotes=("un:KPi.900",))
    assert together(un, jp) == [("jp:015-000001", "un:69")]


def test_a_reference_quoted_for_an_unlike_name_is_left_to_a_person():
    un = record("un:69", "RIM Ok Chun", quotes=("un:KPI.900",))
    jp = record("jp:015-000001", "Zhang Guowei", quotes=("un:KPI.900",))
    assert together(un, jp) == [("jp:015-000001",), ("un:69",)]
    assert doubted(un, jp) == [("jp:015-000001", "un:69")]


def test_a_shared_passport_links_across_spellings():
    us = record("us:1", "SIN, Ryong Ho", passports=("PS 472-110-999",), births=("1961-03-04",))
    kr = record("kr:7", "SHIN, Yong Ho", passports=("PS472110999",), births=("1961-03-05",))
    assert together(us, kr) == [("kr:7", "us:1")]


def test_a_passport_printed_for_two_men_on_one_list_links_neither():
    first = record("us:1", "SIN, Ryong Ho", passports=("472110999",))
    second = record("us:2", "O, Tae Gun", passports=("472110999",))
    kr = record("kr:7", "Sin Ryong Ho", passports=("472110999",), births=("1950",))
    other = record("kr:8", "O Tae Gun")
    groups = together(first, second, kr, other)
    assert ("us:1",) not in groups or ("us:2",) not in groups
    assert all(not {"us:1", "us:2"} <= set(group) for group in groups)


def test_a_common_name_alone_is_left_to_a_person():
    us = record("us:1", "KIM, Chol Su")
    kr = record("kr:1", "KIM, Chol-su")
    assert together(us, kr) == [("kr:1",), ("us:1",)]
    assert doubted(us, kr) == [("kr:1", "us:1")]


def test_a_common_name_with_the_same_birth_day_links():
    us = record("us:1", "KIM, Chol Su", births=("1961-02-03",))
    jp = record("jp:017-000001", "Kim Chol-su", births=("1961-02-03",))
    assert together(us, jp) == [("jp:017-000001", "us:1")]


def test_a_rare_name_in_one_focus_links():
    us = record("us:1", "THAE, Gyok Ryul")
    kr = record("kr:1", "THAE, Gyok-ryul")
    assert together(us, kr) == [("kr:1", "us:1")]


def test_namesakes_with_other_birth_dates_stay_apart_without_doubt():
    us = record("us:1", "THAE, Gyok Ryul", births=("1950-01-01",))
    jp = record("jp:017-000001", "Thae Gyok-ryul", births=("1975-05-05",))
    assert together(us, jp) == [("jp:017-000001",), ("us:1",)]
    assert doubted(us, jp) == []


def test_a_common_name_with_the_same_unusual_office_links():
    officers = [
        record(f"us:{300 + i}", f"O, Man {i}", positions=(f"Bank of {word} director",))
        for i, word in enumerate(["Mirye", "Sogam"] * 20)
    ]
    us = record("us:1", "KIM, Chol Sok", positions=("Deputy Representative, KANGHA",))
    un = record("un:1", "Kim Chol Sok", positions=("Representative for Kangha Trading Corporation",))
    assert ("un:1", "us:1") in together(us, un, *officers)
    elsewhere = record("un:1", "Kim Chol Sok", positions=("Representative for Sogam",))
    assert ("un:1", "us:1") not in together(us, elsewhere, *officers)


@pytest.mark.parametrize(
    ("inside", "one"),
    [("GBMA", True), ("", True), ("Sahara branch", False), ("Sahara", False), ("Σαχάρα", False)],
)
def test_a_bracket_that_says_the_name_again_is_dropped_and_one_that_adds_to_it_is_not(inside, one):
    us = record("us:1", "General Bureau of Mangrove Affairs", schema="Organization")
    eu = record("eu:EU.1.1", f"General Bureau of Mangrove Affairs ({inside})", schema="Organization")
    assert (together(us, eu) == [("eu:EU.1.1", "us:1")]) is one


def test_a_second_name_in_another_script_links_what_an_alias_alone_would_not():
    un = record("un:1", "PAK HAN SE", "Kang Chol Su")
    alone = record("kr:1", "KANG, Chol Su", "RI, Song Ho")
    assert together(un, alone) == [("kr:1",), ("un:1",)]
    both = record("kr:1", "KANG, Chol Su", name("박한세", kind="alias"))
    assert together(un, both) == [("kr:1", "un:1")]


def test_equal_in_two_scripts_says_so_and_is_no_proof_of_a_common_name():
    eu = record("eu:EU.1.1", "Kim Chol-su", name("김철수", kind="alias"))
    kr = record("kr:1", "KIM, Chol Su", name("김철수", kind="alias"))
    assert together(eu, kr) == [("eu:EU.1.1",), ("kr:1",)]
    assert doubted(eu, kr) == [("eu:EU.1.1", "kr:1")]


def test_a_birth_year_one_off_links_only_with_more_to_go_by():
    bare = record("us:1", "KIM, Chol Ho", births=("1950",)), record("un:1", "Kim Chol Ho", births=("1949",))
    assert together(*bare) == [("un:1",), ("us:1",)]
    rare = (
        record("us:1", "THAE, Gyok Ryul", births=("1950",)),
        record("un:1", "Thae Gyok Ryul", births=("1949",)),
    )
    assert together(*rare) == [("un:1", "us:1")]


def test_the_rival_with_the_equal_first_name_is_joined_first():
    """A parent's alias is the subsidiary's name: each goes to its own."""
    us = record(
        "us:1", "KANGHA GENERAL CORPORATION", name("MIRYE TRADING", kind="alias"), schema="Organization"
    )
    parent = record("un:2", "Kangha General Corporation", schema="Organization")
    child = record("un:1", "Mirye Trading Corporation", schema="Organization")
    assert together(us, parent, child) == [("un:1",), ("un:2", "us:1")]
    assert doubted(us, parent, child) == [("un:1", "us:1")]


def test_a_body_that_took_over_the_aliases_of_another_does_not_take_its_place():
    """One list keeps a parent that prints all names of its branch beside the branch itself."""
    aliases = [name(f"MIRYE {word} TRADING", kind="alias") for word in ("SONG", "SENG", "SAN")]
    branch = record("us:1", "KOREA KANGHA TRADING CORPORATION", *aliases, schema="Organization")
    parent = record(
        "us:2", "SECOND ACADEMY BUREAU", *aliases, name("KOREA KANGHA TRADING CORPORATION", kind="alias"),
        schema="Organization",
    )  # fmt: skip
    un = record("un:1", "KOREAN KANGHA TRADING CORPORATION", *aliases, schema="Organization")
    others = [record(f"us:{i}", f"KOREA SOGAM{i} TRADING", schema="Organization") for i in range(400, 460)]
    groups = together(branch, parent, un, *others)
    assert ("un:1", "us:1") in groups
    assert ("us:2",) in groups


def test_a_body_unique_on_both_lists_of_one_focus_links():
    us = record("us:1", "KANGHA GENERAL TRADING CORPORATION", schema="Organization")
    jp = record("jp:016-000001", "Kangha General Trading Corp.", schema="Organization")
    assert together(us, jp) == [("jp:016-000001", "us:1")]


def test_bodies_of_one_name_with_other_registration_numbers_are_left_to_a_person():
    us = record("us:1", "RASSVET LLC", schema="Company", registrations=("1217700097702",))
    eu = record("eu:EU.1.1", "OAO Rassvet", schema="Company", registrations=("1024701557726",))
    assert together(us, eu) == [("eu:EU.1.1",), ("us:1",)]
    assert doubted(us, eu) == [("eu:EU.1.1", "us:1")]


def test_parent_and_subsidiary_are_not_linked():
    us = record("us:1", "KANGHA TRADING", schema="Organization")
    jp = record("jp:016-000001", "Kangha Construction", schema="Organization")
    assert together(us, jp) == [("jp:016-000001",), ("us:1",)]
    assert doubted(us, jp) == []


def test_a_branch_that_may_be_the_body_is_left_to_a_person():
    us = record("us:1", "KANGHA TRADING", schema="Organization")
    jp = record("jp:016-000001", "Kangha", schema="Organization")
    assert together(us, jp) == [("jp:016-000001",), ("us:1",)]
    assert doubted(us, jp) == [("jp:016-000001", "us:1")]


def test_ships_link_by_imo_number_and_never_by_name():
    us = record("us:1", "PAEK SAN", schema="Vessel", imo=("9000001",))
    eu = record("eu:EU.1.1", "PAEK SAN", schema="Vessel", imo=("9000013",))
    un = record("un:9", "OLD NAME", name("PAEK SAN", kind="former"), schema="Vessel", imo=("9000001",))
    assert together(us, eu, un) == [("eu:EU.1.1",), ("un:9", "us:1")]


def test_a_renamed_ship_links_by_its_imo_number():
    us = record("us:1", "EVER SAMPLE 88", schema="Vessel", imo=("9000001",))
    un = record("un:9", "FAN PROBE", schema="Vessel", imo=("9000001",))
    assert together(us, un) == [("un:9", "us:1")]


def test_entries_of_one_list_that_never_stood_on_it_together_may_be_one():
    """Canada numbers its schedules anew: the entry of 2020 and that of 2025 have different keys."""
    old = record("ca:Syria/2/1", "THAE, Gyok Ryul", seen=("2020-01-01", "2020-01-01"))
    new = record("ca:Syria/Part 2/1", "THAE, Gyok Ryul", seen=("2025-01-01", "2025-01-01"))
    us = record("us:1", "THAE, Gyok Ryul")
    assert together(old, new, us) == [("ca:Syria/2/1", "ca:Syria/Part 2/1", "us:1")]


def test_a_person_is_never_a_company():
    us = record("us:1", "KANGHA Trading", schema="Organization")
    kr = record("kr:1", "KANGHA, Trading", schema="Person")
    assert together(us, kr) == [("kr:1",), ("us:1",)]


def test_two_entries_that_one_list_keeps_apart_are_never_one_target():
    first = record("us:1", "THAE, Gyok Ryul", births=("1950-01-01",), passports=("900000001",))
    second = record("us:2", "THAE, Gyok Ryul", passports=("900000002",))
    jp = record(
        "jp:017-000001", "Thae Gyok-ryul", births=("1950-01-01",), passports=("900000001", "900000002")
    )
    for group in together(first, second, jp):
        assert not {"us:1", "us:2"} <= set(group)


def test_entries_that_the_list_itself_says_are_one_are_one():
    old = record("jp:016-000001", "Kangha Bank", schema="Organization", quotes=("jp:014-000047",))
    new = record("jp:014-000047", "KANGHA BANK", schema="Organization")
    assert together(old, new) == [("jp:014-000047", "jp:016-000001")]


def test_a_doubt_is_settled_when_the_other_list_has_both():
    """kr:1 is us:2 by its number, so it cannot be us:1 as well."""
    first = record("us:1", "KIM, Chol Su")
    second = record("us:2", "KIM, Chol Su", passports=("900000002",))
    kr = record("kr:1", "KIM, Chol Su", passports=("900000002",))
    assert doubted(first, second, kr) == []


def test_every_record_is_in_exactly_one_target():
    keys = [key for target in resolve(CROWD) for key in target.members]
    assert sorted(keys) == sorted(r.key for r in CROWD)


def test_the_target_id_is_that_of_the_oldest_member():
    old = record("us:1", "THAE, Gyok Ryul", seen=("2019-01-15", "2026-01-01"))
    young = record("kr:1", "THAE, Gyok-ryul", seen=("2026-01-22", "2026-01-22"))
    assert resolve([old])[0].target_id == resolve([young, old])[0].target_id == target_id([old])


people = st.builds(
    record,
    st.sampled_from([f"{a}:{i}" for a in ("us", "jp", "kr", "eu", "un") for i in range(4)]),
    st.sampled_from(["KIM, Chol Su", "Kim Chol-su", "THAE, Gyok Ryul", "Thae Gyok-ryul", "O, Il"]),
    births=st.lists(st.sampled_from(["1960", "1960-01-02", "1975-05-05"]), max_size=2).map(tuple),
    passports=st.lists(st.sampled_from(["900000001", "900000002"]), max_size=1).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(people, max_size=10, unique_by=lambda r: r.key), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(records, rng: random.Random):
    shuffled = list(records)
    rng.shuffle(shuffled)
    assert msgspec.json.encode(resolve(records)) == msgspec.json.encode(resolve(shuffled))


@settings(max_examples=150, deadline=None)
@given(st.lists(people, max_size=10, unique_by=lambda r: r.key))
def test_no_target_holds_two_entries_of_one_list(records):
    for target in resolve(records):
        lists = [key.partition(":")[0] for key in target.members]
        assert len(lists) == len(set(lists))


def test_a_link_says_why_in_words():
    us = record("us:1", "KIM, Chol Su", births=("1961-02-03",))
    jp = record("jp:017-000001", "Kim Chol-su", births=("1961-02-03",))
    (target,) = (t for t in resolve([us, jp]) if len(t.members) == 2)
    (link,) = target.links
    assert any("the same day" in reason for reason in link.reasons)
    assert any("equal but for case" in reason for reason in link.reasons)
    assert listing("us:1", "KIM, Chol Su").caption in " ".join(link.reasons)


def test_each_further_authority_that_lists_a_name_once_speaks_for_one_party():
    pair = [record("us:1", "KIM, Chol Hwan"), record("kr:1", "KIM, Chol-hwan")]
    others = [record(f"{one}:1", "Kim Chol Hwan") for one in ("un", "eu", "gb", "jp")]
    twice = record("eu:2", "Kim Chol Hwan", births=("1950-02-02",))

    def told(*records):
        profiles = profiles_of([*pair, *records, *CROWD])
        found = decide(profiles["kr:1"], profiles["us:1"], setting_of(profiles))
        return [one.effect for one in found.contributions if "more of the authorities" in one.text]

    assert told() == []
    assert told(*others[:1]) == [weights().one_bearer]
    assert told(*others) == [weights().most_one_bearer]
    assert told(*others, twice) == []


def test_where_one_list_has_two_for_it_the_first_name_wins_over_an_alias():
    us = record("us:1", "THAE, Gyok Ryul", "THAE, Nyongung")
    first = record("kr:1", "THAE, Gyok-ryul")
    alias = record("kr:2", "태뇽웅")
    assert together(us, first, alias) == [("kr:1", "us:1"), ("kr:2",)]
    assert doubted(us, first, alias) == [("kr:2", "us:1")]
    assert together(us, alias) == [("kr:2", "us:1")]


def test_a_party_that_two_lists_hold_twice_is_joined_regime_by_regime():
    def printed(key, programme):
        return record(
            key,
            "ABDI Nur Warsame",
            programmes=(programme,),
            births=("1961-02-03",),
            nationalities=("SO",),
        )

    un = [printed("un:1", "Al-Qaida"), printed("un:2", "Somalia")]
    eu = [printed("eu:1", "SOM"), printed("eu:2", "TAQA")]
    assert together(*un, *eu) == [("eu:1", "un:2"), ("eu:2", "un:1")]

"""Each further kind of gap, on the smallest world that shows it, and on the one that must not."""

from datetime import date, timedelta

import msgspec
import pytest

from interlock.gaps import expiry
from interlock.gaps.comparability import comparability
from interlock.model.gap import GAP_KINDS
from interlock.model.listing import Address, Identifier, Name, Relation
from interlock.sources.registry import authority_keys
from made import born, record
from world import FRESH, gaps_of, rows, shot

NAME = "THAE, Gyok Ryul"


def person(key, on="2020-01-01", **more):
    return record(key, NAME, on=on, **{"births": ("1960-01-02",), **more})


def body(key, name, **more):
    return record(key, name, schema="Organization", **more)


def ship(key, name="PAEK SAN", **more):
    return record(key, name, schema="Vessel", **{"imo": ("9000013",), **more})


def found(report, kind, authority=None):
    return [g for g in report.gaps if g.kind == kind and authority in (None, g.authority)]


def silences(report, kind):
    return {(one.authority, one.state) for one in report.silences if one.kind == kind}


# Scope


def test_a_member_that_tells_travel_bans_and_has_none_has_a_scope_gap():
    banned = person("un:1", effects=("asset_freeze", "travel_ban"))
    report = gaps_of([banned, person("us:1"), person("gb:1")], coalition=("us", "gb"))
    (gap,) = found(report, "scope")
    assert (gap.authority, gap.status, gap.details) == ("gb", "open", ("a travel ban: UN",))


def test_an_effect_that_a_list_never_tells_is_not_comparable():
    banned = person("un:1", effects=("asset_freeze", "travel_ban"))
    report = gaps_of([banned, person("us:1"), person("jp:017-000001")])
    assert found(report, "scope") == []
    assert {("us", "not_comparable"), ("jp", "not_comparable")} <= silences(report, "scope")


def test_equal_and_crossing_effects_are_no_scope_gap():
    wide = person("gb:1", effects=("asset_freeze", "sectoral"))
    other = person("un:1", effects=("asset_freeze", "travel_ban"))
    assert found(gaps_of([wide, other], coalition=("us", "gb")), "scope") == []


# Programme basis


def test_two_regimes_for_one_target_are_told_with_their_programmes():
    report = gaps_of([person("us:1"), person("eu:EU.1.1", programmes=("UKR",))])
    (gap,) = found(report, "programme_basis")
    assert gap.authority == "us"
    assert "dprk (DPRK2)" in gap.why and "EU: russia (UKR)" in gap.why


def test_a_programme_about_a_means_answers_to_each_of_its_regimes():
    report = gaps_of([person("us:1", programmes=("NPWMD",)), person("kr:1")])
    assert found(report, "programme_basis") == []


def test_a_programme_of_no_known_regime_is_unknown():
    report = gaps_of([person("us:1", programmes=("NO-SUCH",)), person("kr:1")])
    assert found(report, "programme_basis") == []
    assert ("us", "unknown") in silences(report, "programme_basis")


# Identity data


def test_a_passport_that_another_list_prints_is_missing_identity_data():
    other = record("jp:017-000002", "O, Mirye", passports=("654321",))
    report = gaps_of([person("us:1", passports=("123456",)), person("jp:017-000001"), other])
    (gap,) = found(report, "identity_data", "jp")
    assert gap.details == ("passport 123456 (US 1)",)
    assert gap.components == {"kind": 36.0}


def test_a_second_passport_and_a_vaguer_birth_date_are_weak():
    ours = record("jp:017-000001", NAME, births=("1960",), passports=("111111",), quotes=("us:1",))
    report = gaps_of([person("us:1", passports=("123456",)), ours])
    (gap,) = found(report, "identity_data", "jp")
    assert set(gap.details) == {"passport 123456 (US 1)", "date of birth 1960-01-02 (US 1)"}
    assert gap.components == {"kind": 18.0}


def test_what_a_list_prints_for_nobody_is_not_comparable():
    report = gaps_of([person("us:1", passports=("123456",)), person("kr:1")])
    assert found(report, "identity_data", "kr") == []
    assert ("kr", "not_comparable") in silences(report, "identity_data")


def test_an_entry_without_its_main_file_is_unknown():
    bare = person("us:1", facets=("aliases",), births=())
    other = record("us:2", "O, Mirye", passports=("654321",))
    report = gaps_of([bare, person("jp:017-000001", quotes=("us:1",), passports=("123456",)), other])
    assert found(report, "identity_data", "us") == []
    assert ("us", "unknown") in silences(report, "identity_data")


# Contradiction


def test_one_passport_and_two_birth_dates_contradict_each_other():
    ours = person("us:1", passports=("745420176",), births=("1969-11-07",))
    theirs = person("un:1", passports=("745420176",), births=("1969-11-08",), quotes=("us:1",))
    (gap,) = found(gaps_of([ours, theirs]), "contradiction")
    assert (gap.authority, gap.status) == ("us", "open")
    assert gap.why == "born 1969-11-07 (US 1), 1969-11-08 (UN 1)"


def test_dates_that_agree_do_not_contradict_each_other():
    ours = person("us:1", passports=("745420176",), births=("1969",))
    theirs = person("un:1", passports=("745420176",), births=("1969-11-08",))
    assert found(gaps_of([ours, theirs]), "contradiction") == []


def test_a_passport_of_two_targets_on_one_list_is_an_error_and_no_link():
    one = record("us:1", "THAE, Gyok Ryul", passports=("111222",), births=("1960-01-02",))
    two = record("us:2", "O, Mirye", passports=("111222",), births=("1971-03-04",))
    report = gaps_of([one, two])
    gaps = found(report, "contradiction")
    assert {g.target_name for g in gaps} == {"THAE, Gyok Ryul", "O, Mirye"}
    assert all("stands on two entries of one list" in g.why and g.status == "open" for g in gaps)
    assert len({g.target_id for g in gaps}) == 2


# Script


def test_a_korean_entry_without_hangul_and_a_known_hangul_name_are_script_gaps():
    ours = record("kr:1", NAME, births=("1960-01-02",), nationalities=("KP",))
    theirs = person("jp:017-000001")
    native = person("eu:EU.1.1", quotes=("kr:1",))
    listing = msgspec.structs.replace(native.listing, names=(*native.listing.names, Name("태격률", "alias")))
    native = msgspec.structs.replace(native, listing=listing)
    report = gaps_of([ours, theirs, native])
    (kr,) = found(report, "script", "kr")
    assert kr.details[0] == "no name in Hangul, in which KR works"
    (jp,) = found(report, "script", "jp")
    assert jp.details == ("no name in kana, in which JP works", "no name in Hangul: 태격률 (EU)")


def test_a_list_that_prints_latin_letters_alone_is_not_comparable_in_script():
    report = gaps_of(
        [
            person("us:1", nationalities=("KP",)),
            record("kr:1", NAME, Name("태격률", "alias"), quotes=("us:1",)),
        ]
    )
    assert found(report, "script", "us") == []
    assert ("us", "not_comparable") in silences(report, "script")


def test_a_script_that_is_not_the_country_s_own_is_no_gap():
    """The EU prints names in Greek and Cyrillic because its member states read them."""
    theirs = record(
        "eu:EU.1.1", NAME, Name("ΤΑΕ Γκιόκ", "alias"), births=("1960-01-02",), nationalities=("KP",)
    )
    ours = record("jp:017-000001", NAME, Name("テ・ギョクリュル", "primary"), births=("1960-01-02",))
    assert found(gaps_of([ours, theirs]), "script", "jp") == []


# Vessel


def test_a_listed_owner_without_its_ship_is_a_vessel_gap():
    owned = ship("eu:EU.1.2", relations=(Relation("owner", "Made-up Shipping Co."),))
    report = gaps_of(
        [owned, body("us:7", "MADE-UP SHIPPING COMPANY"), body("jp:016-000001", "Made-up Shipping")]
    )
    (us,) = found(report, "vessel", "us")
    assert us.status == "open"
    assert us.details == ("Made-up Shipping, owner by EU EU.1.2: US 7",)
    (jp,) = found(report, "vessel", "jp")
    assert jp.status == "unknown" and "cannot hold vessels" in jp.why
    assert found(report, "vessel", "kr") == []


def test_a_ship_that_another_list_knows_by_a_new_name_and_flag():
    ours = ship("us:1", countries=("KP",))
    theirs = ship("eu:EU.1.2", "STAR OF NOWHERE", countries=("PA",))
    (gap,) = found(gaps_of([ours, theirs]), "vessel", "us")
    assert gap.details == ("the name STAR OF NOWHERE (EU EU.1.2)", "the flag PA (EU EU.1.2)")


def test_a_ship_that_is_told_alike_is_no_gap():
    report = gaps_of([ship("us:1", countries=("KP",)), ship("eu:EU.1.2", countries=("KP",))])
    assert found(report, "vessel") == []


# Ownership


def owned(share=""):
    relation = Relation("owner", f"Made-up Holding{share}")
    return [body("eu:EU.1.2", "MADE-UP WORKS", relations=(relation,)), body("us:7", "MADE-UP HOLDING")]


def test_a_share_that_no_list_prints_is_unknown_and_not_zero():
    (gap,) = found(gaps_of(owned()), "ownership")
    assert (gap.authority, gap.status) == ("us", "unknown")
    assert "needs a share, and none is printed" in gap.why
    assert gap.details == ("owned by MADE-UP HOLDING: share not known (eu:EU.1.2)",)


def test_half_is_blocked_under_the_american_rule_and_not_where_no_owner_is_listed():
    report = gaps_of(owned(" (50%)"))
    assert found(report, "ownership", "us") == []
    assert {(g.authority, g.status) for g in found(report, "ownership")} == {("jp", "open"), ("kr", "open")}
    assert "implied blocked under the rule of US" in found(report, "ownership")[0].why


def test_less_than_half_is_no_gap():
    assert found(gaps_of(owned(" (49%)")), "ownership") == []


def test_the_korean_rule_begins_on_its_day():
    holding = body("kr:7", "MADE-UP HOLDING")
    records = [*owned(" (60%)"), holding]
    before = gaps_of(records, as_of="2026-01-21")
    assert ("kr", "open") in {(g.authority, g.status) for g in found(before, "ownership")}
    assert found(gaps_of(records, as_of="2026-01-22"), "ownership", "kr") == []


# Network


def tied(key, name, target):
    return body(key, name, relations=(Relation("linked_to", target),))


def test_a_name_that_two_listed_parties_are_tied_to_is_a_candidate_and_never_open():
    records = [
        tied("us:1", "FIRST MADE-UP WORKS", "Nowhere Trading"),
        tied("us:2", "O SECOND", "NOWHERE TRADING"),
    ]
    (gap,) = found(gaps_of(records), "network")
    assert (gap.status, gap.listed_by, gap.target_id[:3]) == ("unresolved", (), "NX-")
    assert "a candidate, not a finding" in gap.why
    assert len(gap.details) == 2


def test_one_tie_or_a_listed_party_makes_no_candidate():
    assert found(gaps_of([tied("us:1", "FIRST MADE-UP WORKS", "Nowhere Trading")]), "network") == []
    listed = body("jp:016-000009", "Nowhere Trading Co., Ltd.", focus=False)
    two = [
        tied("us:1", "FIRST MADE-UP WORKS", "Nowhere Trading"),
        tied("us:2", "O SECOND", "Nowhere Trading"),
    ]
    assert found(gaps_of([*two, listed]), "network") == []


# Delisting


def test_what_one_took_off_and_others_list_is_a_delisting_with_its_day():
    report = gaps_of([person("us:1", off="2024-05-01"), person("jp:017-000001")])
    (gap,) = found(report, "delisting")
    assert (gap.authority, gap.status, gap.since) == ("us", "open", date(2024, 5, 1))
    assert "no reason printed; still listed by JP on 2020-01-01" in gap.why
    before = gaps_of([person("us:1", off="2024-05-01"), person("jp:017-000001")], as_of="2024-04-30")
    assert found(before, "delisting") == []


def test_what_was_never_listed_was_not_taken_off():
    assert found(gaps_of([person("us:1")]), "delisting") == []


# Expiry, evidence


def test_expiry_is_said_to_be_unknown_and_a_review_near_is_told_once():
    report = gaps_of([person("us:1")])
    assert silences(report, "expiry") == {("us", "unknown")}
    told = gaps_of([person("us:1")], as_of="2026-05-01").notes
    assert any("2026-06-26" in note and "E.O. 13466" in note for note in told)
    assert not any("E.O. 13466" in note for note in report.notes)


@pytest.mark.parametrize(
    ("day", "count"), [("2026-04-26", 0), ("2026-04-27", 1), ("2026-06-26", 1), ("2026-06-27", 0)]
)
def test_a_review_is_near_for_sixty_days(day, count):
    assert len(expiry.due(comparability().review, ("us",), "dprk", date.fromisoformat(day))) == count


def test_a_review_of_another_regime_is_none_of_the_focus():
    reviews, day = comparability().review, date(2026, 2, 20)
    assert expiry.due(reviews, ("us", "eu"), "dprk", day) == []
    every = expiry.due(reviews, ("us", "eu"), "all", day)
    assert [text.split(":")[0] for text in every][:2] == ["US, libya", "EU, belarus"]
    assert all("2026-0" in text for text in every)
    assert expiry.due(reviews, ("jp",), "all", day) == []


def test_every_legal_basis_is_one_of_a_known_authority_and_counts_from_its_day():
    rows = comparability().basis
    for row in rows:
        assert row.act.strip()
        assert row.source.strip()
        assert row.authority in authority_keys()
        assert comparability().bases(row.authority, [row.regime], row.since) == (row,)
        assert comparability().bases(row.authority, [row.regime], row.since - timedelta(days=1)) == ()
    assert len({(row.authority, row.regime) for row in rows}) == len(rows)


def test_an_act_for_another_regime_than_north_korea_is_named():
    records = [record("us:1", "Solpyong Works", schema="Organization", programmes=("IRAN",))]
    (gap,) = gaps_of(records, coalition=("us", "ca"), focus="all", kinds=("designation",)).gaps
    assert (gap.act, "SOR/2010-165" in gap.act_why) == ("can act now", True)


def test_no_reason_where_the_list_gives_reasons_is_an_evidence_gap():
    silent = person("us:1")
    other = record("us:2", "O, Mirye", reasons=("made-up trade",))
    (gap,) = found(gaps_of([silent, other]), "evidence")
    assert gap.target_name == NAME and "states no reason" in gap.why
    report = gaps_of([silent])
    assert found(report, "evidence") == []
    assert ("us", "not_comparable") in silences(report, "evidence")


# What holds for all


def test_a_target_that_a_list_reports_dead_is_unresolved():
    dead = person("un:1", death_dates=(born("2022-07-27"),))
    report = gaps_of([dead, person("us:1")])
    (gap,) = found(report, "un_implementation", "jp")
    assert gap.status == "unresolved" and "UN 1 reports the death (2022-07-27)" in gap.why
    (gap,) = found(gaps_of([dead], as_of="2022-07-26"), "un_implementation", "jp")
    assert gap.status == "open"


def test_a_designation_gap_says_whether_its_authority_could_act():
    report = gaps_of([person("us:1")])
    jp = found(report, "designation", "jp")[0]
    assert jp.act == "can act now" and "Foreign Exchange" in jp.act_why
    early = gaps_of([person("us:1", on="2010-01-01")], as_of="2014-01-01")
    assert found(early, "designation", "kr")[0].act == "not known"
    ca = found(gaps_of([person("us:1")], coalition=("us", "ca")), "designation", "ca")[0]
    assert ca.act == "lacks a legal basis" and "carries out the UN's list only" in ca.act_why
    stranger = gaps_of([person("us:1", programmes=("SDNTK",))], focus="all")
    assert found(stranger, "designation", "jp")[0].act == "not known"


def test_a_kind_that_a_list_cannot_hold_is_not_said_to_be_within_its_law():
    gap = found(gaps_of([ship("us:1")]), "designation", "jp")[0]
    assert (gap.status, gap.act) == ("unknown", "not known")
    assert "cannot hold vessels" in gap.act_why


def test_each_kind_can_be_asked_for_alone_and_ids_carry_it():
    records = [person("us:1", passports=("123456",)), person("un:1"), ship("us:3")]
    every = gaps_of(records)
    for kind in GAP_KINDS:
        alone = gaps_of(records, kinds=(kind,))
        assert {g.gap_id for g in alone.gaps} == {g.gap_id for g in every.gaps if g.kind == kind}
        assert all(g.gap_id.startswith(f"{kind}-") for g in alone.gaps)


def test_an_address_alone_gives_the_country_of_the_script():
    ours = body("jp:016-000001", "Made-up Works of Hamhung", addresses=(Address("Hamhung", "KP"),))
    theirs = record("kr:1", "MADE-UP WORKS OF HAMHUNG", Name("함흥공장", "alias"), schema="Organization")
    details = [d for g in found(gaps_of([ours, theirs]), "script", "jp") for d in g.details]
    assert "no name in Hangul: 함흥공장 (KR)" in details


def test_a_wallet_of_two_parties_is_no_contradiction():
    wallet = Identifier(kind="wallet", value="0XABC")
    one = person("us:1")
    two = record("us:2", "O, Mirye")
    records = [
        msgspec.structs.replace(r, listing=msgspec.structs.replace(r.listing, identifiers=(wallet,)))
        for r in (one, two)
    ]
    assert found(gaps_of(records), "contradiction") == []


def test_unknown_where_a_list_is_missing_and_no_open_row_of_any_kind():
    records = [person("us:1", passports=("123456",))]
    snapshots = tuple(s for s in FRESH if s.authority not in ("jp", "kr"))
    report = gaps_of(records, snapshots=snapshots)
    assert {s for _, a, s in rows(report) if a in ("jp", "kr")} == {"unknown"}


def test_a_stale_copy_opens_no_vessel_gap():
    old = tuple(s for s in FRESH if s.authority != "us")
    owned_ship = ship("eu:EU.1.2", on="2026-02-01", relations=(Relation("owner", "Made-up Shipping Co."),))
    report = gaps_of(
        [owned_ship, body("us:7", "MADE-UP SHIPPING COMPANY")], snapshots=(*old, shot("us", "2025-01-01"))
    )
    assert [g.status for g in found(report, "vessel", "us")] == ["unknown"]

"""What an official opens first, on a small world that has all five things in it."""

import lxml.html
import msgspec
import pytest

from desk import AS_OF, at, on, person, two_shots, written
from interlock.base.errors import QueryError
from interlock.casework.run import inbox_of, say
from interlock.report.digest import as_digest

MARKUP = '<b onclick="x()">MUN</b>, Hwa Sop'


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    place = tmp_path_factory.mktemp("desk")
    records = [
        person("us:1", "2026-02-10", came=("2026-01-15", "2026-02-15"), passports=("P111",)),
        person("un:2", "2021-01-01", name="PYO, Nam Chol", births=("1970-01-02",)),
        person("kr:3", "2022-01-01", name=MARKUP, births=(), schema="Organization"),
        person("us:4", "2022-01-01", name="SON, Il Gwang", births=("1980-01-02",), passports=("P444",)),
        person("us:5", "2019-01-01", name="OK, Myong Su", births=("1981-01-02",), passports=("P555",)),
        person("jp:5", "2020-01-01", name="OK, Myong Su", births=("1981-01-03",), passports=("P555",)),
    ]
    written(place, records, snapshots=two_shots("us", "2026-01-15", "2026-02-15"))
    return place


@pytest.fixture(scope="module")
def found(home):
    return inbox_of(home, "jp", as_of=AS_OF, since=on("2026-02-01"))


def names(rows):
    return [row.gap.target_name for row in rows]


def test_each_thing_is_in_its_section(found):
    assert [(event.what, event.target_name) for event in found.changes] == [("opened", "THAE, Gyok Ryul")]
    assert found.changes_of_others == {"kr": 1}
    assert names(found.un_open) == ["PYO, Nam Chol"]
    assert names(found.close_now) == ["SON, Il Gwang", "THAE, Gyok Ryul"]
    assert found.needs_more == 1
    assert names(found.contradictions) == ["OK, Myong Su"]
    ((passport, birth),) = [row.ready for row in found.close_now if row.gap.target_name == "SON, Il Gwang"]
    assert (passport.what, passport.value, passport.entries) == ("passport", "P444", ("us 4",))
    assert (birth.what, birth.value) == ("birth date", "1980-01-02")
    assert {waits.what for waits in found.waiting} <= {"who is who", "old list", "missing list", "deadline"}


def test_it_counts_from_the_last_day_but_one_on_which_a_snapshot_came(home):
    assert inbox_of(home, "jp", as_of=AS_OF).since == on("2026-02-15")
    assert inbox_of(home, "jp", as_of=on("2026-02-20")).since == on("2026-01-15")
    with pytest.raises(QueryError, match="not before"):
        inbox_of(home, "jp", as_of=AS_OF, since=AS_OF)
    with pytest.raises(QueryError, match="unknown authority"):
        inbox_of(home, "zz", as_of=AS_OF)


def test_an_authority_outside_the_coalition_joins_it(home):
    assert inbox_of(home, "eu", as_of=AS_OF).coalition == ("eu", "us", "jp", "kr")


def test_what_somebody_accepted_is_counted_and_gone_and_what_is_mine_waits(home, found):
    rows = {row.gap.target_name: row.gap.gap_id for row in found.close_now}
    for what, value, name, minute in (
        ("state", "accepted as is", "SON, Il Gwang", 0),
        ("owner", "Sato", "THAE, Gyok Ryul", 1),
        ("state", "in work", "THAE, Gyok Ryul", 2),
    ):
        say(home, rows[name], what, value, author="Lee", at=at(minute), reason="asked the police")
    mine = inbox_of(home, "jp", as_of=AS_OF, since=on("2026-02-01"), reader="Sato")
    assert names(mine.close_now) == ["THAE, Gyok Ryul"]
    assert (mine.accepted, mine.close_now[0].case.state, mine.close_now[0].case.owner) == (
        1,
        "in work",
        "Sato",
    )
    (waits,) = [waits for waits in mine.waiting if waits.what == "mine"]
    assert waits.to_do == f"interlock gap show {rows['THAE, Gyok Ryul']}"
    others = inbox_of(home, "jp", as_of=AS_OF, since=on("2026-02-01"), reader="Kim")
    assert "mine" not in {waits.what for waits in others.waiting}


def test_the_digest_can_be_mailed(found):
    """Nothing to load, nothing to run, every style inline, hostile names as text."""
    html = as_digest(found)
    page = lxml.html.document_fromstring(html)
    assert not page.xpath("//script | //style | //link | //img | //@onclick | //@src | //@href | //@class")
    assert all(cell.get("style") for cell in page.iter("td"))
    assert "onclick" not in html.replace("onclick=&#34;", "")
    assert len(html.encode()) < 100_000  # what a large mail provider shows before it cuts a message


def test_the_digest_of_a_sample_world_says_so(found):
    assert "FICTIONAL DATA" in as_digest(msgspec.structs.replace(found, fictional=True))
    assert "FICTIONAL DATA" not in as_digest(found)


def test_the_rows_left_out_are_counted(found):
    assert "and 1 more" in as_digest(found, rows=1)


def test_the_digest_is_as_it_was(found, snapshot):
    assert as_digest(msgspec.structs.replace(found, edition="0123456789abcdef")) == snapshot

"""Names: spelled by the rules of each romanisation, invented, and alike by nature only."""

import csv
import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.sample.dice import Dice, Weighted
from interlock.sample.foreigners import ChineseName, RussianName, arabic_name
from interlock.sample.hangul import katakana, romanise, southern
from interlock.sample.kana import katakana_of
from interlock.sample.koreans import KoreanName, korean_name, sibling
from interlock.sample.numbers import company_check_digit, ship_check_digit
from interlock.sample.plan import HOUSE_STYLE
from interlock.sample.world import make_world
from real_lists import LISTS, needs_real_lists

NAME = KoreanName("리", "철혁")
SEEDS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("system", "joint", "expected"),
    [
        ("dprk", "space", "RI, Chol Hyok"),
        ("dprk", "joined", "RI, Cholhyok"),
        ("reischauer", "hyphen", "RI, Ch'o'l-hyo'k"),
        ("revised", "Hyphen", "RI, Cheol-Hyeok"),
        ("press", "space", "LEE, Chul Hyuk"),
    ],
)
def test_one_name_in_four_romanisations(system, joint, expected):
    assert NAME.spelled(system, joint).comma == expected


def test_the_orders_of_a_name():
    assert NAME.latin.family_first == "Ri Chol Hyok"
    assert NAME.latin.given_first == "Chol Hyok Ri"


def test_reischauer_voices_between_voiced_sounds():
    assert KoreanName("김", "정길").spelled("reischauer", "hyphen").given == "Cho'ng-gil"


def test_the_south_drops_the_northern_r():
    assert [southern(syllable) for syllable in "리량림로김녀"] == ["이", "양", "임", "노", "김", "여"]
    assert NAME.southern == "이철혁"


def test_katakana_by_rule():
    assert NAME.kana == "リ・チョルヒョク"
    assert KoreanName("윤", "호진").kana == "ユン・ホジン"
    assert katakana("춘", after_voiced=True) == "チュン"
    assert katakana_of("Korea X Trading Co., Ltd.") == "コリア・ス・トレーディング・カンパニー・リミテッド"


@given(SEEDS)
def test_no_spelling_gives_a_leader_s_name(seed):
    dice = Dice(seed)
    for name in (korean_name(dice), sibling(dice, KoreanName("김", "성수"))):
        plain = re.sub("[^a-z]", "", name.latin.given.lower())
        assert plain not in {"jongun", "jongil", "ilsong", "ilsung", "yojong"}


@given(SEEDS)
def test_every_romanisation_of_every_name_is_printable_latin(seed):
    name = korean_name(Dice(seed))
    for system in ("dprk", "reischauer", "revised", "press"):
        assert re.fullmatch(r"[A-Z][A-Za-z' -]+", name.spelled(system, "hyphen").family_first)
    assert all("ァ" <= letter <= "ヿ" for letter in name.kana)


def test_other_cultures_have_their_variants():
    chinese = ChineseName("Zhang", ("xiao", "qing"), "张小青")
    russian = RussianName("Юрий", "Олегович", "Щерятов")
    spelled = {chinese.variant(Dice(seed), "us").family_first for seed in range(60)}
    assert {"Zhang Xiaoqing", "Zhang Xiao Qing", "Chang Hsiao-ch'ing"} <= spelled
    spelled = {russian.variant(Dice(seed), "us").family for seed in range(60)}
    assert spelled == {"Shcheryatov", "Shcheriatov", "Chtcheriatov"}
    arabic = arabic_name(Dice(1))
    assert len({arabic.variant(Dice(seed), "us") for seed in range(60)}) > 5


def test_check_digits():
    assert ship_check_digit("907472") == 9, "the example of IMO's own leaflet"
    assert company_check_digit("690000") == (11 - (6 * 8 + 9 * 6) % 11) % 10


def test_dice_repeat_and_weigh():
    assert [Dice("a", 1).below(1000) for _ in range(3)] == [Dice("a", 1).below(1000)] * 3
    pool = Weighted(("often", 9.0), ("rarely", 1.0))
    drawn = [Dice(seed).one(pool) for seed in range(1000)]
    assert 850 < drawn.count("often") < 950


def test_collisions_stay_natural_at_scale():
    world = make_world(10_000, 0)
    persons = [target for target in world.targets if target.kind == "Person"]
    korean = [target.name.native for target in persons if target.name.culture == "korean"]
    other = [target.name.native for target in persons if target.name.culture != "korean"]
    assert 0.80 < len(set(korean)) / len(korean) < 0.97
    assert len(set(other)) / len(other) > 0.97
    bodies = [
        target.name.latin.given for target in world.targets if target.kind in ("Company", "Organization")
    ]
    assert len(set(bodies)) / len(bodies) > 0.97


def test_every_romanisation_reaches_the_lists():
    assert all(set(style) == {"dprk", "reischauer", "revised", "press"} for style in HOUSE_STYLE.values())
    assert romanise("철", "revised") == "cheol"


@pytest.mark.real
@needs_real_lists
def test_no_body_or_ship_bears_the_name_of_a_real_one():
    real = set()
    for path in sorted(LISTS.glob("us/*/sdn.csv.gz")):
        with gzip.open(path, "rt", encoding="latin-1", newline="") as lines:
            real |= {plain(row[1]) for row in csv.reader(lines) if len(row) > 2 and row[2] != "individual"}
    for path in sorted(LISTS.glob("kr/*/*-dprk.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            real |= {plain(row["primary_name"]) for row in csv.DictReader(lines)}
    ours = {
        plain(target.name.latin.given) for target in make_world(3_000, 0).targets if target.kind != "Person"
    }
    assert not {
        name for name in ours & real if not re.search(r"(office|bureau|department|institute|plant)\d", name)
    }


@pytest.mark.real
@needs_real_lists
def test_no_ship_has_the_number_of_a_real_one():
    ours = {target.imo for target in make_world(3_000, 0).targets if target.kind == "Vessel"}
    real = set()
    for path in sorted(LISTS.glob("us/*/sdn.csv.gz")):
        real |= set(re.findall(r"IMO (\d{7})", gzip.decompress(path.read_bytes()).decode("latin-1")))
    assert len(real) > 1_000
    assert not [number for number in real if re.match(r"(7[4-9]|8[0-4])[6-9]", number)]
    assert all(re.match(r"(7[4-9]|8[0-4])[6-9]\d{4}$", number) for number in ours)


def plain(name):
    return re.sub("[^a-z0-9]", "", name.lower())

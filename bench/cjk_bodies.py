"""Companies, numbered offices and ships of the CJK name pairs."""

from __future__ import annotations

from random import Random

from bench.cjk_pair import Pair
from bench.romanise import chinese as c
from bench.romanise import japanese as j
from bench.romanise import korean as k

KOREAN_TRADES = (
    ("무역회사", ("Trading Corporation", "Trading Company", "Trading Co., Ltd.")),
    ("해운회사", ("Shipping Company", "Shipping Co Ltd")),
    ("은행", ("Bank",)),
    ("건설회사", ("Construction Company", "Construction Corporation")),
    ("보험회사", ("Insurance Company", "Insurance Corporation")),
    ("수산회사", ("Fisheries Company", "Fisheries Corporation")),
)
SYLLABLES = "천마산강동명성화봉백금은파남포룡악청운대삼평"
OFFICES = (
    ("Office 39", "Office 38", "39호실", "38호실"),
    ("Office 35", "Office 36", "35호실", "36호실"),
    ("Bureau 121", "Bureau 225", "121국", "225국"),
    ("Lab 110", "Lab 101", "110호연구소", "101호연구소"),
    ("Department 30", "Department 53", "30부", "53부"),
)


def _stem(dice: Random) -> str:
    return "".join(dice.sample(SYLLABLES, dice.choice((2, 2, 3))))


def _other_stem(dice: Random, stem: str) -> str:
    place = dice.randrange(len(stem))
    pool = [s for s in SYLLABLES if not k.may_be_one(s, stem[place])]
    return stem[:place] + dice.choice(pool) + stem[place + 1 :]


def _word(stem: str, system: str) -> str:
    return "".join(k.syllable(s, system) for s in stem).capitalize()


def korean(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def add(kind: str, a: str, b: str, why: str, *, match: bool) -> None:
        out.append(Pair("ko", "Company", kind, a, b, match, why))

    def english(stem: str, trade: int, system: str = "dprk") -> str:
        return dice.choice(("Korea ", "")) + f"{_word(stem, system)} {dice.choice(KOREAN_TRADES[trade][1])}"

    for _ in range(22):
        stem, trade = _stem(dice), dice.randrange(len(KOREAN_TRADES))
        native = dice.choice(("조선", "")) + stem + KOREAN_TRADES[trade][0]
        add("company-hangul", native, english(stem, trade), "stem by sound, trade by meaning", match=True)
    for _ in range(12):
        stem, trade = _stem(dice), dice.randrange(len(KOREAN_TRADES))
        add("company", english(stem, trade), english(stem, trade, dice.choice(("rr", "mr"))).upper(),
            "one stem in two usages", match=True)  # fmt: skip
    for _ in range(20):
        stem, trade = _stem(dice), dice.randrange(len(KOREAN_TRADES))
        add(
            "company",
            english(stem, trade),
            english(_other_stem(dice, stem), trade),
            "the stem differs by a syllable",
            match=False,
        )
    for _ in range(16):
        stem, trade = _stem(dice), dice.randrange(len(KOREAN_TRADES))
        add("company-hangul", stem + KOREAN_TRADES[trade][0], english(_other_stem(dice, stem), trade),
            "the stem is not the Hangul's", match=False)  # fmt: skip
    for _ in range(14):
        stem = _stem(dice)
        a, b = dice.sample(range(len(KOREAN_TRADES)), 2)
        left = english(stem, a) if dice.random() < 0.5 else stem + KOREAN_TRADES[a][0]
        add("company-trade", left, english(stem, b), "another line of business", match=False)
    return out


def numbers(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def add(kind: str, schema: str, a: str, b: str, why: str, *, match: bool) -> None:
        out.append(Pair("ko", schema, kind, a, b, match, why))

    for a, b, hangul_a, hangul_b in OFFICES:
        add("number", "Organization", a, b, "another number", match=False)
        add("number", "Organization", hangul_a, b, "another number", match=False)
        add("number", "Organization", hangul_a, hangul_b, "another number", match=False)
        add("number", "Organization", a, a.replace(" ", " No. "), "one number", match=True)
        add("number", "Organization", hangul_a, a, "one number", match=True)
    for _ in range(10):
        stem, n = _word(_stem(dice), "dprk"), dice.randrange(1, 5)
        base = f"{stem} Trading Corporation"
        add(
            "branch", "Company", f"{base} Branch {n}", f"{base} Branch {n + 1}", "another branch", match=False
        )
        add("branch", "Company", f"{base} Branch {n}", f"{base}, No. {n} Branch", "one branch", match=True)
    for _ in range(14):
        stem, n = _stem(dice), dice.randrange(1, 9)
        ship = " ".join(k.syllable(s, "dprk").capitalize() for s in stem)
        add(
            "vessel",
            "Vessel",
            f"{ship} {n}",
            f"{ship.replace(' ', '').upper()} {n}",
            "apart and joined",
            match=True,
        )
        add("vessel", "Vessel", f"{ship} {n}", f"{ship} {n + 1}", "another hull number", match=False)
        other = " ".join(k.syllable(s, "dprk").capitalize() for s in _other_stem(dice, stem))
        add("vessel", "Vessel", ship.upper(), other.upper(), "the name differs by a syllable", match=False)
    for _ in range(6):
        stem = _stem(dice)
        add(
            "vessel-hangul",
            "Vessel",
            stem + "호",
            _word(stem, "dprk"),
            "the ship's word left out",
            match=True,
        )
        add(
            "vessel-hangul",
            "Vessel",
            stem + "호",
            _word(_other_stem(dice, stem), "dprk"),
            "another name",
            match=False,
        )
    return out


def chinese(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def han(place: int, stem: list[c.Character], trade: int) -> str:
        return c.PLACES[place][0] + "".join(one.simplified for one in stem) + c.TRADES[trade][0] + "有限公司"

    def english(place: int, stem: list[c.Character], trade: int) -> str:
        word = "".join(one.pinyin for one in stem).capitalize()
        form = dice.choice(("Co., Ltd.", "Co Ltd", "Company Limited"))
        return f"{c.PLACES[place][1]} {word} {c.TRADES[trade][1]} {form}"

    for n in range(42):
        place, trade = dice.randrange(len(c.PLACES)), dice.randrange(len(c.TRADES))
        stem = dice.sample(c.GIVEN, 2)
        what = n % 6
        left = han(place, stem, trade) if n % 2 else english(place, stem, trade).upper()
        if what in (0, 1, 2):
            kind, right, why = (
                "company",
                english(place, stem, trade),
                "place and trade by meaning, stem by sound",
            )
        elif what == 3:
            kind, right, why = (
                "company-place",
                english((place + 1) % len(c.PLACES), stem, trade),
                "another city",
            )
        elif what == 4:
            kind, right, why = (
                "company-trade",
                english(place, stem, (trade + 2) % len(c.TRADES)),
                "another trade",
            )
        else:
            pool = [o for o in c.GIVEN if not c.may_be_one(o, stem[1], c.GIVEN)]
            kind, right, why = "company", english(place, [stem[0], dice.choice(pool)], trade), "another stem"
        out.append(Pair("zh", "Company", kind, left, right, what < 3, why))
    return out


def japanese(dice: Random) -> list[Pair]:
    out: list[Pair] = []
    for n in range(36):
        family, trade = dice.choice(j.SURNAMES), dice.choice(j.TRADES)
        form = dice.choice(("株式会社", "有限会社"))
        left = dice.choice((f"{form}{family[0]}{trade[0]}", f"{family[0]}{trade[0]}{form}"))
        end = "Co., Ltd." if form == "有限会社" else dice.choice(("Co., Ltd.", "K.K.", "Corporation"))
        if n % 3 == 0:
            right, match, why = (
                f"{j.latin(family[1])} {trade[2]} {end}",
                True,
                "the reading of the kanji; form left aside",
            )
        elif n % 3 == 1:
            other = dice.choice([s for s in j.SURNAMES if s != family])
            right, match, why = f"{j.latin(other[1])} {trade[2]} {end}", False, "another house"
        else:
            other = dice.choice([t for t in j.TRADES if t != trade])
            right, match, why = f"{j.latin(family[1])} {other[2]} {end}", False, "another line of business"
        out.append(Pair("ja", "Company", "company", left, right, match, why))
    return out

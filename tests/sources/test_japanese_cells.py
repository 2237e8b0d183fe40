"""What the cells of Japan's workbook say: dates, names, numbers, addresses, labelled facts."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.listing import Address
from interlock.sources.japanese.facts import addresses, imo_numbers, land, lands, numbers
from interlock.sources.japanese.names import alias_names, family_of, primary_names
from interlock.sources.japanese.text import birth_dates, notice
from interlock.sources.japanese.told import told

# Notice dates


@pytest.mark.parametrize(
    ("text", "listed", "amended", "removed"),
    [
        ("2013.4.5\n2017.8.16改訂", "2013-04-05", ["2017-08-16"], None),
        ("2013.4.52022.8.3改訂2023.7.27改訂", "2013-04-05", ["2022-08-03", "2023-07-27"], None),
        ("2001.9.222008.6.25改訂", "2001-09-22", ["2008-06-25"], None),
        ("2002.4.20\n200812.19改訂", "2002-04-20", ["2008-12-19"], None),
        ("2005.8.23\n2007.713改訂", "2005-08-23", ["2007-07-13"], None),
        ("2026.01.22削除", None, [], "2026-01-22"),
        ("2008.6.25削除\n（38．と同一人物）", None, [], "2008-06-25"),
        ("２０２０．１．１", "2020-01-01", [], None),
    ],
)
def test_the_dates_of_a_notice(text, listed, amended, removed):
    found = notice(text)
    assert found.unread == ""
    assert found.listed == (listed and date.fromisoformat(listed))
    assert [day.isoformat() for day in found.amended] == amended
    assert found.removed == (removed and date.fromisoformat(removed))


@pytest.mark.parametrize("text", ["2007.112改訂", "2020.13.1", "2020.1.1 2020.2.2", "未定"])
def test_a_notice_date_with_two_readings_or_none_is_left_unread(text):
    assert notice(text).unread


@given(
    st.lists(st.dates(date(2001, 1, 1), date(2029, 12, 31)), min_size=1, max_size=5),
    st.sampled_from(["\n", " ", ""]),
)
def test_notice_dates_survive_a_lost_separator(days, separator):
    """A day of two digits whose second begins the year (`…1.22020…`) is the only doubt; it is left out."""
    texts = [
        f"{day.year}.{day.month}.{day.day}" + ("改訂" if place else "") for place, day in enumerate(days)
    ]
    if separator == "" and len(days) > 1 and days[0].day >= 20:
        separator = "\n"
    found = notice(separator.join(texts))
    assert (found.listed, list(found.amended), found.unread) == (days[0], list(dict.fromkeys(days[1:])), "")


# Dates of birth


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("16358", ["1944-10-13"]),
        ("9157", ["1925-01-25"]),
        ("1938年", ["1938"]),
        ("１９６３年頃", ["~1963"]),
        ("1963年4月", ["1963-04"]),
        ("1954年又は1955年", ["1954", "1955"]),
        ("1967年から1969年までの間", ["1967..1969"]),
        ("1955年-1958年頃", ["~1955..1958"]),
        ("(a)1955年-1958年頃\n(b)１945年-1950年頃", ["~1955..1958", "~1945..1950"]),
        ("（a）1965年12月28日、（b）おおよそ1966年", ["1965-12-28", "~1966"]),
        ("1977年または1978年の頃", ["~1977", "~1978"]),
        ("1983年2(3)月10日", ["1983-02-10", "1983-03-10"]),
        ("2000年2月20/29日", ["2000-02-20", "2000-02-29"]),
        ("1986年12月13 日又は 31日", ["1986-12-13", "1986-12-31"]),
        ("1958、59又は60年生まれ", ["1958", "1959", "1960"]),
        ("(a)1977年8月から9月の間\n(b)1976年", ["1977-08-01..1977-09-30", "1976"]),
        ("(a)1976年10月5\n日 (b)1976年10月1日", ["1976-10-05", "1976-10-01"]),
        ("1975/5/14; 1975年頃", ["1975-05-14", "~1975"]),
        ("不明", []),
    ],
)
def test_dates_of_birth(text, found):
    read_dates = birth_dates(text)
    assert [one.iso() for one in read_dates.found] == found
    assert (read_dates.notes, read_dates.unread) == ((), "")


@pytest.mark.parametrize(
    "text", ["10月10日（year unknown）", "おおむね30～35歳", "1402年6月24日（ヒジュラ暦）"]
)
def test_what_is_no_date_of_our_calendar_is_a_note(text):
    found = birth_dates(text)
    assert (found.found, found.unread) == ((), "")
    assert found.notes


@pytest.mark.parametrize("text", ["昭和20年の春", "1999年13月1日", "x"])
def test_what_is_not_understood_is_handed_back(text):
    found = birth_dates(text)
    assert found.unread or found.notes
    assert not any(one.is_day for one in found.found)


@given(st.dates(date(1906, 1, 1), date(2030, 12, 31)))
def test_a_date_reads_the_same_however_it_is_typed(day):
    typed = [f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}", day.isoformat(),
             unicodedata.normalize("NFKC", f"{day.year}年{day.month}月{day.day}日")]  # fmt: skip
    for text in typed:
        assert [(one.earliest, one.latest) for one in birth_dates(text).found] == [(day, day)]


# Names


def texts(found):
    return [one.text + ("*" if one.kind == "former" else "") for one in found.names]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("ア・イ、ウ・エ\nA I, U E", ["ア・イ", "ウ・エ", "A I", "U E"]),
        ("ア・イ；ウ・エ\nA I; U E", ["ア・イ", "ウ・エ", "A I", "U E"]),
        ("(a)アイ（A I）、⏎(b)ウエ（U E）".replace("⏎", "\n"), ["アイ", "A I", "ウエ", "U E"]),
        ("(a)アイ(b)ウエ⏎ (a.k.a.: (a)A I (b)U E)".replace("⏎", "\n"), ["アイ", "ウエ", "A I", "U E"]),
        ("（別称、ア、イ）\n(a.k.a. A Ltd; a.k.a. B, Ltd)", ["ア", "イ", "A Ltd", "B, Ltd"]),
        ("（別称）ア\nA\n（旧称）イ\nB", ["ア", "A", "イ*", "B*"]),
        ("（別称）ア\n（旧称）イ\nA\nf.k.a. B", ["ア", "イ*", "A", "B*"]),
        ("ア、旧称：イ（ウエ）\nA; B, f.k.a. C (CD)", ["ア", "イ*", "ウエ*", "A", "B", "C*", "CD*"]),
        (
            "ア有限会社、イ有限会社\nA COMPANY, LTD, B COMPANY, LTD",
            ["ア有限会社", "イ有限会社", "A COMPANY, LTD", "B COMPANY, LTD"],
        ),
        ("（別名1）アイ\nA I\n（別名2）ウエ\nU E", ["アイ", "A I", "ウエ", "U E"]),
        ("不明", []),
        ("KOMIDが使用している別名。", []),
        ("ケア・オブ・レイ\nCare of Rei Ltd", []),
    ],
)  # fmt: skip
def test_aliases_of_a_body(cell, names):
    assert texts(alias_names(cell, kind="alias", quality="unknown", person=False)) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "シンワル、イェヒヤ; アル・シンワル\nSINWAR, Yehia; AL SINWAR",
            ["シンワル、イェヒヤ", "アル・シンワル", "SINWAR, Yehia", "AL SINWAR"],
        ),
        ("イーサー、マルワン\nISSA, Marwan", ["イーサー、マルワン", "ISSA, Marwan"]),
        ("アレフ（以前掲載の氏名）\nAref (formerly listed as)", ["アレフ*", "Aref*"]),
        ("レイ（1969年2月5日に出生）\nRei, born 5 Feb. 1969", ["レイ", "Rei"]),
        ("ジン\nJin Tiesan (金铁三)", ["ジン", "Jin Tiesan", "金铁三"]),
        ("「チーフ（Chief Kahwa）」", ["チーフ", "Chief Kahwa"]),
        ("アブ・ガイス Abo Ghaith", ["アブ・ガイス", "Abo Ghaith"]),
        ("レイ\n（リビア旅券番号：215215）", ["レイ"]),
    ],
)  # fmt: skip
def test_aliases_of_a_person(cell, names):
    assert texts(alias_names(cell, kind="alias", quality="unknown", person=True)) == names


@pytest.mark.parametrize(
    ("english", "names"),
    [
        ("Sergey(Sergei/Serhiy) REIMOV(REYMOV)", ["Sergey REIMOV", "Sergey REYMOV", "Sergei REIMOV",
                                                   "Sergei REYMOV", "Serhiy REIMOV", "Serhiy REYMOV"]),
        ("Aleksey(Alexei)Reimov", ["Aleksey Reimov", "Alexei Reimov"]),
        ("Oljga (Olga) Reimova (nee, Kovaleva)", ["Oljga Reimova", "Olga Reimova", "Oljga Kovaleva"]),
        ("Leonid REIMOV (Krot)", ["Leonid REIMOV"]),
    ],
)  # fmt: skip
def test_spellings_of_a_person(english, names):
    assert [one.text for one in primary_names("", english, person=True).names] == names


@pytest.mark.parametrize(
    ("english", "names"),
    [
        ("REI AIRLINES（RAL）", ["REI AIRLINES", "RAL"]),
        ("REI FOUNDATION (KENYA)", ["REI FOUNDATION (KENYA)"]),
        ("REI (HONG KONG) INTERNATIONAL", ["REI (HONG KONG) INTERNATIONAL"]),
        ("REI COMMERCIAL IMPEX (RCI) LTD", ["REI COMMERCIAL IMPEX LTD", "RCI LTD"]),
        ("REI CO（RC）、 NEW REI CO（NRC）", ["REI CO", "NEW REI CO", "RC", "NRC"]),
        ("Self-proclaimed “Luhansk(Lugansk) Guard”", ["Self-proclaimed “Luhansk Guard”",
                                                      "Self-proclaimed “Lugansk Guard”"]),
    ],
)  # fmt: skip
def test_short_forms_of_a_body(english, names):
    assert [one.text for one in primary_names("", english, person=False).names] == names


@pytest.mark.parametrize(
    ("text", "family"),
    [("ALI, Yasin", "ALI"), ("Viktor REIMOV", "REIMOV"), ("Ahmed M. M. REI", "REI"), ("KIM TONG HO", ""),
     ("KO CH’O’L-CHAE", ""), ("Kim Tong Ho", ""), ("レイ・アブー", "")],
)  # fmt: skip
def test_the_family_name_where_the_print_marks_it(text, family):
    assert family_of(text) == family


# Numbers, countries, addresses, labels


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("108210124、旅券失効日：2023年６月４日", [("passport", "108210124", "")]),
        ("アフガニスタン旅券 D 000857 （1997年11月20日発行）", [("passport", "D000857", "AF")]),
        ("（a）外交旅券番号Ｄ014433、2013年2月21日発行、\n（b）654120219（北朝鮮旅券）",
         [("passport", "D014433", ""), ("passport", "654120219", "KP")]),
        ("リビア旅券番号：B/002210", [("passport", "B002210", "LY")]),
        (
            "0002250又は\nD000000483（外交旅券）",
            [("passport", "0002250", ""), ("passport", "D000000483", "")],
        ),
        ("C17HLRL3\n発行日：2015年12月30日\n発行地：ザーウィヤ（Zawiya）", [("passport", "C17HLRL3", "")]),
        ("名で1993年に発行されたエジプト旅券", []),
        ("不明", []),
    ],
)  # fmt: skip
def test_passport_numbers(cell, found):
    assert [(one.kind, one.value, one.country) for one in numbers(cell, "passport").found] == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("G563542(9)", [("national_id", "G5635429", "")]),
        ("(a)04643632（1999年6月18日発行） (b)Italian Fiscal Code（イタリア納税者番号）: DAOMMD74T11Z352Z",
         [("national_id", "04643632", ""), ("tax", "DAOMMD74T11Z352Z", "IT")]),
        ("アフガニスタン国民ＩＤカード番号（tazkira）\n番号：55130", [("national_id", "55130", "AF")]),
        ("配給カード番号　0134852", [("other", "0134852", "")]),
    ],
)  # fmt: skip
def test_identity_numbers(cell, found):
    assert [(one.kind, one.value, one.country) for one in numbers(cell, "national_id").found] == found


def test_imo_numbers_that_run_together_are_cut_only_by_their_check_digits():
    together = imo_numbers("51792455405737")
    assert ([one.value for one in together.found], together.unread) == (["5179245", "5405737"], ())
    doubtful = imo_numbers("51792465405737")
    assert (doubtful.found, doubtful.unread) == ((), ("51792465405737",))


def test_digits_that_a_spreadsheet_rounded_away_are_not_read():
    found = imo_numbers("IMO番号：581488358149065000000")
    assert [one.value for one in found.found] == ["5814883", "5814906"]
    assert found.unread == ("581488358149065000000",)


@pytest.mark.parametrize(
    ("name", "code"),
    [("北朝鮮", "KP"), ("ルワンダ共和国", "RW"), ("英国", "GB"), ("エジプトEgypt", "EG"),
     ("コンゴ共和国", "CG"), ("コンゴ民主共和国", "CD"), ("SL", ""), ("火星", "")],
)  # fmt: skip
def test_countries(name, code):
    assert land(name) == code


def test_nationalities_that_are_no_countries_are_handed_back():
    found = lands("(a)ドイツ (b)レイの国\n")
    assert (found.codes, found.unread) == (("DE",), ("レイの国",))
    assert lands("2002年にクウェート国籍を剥奪された。").notes


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "北朝鮮平壌特別市；中華人民共和国大連市",
            [("北朝鮮平壌特別市", "KP"), ("中華人民共和国大連市", "CN")],
        ),
        ("イラン ⏎Iran", [("イラン", "IR")]),
        ("マリウポリ", [("マリウポリ", "")]),
        (
            "1, Rei Road, Tortola, Virgin Islands, British",
            [("1, Rei Road, Tortola, Virgin Islands, British", "VG")],
        ),
        ("1 Rei Lane⏎ロンドン　WC2A 1QU　英国", [("1 Rei Lane ロンドン WC2A 1QU 英国", "GB")]),
        ("(a)トルコ⏎(b)住所", [("トルコ", "TR")]),
    ],
)
def test_addresses(cell, found):
    assert addresses(cell.replace("⏎", "\n")) == tuple(Address(*one) for one in found)


def test_labels_count_where_a_line_begins_and_after_each_other():
    facts = told(
        "出生地：北朝鮮開城市\n性別：男性暗号資産アドレス：\n0x"
        + "a" * 40
        + "；\n死亡年月日：2022年7月27日\n"
        "ロシア国家登録番号：1152540004253\n同人の父の旅券番号：12345678は失効した。"
    )
    assert facts.birth_places == ["北朝鮮開城市"]
    assert facts.genders == ["male"]
    assert [one.iso() for one in facts.death_dates] == ["2022-07-27"]
    assert [(one.kind, one.country) for one in facts.identifiers] == [("wallet", ""), ("registration", "RU")]
    assert facts.remarks == ["同人の父の旅券番号:12345678は失効した。"]
    assert facts.unread == []


@pytest.mark.parametrize(
    "printed",
    [
        "0x" + "aB3" * 13 + "c",
        "T9x" + "yPqRs2" * 5 + "x",
        "bc1q" + "xk3w9" * 7 + "abc",
        "1Boat" + "SLRHtK" * 4 + "7",
    ],
)
def test_wallets_of_every_chain_are_read(printed):
    facts = told(f"暗号資産アドレス：{printed}、\n{printed[:-1]}Z\nその他は不明")
    assert [one.printed for one in facts.identifiers] == [printed, f"{printed[:-1]}Z"]
    assert all(one.kind == "wallet" for one in facts.identifiers)

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.names import MATCH, compare, likeness, prepare
from interlock.names.align import align
from interlock.names.compare import _persons


def score(a, b, schema="Person"):
    return compare(a, b, schema).score


MATCHES = [
    # One Korean name in the usages of Seoul, Pyongyang, McCune-Reischauer and the press.
    ("Person", "양대철", "RYANG Tae Chol"),
    ("Person", "이석", "Ri Sok"),
    ("Person", "Park Jin Hyok", "PAK, Jin-hyok"),
    ("Person", "김영철", "Kim Yong Chol"),
    ("Person", "Kim Yong Chol", "Kim Young-chul"),
    ("Person", "Ri Hong-sop", "Lee Hong Seop"),
    ("Person", "Kim Jongun", "KIM Jong Un"),
    ("Person", "Jong Un Kim", "Kim Jong-un"),
    ("Person", "Choe Ryong Hae", "Choi Yong-hae"),
    ("Person", "金正恩", "Kim Jong Un"),
    ("Person", "金正恩", "김정은"),
    ("Person", "リ・ホンソプ", "Ri Hong-sop"),
    ("Person", "남궁민", "Namkung Min"),
    # Chinese and Japanese.
    ("Person", "習近平", "习近平"),
    ("Person", "Hsi Chin-ping", "Xi Jinping"),
    ("Person", "Mao Tse-tung", "Mao Zedong"),
    ("Person", "Shinzo Abe", "ABE, Sinzou"),
    ("Person", "鈴木一郎", "Ichiro Suzuki"),
    # Spelled in the South: Hong Kong, Singapore; simplified and traditional alike.
    ("Person", "陳國強", "CHAN, Kwok Keung"),
    ("Person", "陈国强", "Chan Kwok-keung"),
    ("Person", "陳國強", "Tan Kok Keong"),
    ("Person", "歐陽志明", "Chi Ming Au Yeung"),
    # Cyrillic, Arabic, Georgian.
    ("Person", "Ротенберг Аркадий", "Arkadii Romanovich Rotenberg"),
    ("Person", "Mohammed bin Salman", "Muhammad ibn Salman"),
    ("Person", "Moammar Qaddafi", "Muammar Gaddafi"),
    ("Person", "Abdulrahman Yasin", "Abd al-Rahman YASSIN"),
    ("Person", "ბარაკ ობამა", "Barack Obama"),
    # Initials, titles, order, joined words, a letter wrong.
    ("Person", "J.-C. Juncker", "Jean-Claude Juncker"),
    ("Person", "Nicolas Maduro", "NICOLAS MADURO MOROS"),
    ("Person", "RamiMakhlouf", "Rami Makhlouf"),
    ("Person", "Mr. Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Person", "Bill Cates", "Bill Gates"),
    # Bodies.
    ("Company", "JSCARGUMENT", "JSC ARGUMENT"),
    ("Company", "Общество с ограниченной ответственностью «Гамма»", "OOO GAMMA"),
    ("Company", "ООО БАЙКАЛ", "OOO BAIKAL"),
    ("Company", "Korea Tangun Trading Corporation", "Tangun Trading Corp."),
    ("Company", "남강무역회사", "Namgang Trading Corporation"),
    ("Company", "株式会社渡辺商事", "Watanabe Shoji Kabushiki Kaisha"),
    ("Company", "高橋貿易有限会社", "Takahashi Trading Co., Ltd."),
    ("Company", "S.A.R.L. Bowne", "Bowne SARL"),
    ("Company", "1st International Bank", "First International Bank"),
    ("Company", "Korea Ryonbong General Corporation", "KOREA YONBONG GENERAL CORP"),
    ("Organization", "39호실", "Office 39"),
    ("Organization", "Office No. 39", "Office 39"),
    ("Vessel", "M/V KUM UN SAN 3", "KUMUNSAN 3"),
    ("Vessel", "Chon Ma San", "천마산호"),
]

DIFFERENT = [
    # A syllable apart is another man, however alike the letters.
    ("Person", "Kim Yong-chol", "Kim Yong-chun"),
    ("Person", "KO TAE BIN", "KO TAE HUN"),
    ("Person", "김영철", "김영춘"),
    ("Person", "RI MYONG-CHUL", "RI PYONG CHUL"),
    ("Person", "Kim Song Un", "Kim Un Song"),
    ("Person", "金正恩", "Jin Daohua"),
    ("Person", "习近朋", "习近平"),
    ("Person", "陳國強", "Chan Kwok Wai"),
    ("Person", "陳國強", "Tan Kwok Keung"),  # half Hokkien, half Cantonese: nobody is spelled so
    ("Person", "Tatsuya Suzuki", "Tetsuya Suzuki"),
    # Families, fathers and sons, namesakes by one word.
    ("Person", "Hafez Makhlouf", "Rami Makhlouf"),
    ("Person", "Salman bin Muhammad", "Muhammad bin Salman"),
    ("Company", "Société à responsabilité limitée Alpha", "Société à responsabilité limitée Beta"),
    ("Person", "Mohammed bin Sultan", "Mohammed bin Salman"),
    ("Person", "Sergey Ivanevich Lavrov", "Sergey Viktorovich LAVROV"),
    ("Person", "Frost, William G.", "William W Frost"),
    ("Person", "Walijan", "Walijan Abdul Ghafoor Haqqani"),
    # Trade, country, number and branch tell bodies apart; legal forms and words of business do not make one.
    ("Company", "남강무역", "NAMGANG CONSTRUCTION"),
    ("Company", "BELLETECH CORP", "11420 CORP"),
    ("Company", "株式会社渡辺商事", "Watanabe Sangyo Co., Ltd."),
    ("Company", "株式会社渡辺商事", "Takahashi Shoji Co., Ltd."),
    ("Company", "Deutsche Bank Trust Company", "Deutsche Bank"),
    ("Company", "Management Company", "Westminister Management Company"),
    ("Company", "State Grid Corporation of Chile", "State Grid Corporation of China"),
    ("Company", "Citigroup Capital Trust XV", "Citigroup Capital Trust XX"),
    ("Organization", "Office 39", "Office 38"),
    ("Organization", "39호실", "38호실"),
    ("Organization", "Branch 2", "Branch 3"),
    ("Organization", "Machine Industry Department Branch 2", "Machine Industry Department Branch 3"),
    ("Organization", "Government of Estonia", "Government of Ethiopia"),
    ("Vessel", "Snow Storm 1", "Snow Storm 2"),
    ("Vessel", "Lady Leila", "Lady Rania"),
]


@pytest.mark.parametrize(("schema", "a", "b"), MATCHES)
def test_one_name_in_two_spellings_is_a_match(schema, a, b):
    found = compare(a, b, schema)
    assert found.match, found
    assert found.reasons


@pytest.mark.parametrize(("schema", "a", "b"), DIFFERENT)
def test_two_names_are_no_match_however_alike_they_look(schema, a, b):
    found = compare(a, b, schema)
    assert not found.match, found
    assert found.reasons


def test_reversed_order_is_a_match_that_scores_below_an_equal_name():
    assert MATCH < score("Vladimir Putin", "Putin Vladimir") < 1.0


def test_another_legal_form_is_told_and_costs_little():
    found = compare("Deutsche Bank AG", "Deutsche Bank GmbH", "Company")
    assert 0.9 < found.score < 1.0
    assert "ag and gmbh" in found.reasons[0]


def test_a_difference_is_named_in_the_reasons():
    assert any("tikriti" in reason for reason in compare("Hani al-Rawi", "Hani al-Tikriti").reasons)
    assert "전/준 and not 철" in compare("김영철", "Kim Yong Jun").reasons[0]


def test_han_is_read_in_the_language_of_the_other_name():
    assert score("金正恩", "Kim Jong Un") > MATCH
    assert score("金正恩", "Jin Zheng'en") > MATCH
    assert score("Kim Jong Un", "Jin Zhengen") < MATCH


def test_a_kanji_name_without_a_usual_reading_is_not_guessed():
    assert score("鈴木鷗外", "Suzuki Ogai") < MATCH


def test_a_name_without_letters_is_like_nothing():
    assert score("---", "Kim Jong Un") == 0.0
    assert score("!!!", "???") == 0.0


NAMES = st.sampled_from(sorted({name for _, a, b in MATCHES + DIFFERENT for name in (a, b)}))
SCHEMAS = st.sampled_from(["Person", "Company", "Organization", "Vessel", "LegalEntity"])
ANYTHING = st.one_of(NAMES, st.text(max_size=30))


@given(ANYTHING, ANYTHING, SCHEMAS)
def test_comparing_is_symmetric_and_stays_between_0_and_1(a, b, schema):
    one, other = compare(a, b, schema), compare(b, a, schema)
    assert one.score == other.score
    assert 0.0 <= one.score <= 1.0


@given(ANYTHING, ANYTHING, SCHEMAS)
def test_likeness_and_prepared_names_give_the_score_of_compare(a, b, schema):
    score = compare(a, b, schema).score
    x, y = prepare(a, schema), prepare(b, schema)
    assert likeness(a, b, schema) == likeness(x, y) == likeness(y, x) == score
    assert compare(x, y) == compare(a, b, schema)


def test_names_prepared_for_two_schemas_are_not_compared():
    with pytest.raises(ValueError, match="prepare both as one"):
        likeness(prepare("Kim Yong Chol", "Person"), prepare("Kim Yong Chol Trading", "Company"))


def test_reasons_follow_the_order_in_which_the_names_were_given():
    assert compare("Hani al-Rawi", "Hani al-Tikriti").reasons[1] == "only in the first: rawi"
    assert compare("Hani al-Tikriti", "Hani al-Rawi").reasons[1] == "only in the first: tikriti"


@given(ANYTHING, SCHEMAS)
def test_a_name_is_equal_to_itself(name, schema):
    assert score(name, name, schema) == 1.0


@given(NAMES, NAMES, SCHEMAS)
def test_case_punctuation_and_unicode_form_move_nothing(a, b, schema):
    plain = score(a, b, schema)
    assert score(unicodedata.normalize("NFD", a), b, schema) == plain
    assert score(a + " ", b, schema) == plain
    if a.isascii():
        assert score(a.lower(), b, schema) == score(a.upper(), b, schema)


@given(
    st.lists(
        st.sampled_from(["kim", "jong", "un", "hassan", "ali", "petrov", "garcia", "o"]),
        min_size=2,
        max_size=4,
    )
)
def test_the_fast_path_never_contradicts_the_careful_one(words):
    """Names that are equal at a glance are equal to the aligner as well: the slow road is the oracle."""
    a, b = " ".join(words), "-".join(words).upper()
    x, y = prepare(a, "Person"), prepare(b, "Person")
    assert score(a, b) == 1.0
    assert _persons(x, y, align(x, y)) == 1.0


@given(NAMES, NAMES)
def test_alignment_says_the_same_from_both_sides(a, b):
    for schema in ("Person", "Company"):
        left = align(prepare(a, schema), prepare(b, schema))
        right = align(prepare(b, schema), prepare(a, schema))
        assert (left.left_over, left.right_over) == (right.right_over, right.left_over)


def test_the_country_before_a_bodys_name_weighs_less_than_any_other_word():
    plain = "Solpyong Trading Corporation"
    with_land = [score(f"{land} {plain}", plain, "Organization") for land in ("Korea", "Choson")]
    assert min(with_land) >= 0.9
    assert score(f"People's {plain}", plain, "Organization") < min(with_land)
    assert score(f"Haemun {plain}", plain, "Organization") < MATCH
    assert score("Korea Trading Corporation", plain, "Organization") < MATCH
    assert score("Armed Front of Solpyong", "Armed Front of Solpyong - People's Army", "Organization") < 0.9


def test_overseas_is_a_word_of_business():
    assert score("Solpyong Overseas Construction Company", "Solpyong Construction Co", "Company") >= MATCH
    assert score("Overseas Construction Company", "Solpyong Construction Co", "Company") < MATCH


def test_abdul_stands_for_no_other_word_that_begins_with_a():
    """`Abdul` weighs as an initial does, and is none: Ahmed Aqil is not Ahmed Abdul."""
    assert not compare("Ahmed Aqil", "Ahmed Abdul").match
    assert not compare("Igor Abdul", "Igor Aleksandrovich Kornet").match
    assert compare("A. Samad Sial", "Abdul Samad Sial").match
    assert compare("A. Rahman Sial", "Ahmed Rahman Sial").match


def test_a_particle_is_no_two_initials():
    assert not compare("Nikolai Il", "Nikolai Alexandrovich Levin").match
    assert compare("JC Duvalier", "Jean Claude Duvalier").match

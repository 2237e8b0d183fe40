import base64
import hashlib
import re

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.model.gap import GapReport
from interlock.report.page import as_html
from interlock.report.tally import by_kind
from interlock.report.text import printable
from interlock.report.wording import FICTIONAL
from report.factory import HOSTILE, make_report


@pytest.fixture(scope="module")
def report() -> GapReport:
    return make_report(60)


@pytest.fixture(scope="module")
def html(report: GapReport) -> str:
    return as_html(report)


@pytest.fixture(scope="module")
def page(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def _text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_hostile_names_are_text_and_nothing_else(html: str, page: lxml.html.HtmlElement) -> None:
    names = {element.text for element in page.iter("bdi")}
    for hostile in HOSTILE:
        assert printable(hostile) in names
    assert "<script>alert" not in html
    assert "<b>BOLD" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert len(page.findall(".//script")) == 1
    assert not page.xpath("//*[@*[starts-with(name(), 'on')]]")
    assert not page.xpath("//@style")


def test_nothing_comes_from_outside(html: str, page: lxml.html.HtmlElement) -> None:
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert not page.xpath("//@src | //@srcset | //@action | //@data | //link | //base | //iframe | //object")
    assert "@import" not in html
    assert "url(" not in html
    assert not re.search(r"https?://(?!evil\.example)", html)  # the one address is a hostile name's text


def test_the_policy_allows_this_style_and_this_script_only(page: lxml.html.HtmlElement) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style, script = page.find(".//style").text, page.find(".//script").text
    assert policy == (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.find("head").index(page.xpath("//meta[@http-equiv]")[0]) < page.find("head").index(
        page.find(".//style")
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_every_link_inside_the_page_leads_somewhere(page: lxml.html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)


def test_every_gap_stands_in_its_section_in_rank(report: GapReport, page: lxml.html.HtmlElement) -> None:
    for status in ("open", "unresolved", "unknown", "closed"):
        shown = page.xpath(f"//section[@id='{status}']//tbody/@id")
        groups = by_kind(report, status)
        assert shown == [gap.gap_id for group in groups for gap in group.gaps]
        assert sorted(shown) == sorted(gap.gap_id for gap in report.gaps if gap.status == status)


def test_a_gap_shows_its_parts_its_dates_and_their_basis(
    report: GapReport, page: lxml.html.HtmlElement
) -> None:
    gap = next(gap for gap in report.gaps if gap.status == "open" and len(gap.listed_by) > 2)
    body = page.get_element_by_id(gap.gap_id)
    details = body.find(".//details")
    assert _text(details.find("summary")) == gap.why
    text = _text(details)
    for entry in gap.listed_by:
        assert entry.source_id in text
        assert entry.listed_on.basis.split()[0] in text or "date of its batch" in text
    assert all(name in text for name in gap.components)
    bars = [float(width) for width in details.xpath(".//svg/rect/@width")]
    assert sum(bars) == pytest.approx(sum(v for v in gap.components.values() if v > 0), abs=0.3)


def test_the_matrix_has_a_row_a_target_and_a_look_a_state(
    report: GapReport, page: lxml.html.HtmlElement
) -> None:
    rows = page.xpath("//section[@id='matrix']//tbody/tr")
    assert [row.get("id") for row in rows] == [row.target_id for row in report.matrix]
    seen: dict[str, set[str]] = {}
    for cell in page.xpath("//section[@id='matrix']//tbody//td"):
        seen.setdefault(cell.get("class"), set()).add(cell.text[0])
    symbols = {"exact": "●", "interval": "◐", "unconfirmed": "◌", "undated": "●", "not_listed": "×"}
    symbols |= {"unknown": "?", "not_comparable": "≠", "unresolved": "≈"}
    assert seen == {look: {symbol} for look, symbol in symbols.items()}
    legend = page.xpath("//section[@id='matrix']//dl[@class='legend']//dt/@class")
    assert set(legend) == set(symbols)


def test_native_names_carry_their_language(page: lxml.html.HtmlElement) -> None:
    languages = {element.text: element.get("lang") for element in page.xpath("//bdi[@lang]")}
    assert languages["강태원"] == "ko"
    assert languages["東海精密貿易会社"] == "ja"


def test_every_table_names_its_columns_and_rows(page: lxml.html.HtmlElement) -> None:
    for table in page.iter("table"):
        assert table.xpath("./thead/tr/th[@scope='col']")
        assert table.xpath("./tbody/tr/th[@scope='row' or @scope='rowgroup']")
    assert not page.xpath("//th[not(@scope)]")
    assert page.xpath("//html/@lang") == ["en"]


def test_coverage_comes_first_with_each_state_in_words(
    report: GapReport, page: lxml.html.HtmlElement
) -> None:
    first = page.xpath("//main/section")[0]
    assert first.get("id") == "coverage"
    for row in report.coverage:
        assert row.why in _text(first)
        assert f"s-{row.state}" in " ".join(first.xpath(".//@class"))


def test_the_lag_chart_has_a_dot_a_target(report: GapReport, page: lxml.html.HtmlElement) -> None:
    pairs = page.xpath("//section[@id='lags']//tbody/tr")
    shown = [lag for lag in report.lags if lag.closed or lag.open or lag.same_day]
    assert len(pairs) == len(shown)
    for row, lag in zip(pairs, shown, strict=True):
        assert len(row.xpath(".//circle[not(@class)]")) == lag.closed


def test_the_banner_cannot_be_missed() -> None:
    page = lxml.html.document_fromstring(as_html(make_report(9, fictional=True)))
    assert FICTIONAL in _text(page.xpath("//body/*[1]")[0])
    assert page.find(".//title").text.startswith(FICTIONAL)
    assert page.find("body").get("data-band") == FICTIONAL
    assert FICTIONAL in _text(page.find(".//footer"))
    assert FICTIONAL not in as_html(make_report(9))


def test_an_empty_report_says_so() -> None:
    empty = msgspec.structs.replace(make_report(2), gaps=(), matrix=(), lags=(), notes=(), coverage=())
    page = lxml.html.document_fromstring(as_html(empty))
    assert len(page.xpath("//p[@class='empty']")) == 6


def test_the_same_report_gives_the_same_page(html: str) -> None:
    assert as_html(make_report(60)) == html


def test_a_large_report_stays_a_page_that_opens() -> None:
    report = make_report(700, gaps=1500)
    assert len(report.gaps) == 1500
    assert len(as_html(report).encode()) < 4_000_000


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1))
@settings(max_examples=40, deadline=None)
def test_any_name_comes_back_from_the_page_as_it_went_in(name: str) -> None:
    report = make_report(1, hostile=False)
    matrix = (msgspec.structs.replace(report.matrix[0], target_name=f"x{name}x"),)
    page = lxml.html.document_fromstring(as_html(msgspec.structs.replace(report, gaps=(), matrix=matrix)))
    assert page.xpath("//section[@id='matrix']//bdi")[0].text == printable(f"x{name}x")

"""Addresses: the official table, and a user's own in its place."""

import re
from pathlib import Path

import pytest

from interlock.base.errors import QueryError
from interlock.ingest.addresses import Address, _check, addresses, chosen, official_addresses
from interlock.ingest.parsers import installed
from interlock.sources.registry import authority, authority_keys

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
OWN = """
[[list]]
authority = "us"
list_key = "us.sdn"
file = "SDN.XML"
url = "https://mirror.example/SDN.XML"
"""


def test_every_authority_that_is_read_has_an_address_or_says_how_it_comes():
    assert {one.authority for one in official_addresses()} >= set(authority_keys())


def test_every_official_address_can_be_one(tmp_path):
    for one in official_addresses():
        _check(one, tmp_path)
        assert one.url.startswith("https://") or one.index.startswith("https://") or one.manual


def test_the_official_files_are_recognised_by_their_authority():
    """By name or by a telling beginning."""
    files = {"un": "un/indented.xml", "eu": "eu/export.xml"}
    beginnings = {key: (FIXTURES / name).read_bytes()[:4096] for key, name in files.items()}
    beginnings["jp"] = b"PK\x03\x04"
    for one in official_addresses():
        if one.list_key in ("us.sdn", "un.consolidated", "eu.fsf", "jp.mof"):
            name = one.file or "shisantouketsu20260305.xlsx"
            role = authority(one.authority).recognise(name, beginnings.get(one.authority, b""))
            assert role is not None, one
            assert role.list_key == one.list_key


def test_an_own_address_takes_the_place_of_the_official_one_of_that_list(tmp_path):
    (tmp_path / "addresses.toml").write_text(OWN)
    urls = [one.url for one in addresses(tmp_path) if one.list_key == "us.sdn"]
    assert urls == ["https://mirror.example/SDN.XML"]
    others = [one for one in official_addresses() if one.list_key != "us.sdn"]
    assert [one for one in addresses(tmp_path) if one.list_key != "us.sdn"] == others


def test_the_official_ones_can_be_left_out(tmp_path):
    """A place without the internet, with a mirror of its own."""
    (tmp_path / "addresses.toml").write_text("official = false\n" + OWN)
    assert [one.list_key for one in addresses(tmp_path)] == ["us.sdn"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('url = "https', 'url = "file'), "only http and https"),
        (('file = "SDN.XML"', 'file = "../SDN.XML"'), "not a path"),
        (('file = "SDN.XML"', ""), "file is missing"),
        (('list_key = "us.sdn"', 'list_key = "un.sdn"'), "does not begin with its authority"),
        (('file = "SDN.XML"', 'file = "SDN.XML"\nindex = "https://x.example/"'), "belong together"),
        (('file = "SDN.XML"', 'index = "https://x.example/"\npattern = "("'), "no regular expression"),
        (('file = "SDN.XML"', 'file = "SDN.XML"\nurls = "x"'), "unknown field"),
        (("[[list]]", "[[list]"), "cannot be read"),
        (('url = "https://mirror.example/SDN.XML"', ""), "neither url, index nor manual"),
    ],
)
def test_an_own_address_that_cannot_be_one_says_why(tmp_path, change, says):
    (tmp_path / "addresses.toml").write_text(OWN.replace(*change))
    with pytest.raises(QueryError, match=says) as error:
        addresses(tmp_path)
    assert "addresses.toml" in error.value.where


def test_the_addresses_to_ask():
    known, parsers = official_addresses(), installed()
    assert {one.authority for one in chosen(known, (), None, parsers)} == set(authority_keys())
    assert {one.authority for one in chosen(known, ["un", "jp"], None, parsers)} == {"un", "jp"}
    assert {one.list_key for one in chosen(known, (), "us.sdn", parsers)} == {"us.sdn"}
    for authorities, only in ((["xx"], None), ((), "us.moon"), (["un"], "us.sdn")):
        with pytest.raises(QueryError):
            chosen(known, authorities, only, parsers)


def test_an_address_of_a_list_that_nobody_reads_is_left_out():
    """The table may be ahead of the code."""
    ahead = Address(authority="us", list_key="us.moon", url="https://x.example/", file="x")
    assert ahead not in chosen((*official_addresses(), ahead), (), None, installed())


PAGES = {
    "gb.uksl": [
        '<a href="https://assets.publishing.service.gov.uk/media/66f0ab/UK_Sanctions_List.xml">',
        '<a href="https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml">',
    ],
    "jp.mof": ['<a href="shisantouketsu20260828.csv">', '<a href="./shisantouketsu20260305.xlsx">'],
}


@pytest.mark.parametrize(
    ("list_key", "link"), [(key, link) for key, links in PAGES.items() for link in links]
)
def test_the_patterns_find_the_links_that_index_pages_have(list_key, link):
    """As printed on the pages, or in the manifests."""
    (one,) = [address for address in official_addresses() if address.list_key == list_key]
    assert re.search(one.pattern, f"<p>{link}file</a>")
    assert not re.search(one.pattern, link.replace("S", "X").replace("s", "x"))

"""What each authority takes a file for, and what it leaves to others, by its name and first bytes."""

import pytest

from authority_fixtures import FOLDER
from interlock.sources.contract import FileRole
from interlock.sources.registry import authority, authority_keys
from reading import HEAD

PACK = b"PK\x03\x04"
PDF = b"%PDF-1.7"
PAGE = b"<html>not found</html>"


def head(place):
    """The first bytes of a fixture, such as `un/standalone.xml`."""
    with (FOLDER / place).open("rb") as file:
        return file.read(HEAD)


def under(names, data):
    """The same bytes under several names."""
    return [(name, data) for name in names]


MOF_CSV, METI, TOUKETSU = "jp/shisantouketsu20991231.csv", "20991231_4.xlsx", "shisantouketsu20991231"
UKSL_XML, UKSL_CSV = head("gb/UK-Sanctions-List.xml"), head("gb/UK-Sanctions-List.csv")
OFSI_NEW, OFSI_OLD = head("gb/ConList.csv"), head("gb/sanctionsconlist.csv")
EXPORT, ADVANCED = head("eu/export.xml"), head("us/SDN_ADVANCED.XML")
NOTICE, ANNEX = head("kr/notice-1-dprk.csv"), head("kr/admrul.xml")
REGULATION, DFAT = "regulation8_consolidated.xlsx", "Australian_Sanctions_Consolidated_List"

KNOWN = {
    ("un.consolidated", "xml"): under(
        ("consolidated.xml", "consolidatedLegacyByPRN.xml", "un-data.xml"), head("un/standalone.xml")
    ),
    ("un.vessels", "html"): under(
        ("1718_designated_vessels_list_final.html", "vessels.HTM"), head("un/vessels.html")
    ),
    ("eu.fsf", "xml"): under(
        (
            "xmlFullSanctionsList_1_1.xml",
            "20240302-FULL-1_1.xml",
            "reconstructed_xmlFullSanctionsList_1_1.xml",
        ),
        EXPORT,
    ),
    ("ca.sema", "xml"): [("sema-lmes.xml", head(f"ca/sema-{year}.xml")) for year in (2020, 2025, 2026)],
    ("ch.seco", "xml"): under(("x.xml", "downloadXmlGesamtliste.xml"), head("ch/consolidated-list.xml")),
    ("au.dfat", "xlsx"): under((REGULATION, f"{DFAT}.xlsx", f"{DFAT} (1).xlsx"), PACK),
    ("gb.uksl", "xml"): under(("UK-Sanctions-List.xml", "uk.xml"), UKSL_XML),
    ("gb.uksl", "csv"): under(("UK-Sanctions-List.csv", "uk.csv"), UKSL_CSV),
    ("gb.ofsi", "csv"): [
        *under(("ConList.csv", "uk.csv"), OFSI_NEW),
        *under(("sanctionsconlist.csv", "uk.csv"), OFSI_OLD),
    ],
    ("jp.mof", "xlsx"): [(f"{TOUKETSU}.xlsx", PACK)],
    ("jp.mof", "csv"): under(
        (f"{TOUKETSU}.csv", "reconstructed_shisantouketsu_dprk_20260828.csv", "shisantouketsu.csv"),
        head(MOF_CSV),
    ),
    ("jp.meti", "xlsx"): under((METI, "meti-foreign-user-list-20250929.xlsx"), PACK),
    ("kr.fsc", "template"): [
        ("notice-1-dprk.csv", NOTICE),
        ("anything.CSV", b"\xef\xbb\xbfentry_no,type,names_hangul\r\n"),
        ("kofiu-notice-2026-2-dprk.xlsx", PACK),
        ("kr-annex.xlsx", PACK),
    ],
    ("kr.fsc", "annex"): under(("admrul.xml", "kofiu.XML"), ANNEX),
    ("us.sdn", "sdn"): under(("sdn.csv", "SDN.CSV", "reconstructed_sdn_dprk_additions.csv"), b""),
    ("us.sdn", "alt"): [("ALT.CSV", b"")],
    ("us.sdn", "add"): [("add.csv", b"")],
    ("us.sdn", "comments"): [("sdn_comments.csv", b"")],
    ("us.sdn", "xml"): under(("sdn.xml", "SDN.XML"), b""),
    ("us.sdn", "advanced"): [("SDN_ADVANCED.XML", ADVANCED)],
    ("us.consolidated", "prim"): [("cons_prim.csv", b"")],
    ("us.consolidated", "alt"): [("CONS_ALT.CSV", b"")],
    ("us.consolidated", "add"): [("cons_add.csv", b"")],
    ("us.consolidated", "comments"): [("cons_comments.csv", b"")],
    ("us.consolidated", "xml"): under(("CONSOLIDATED.XML", "consolidated.xml"), b""),
    ("us.consolidated", "advanced"): [("CONS_ADVANCED.XML", b""), ("cons_advanced.xml", ADVANCED)],
}
"""Official and rebuilt files, under names of either case and, where the bytes alone decide, under any."""

STRANGERS = {
    "un": [
        ("derived_consolidated.xml", b"<CONSOLIDATED_LIST>"),
        ("consolidated.xml", b"<?xml version='1.0'?><sdnList>"),
        ("consolidated.xml", b""),
        ("1718_designated_vessels_list_final.pdf", PDF),
        ("derived_vessels.html", head("un/vessels.html")),
    ],
    "eu": [
        ("derived_xmlFullSanctionsList_1_1.xml", EXPORT),
        ("ammitto-eu-thin.jsonl", b'{"names": ["X"], "ref": "EU.1.1"}'),
        ("ammitto-eu-processed.jsonl", b'{"logical_id": 13, "generation_date": "2026-02-24"}'),
        ("xmlFullSanctionsList_1_1.xml", b"<export xmlns='http://example.org'>"),
        ("xmlFullSanctionsList_1_1.xml", b""),
    ],
    "ca": [
        ("derived_sema-lmes.xml", head("ca/sema-2025.xml")),
        ("ammitto-ca-processed.jsonl", b'{"country"'),
        ("sema-lmes.xml", b"<html>"),
        ("other.xml", head("ca/sema-2025.xml")),
    ],
    "ch": [
        ("derived_x.xml", head("ch/consolidated-list.xml")),
        ("consolidated-list.xml", b"<CONSOLIDATED_LIST>"),
    ],
    "au": [
        (f"derived_{DFAT}.xlsx", PACK),
        ("ammitto-au-processed.jsonl", b'{"id"'),
        (f"{DFAT}.xlsx", b"<html>"),
        ("ConList.xlsx", PACK),
    ],
    "gb": [
        ("derived_uksl_tables.xlsx", PACK),
        ("UK-Sanctions-List.ods", PACK),
        ("tables.xlsx", PACK),
        ("derived_UK-Sanctions-List.xml", b"<Designations>"),
        ("UK-Sanctions-List.xml", b"<html>"),
        ("ConList.xml", b"<ArrayOfFinancialSanctionsTarget>"),
        ("ConList.csv", b"Name 6,Name 1"),
        ("ConList.csv", b""),
    ],
    "jp": [
        (f"{TOUKETSU}.xlsx", PAGE),
        (f"{TOUKETSU}.csv", PAGE),
        *under((f"{TOUKETSU}.csv", "shisantouketsu20260828.csv", "list.html"), PACK),
        *under(("reconstructed_shisantouketsu20260305.xlsx", "derived_shisantouketsu20260305.xlsx"), PACK),
        ("reconstructed_shisantouketsu_dprk_20260828.csv", PACK),
        ("derived_shisantouketsu_20260828_sample.csv", PACK),
        ("derived_shisantouketsu_20260828_sample.csv", head(MOF_CSV)),
        *under(("shisantouketsu_dprk_20260828.csv", "other.csv"), head(MOF_CSV)),
        *under((METI, "meti-foreign-user-list-20250131.pdf"), PDF),
        ("meti-foreign-user-list-20250131.html", b"<html>"),
        *under(("meti-foreign-user-list-20250131.html", f"derived_{METI}"), PACK),
        ("meti-russia-export-ban-20250912.pdf.txt", b"1"),
    ],
    "kr": [
        *under(("derived_notice.csv", "notice.txt"), NOTICE),
        ("kr-designation-batches.csv", b"date,persons,organisations\n"),
        ("broken.csv", b'"entry_no'),
        ("empty.csv", b""),
        ("kr-annex.xlsx", PDF),
        ("shisantouketsu20991231.xlsx", PACK),
        ("annex.hwp", b"\xd0\xcf\x11\xe0"),
        ("admrul.xml", b"<html>"),
        *under(("admrul.txt", "derived_admrul.xml"), ANNEX),
    ],
    "us": [
        *under(
            (
                "derived_sdn.csv",
                "derived_sdn_parsed.csv",
                "derived_dprk_additions_2024-05_2026-06.jsonl",
                "sdn.csv.bak",
                "SDN.PIP",
            ),
            head("us/SDN.XML"),
        ),
        ("SDN_ADVANCED.XML", head("us/SDN.XML")),  # the plain list under the advanced one's name
        ("consolidated.xml", b"<?xml version='1.0'?><CONSOLIDATED_LIST>"),  # the UN's
    ],
}
"""Conversions, other lists and forms, and pages in the place of a list."""


@pytest.mark.parametrize(
    ("role", "name", "data"),
    [
        pytest.param(FileRole(*role), name, data, id=f"{role[0]}:{role[1]}:{name}")
        for role, files in KNOWN.items()
        for name, data in files
    ],
)
def test_a_file_is_known_to_its_authority(role, name, data):
    assert authority(role.list_key.partition(".")[0]).recognise(name, data) == role


@pytest.mark.parametrize(
    ("key", "name", "data"),
    [
        pytest.param(key, name, data, id=f"{key}:{name}:{data[:9]}")
        for key, files in STRANGERS.items()
        for name, data in files
    ],
)
def test_another_file_is_a_stranger(key, name, data):
    assert authority(key).recognise(name, data) is None


def test_every_authority_has_files_that_it_knows_and_strangers():
    assert {list_key.partition(".")[0] for list_key, _ in KNOWN} == set(authority_keys())
    assert set(STRANGERS) == set(authority_keys())

"""Korea's notice against four lists, by labels read off the sources; Japan's quotes and cross-references."""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from pathlib import Path

from bench.editions import View, made
from bench.frozen import Ledger
from bench.options import Options
from interlock.model.listing import normal_identifier
from interlock.store.editions import Editions

FILE = Path(__file__).parent / "data" / "kr-labels.csv"
LEAST_PRECISION, LEAST_RECALL = 0.99, 0.95
LISTS = ("us.sdn", "un.consolidated", "eu.fsf", "jp.mof")
"""What the labels were read against. Another list of the same authority is not judged by them."""
Labels = dict[tuple[str, str], dict[str, str]]
"""(Korean key, authority) to native id and verdict; an empty id is `none on that list`."""


def main(options: Options) -> int:
    """Prints the figures. Returns the number of broken promises."""
    if options.home is not None:
        return _measure(View(Editions(options.home).load()), options)
    if not options.lists.is_dir():
        print(f"the real lists are not at {options.lists}; set INTERLOCK_TEST_LISTS")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        edition, _, _ = made(options.lists, Path(folder))
        return _measure(View(edition), options)


def labels() -> Labels:
    found: Labels = defaultdict(dict)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["kr_id"], row["authority"]][row["source_id"]] = row["verdict"]
    return found


def _measure(view: View, options: Options) -> int:
    ledger = Ledger("korea")
    wrong: list[tuple[str, str, str, str]] = []
    hits = said = real = kept = 0
    for (korean, authority), verdicts in labels().items():
        if korean not in view.target_of:
            wrong.append(("absent", korean, authority, ""))
            continue
        same = {source for source, verdict in verdicts.items() if verdict == "same"}
        unsure = {source for source, verdict in verdicts.items() if verdict == "unsure"}
        mates = _mates(view, korean, authority)
        judged = {source: key for source, key in mates.items() if source not in unsure}
        hits += len(judged.keys() & same)
        said += len(judged)
        # A list may hold one party twice and keep the two apart: one of them is enough.
        real += bool(same)
        kept += bool(same & mates.keys())
        wrong += [("wrong", korean, authority, mates[source]) for source in judged.keys() - same]
        if same and not same & mates.keys():
            wrong.append(("missed", korean, authority, ",".join(sorted(same))))
    entries = len({korean for korean, _ in labels()})
    ledger.say("labelled Korean entries", entries, least=150)
    ledger.say("precision of links to Korean entries", hits / max(1, said), least=LEAST_PRECISION)
    ledger.say("recall of links to Korean entries", kept / max(1, real), least=LEAST_RECALL)
    for kind in ("Person", "body"):
        some = [
            (k, a) for k, a in labels()
            if k in view.records and (view.records[k].listing.schema == "Person") == (kind == "Person")
            and "same" in labels_of(k, a).values()
        ]  # fmt: skip
        found = sum(bool(_same(k, a) & _mates(view, k, a).keys()) for k, a in some)
        ledger.say(f"{kind}: recall", found / max(1, len(some)), note=f"{len(some)} pairs")
    _japan(ledger, view)
    if options.show:
        _show(options.show, view, wrong)
    return ledger.close(freeze=options.freeze)


_LABELS: Labels = {}


def labels_of(korean: str, authority: str) -> dict[str, str]:
    if not _LABELS:
        _LABELS.update(labels())
    return _LABELS.get((korean, authority), {})


def _same(korean: str, authority: str) -> set[str]:
    return {source for source, verdict in labels_of(korean, authority).items() if verdict == "same"}


def _mates(view: View, korean: str, authority: str) -> dict[str, str]:
    """Native id to key of the authority's entries in the Korean entry's target."""
    found = {}
    for key in view.members[view.target_of[korean]]:
        listing = view.records[key].listing
        if listing.authority == authority and listing.list_key in LISTS:
            found[listing.source_id] = key
    return found


def _japan(ledger: Ledger, view: View) -> None:
    """Every reference that Japan's sheets print links, to the UN and within the sheets."""
    by_reference: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, record in view.records.items():
        listing = record.listing
        by_reference[listing.authority, normal_identifier(listing.source_id)].add(key)
        if listing.authority == "un":
            for quote in listing.quotes:
                by_reference["un", normal_identifier(quote.source_id)].add(key)
    for other, what in (("un", "UN references on Japan's list"), ("jp", "cross-references on Japan's list")):
        pairs = {
            (key, mate)
            for key, record in view.records.items() if record.listing.authority == "jp"
            for quote in record.listing.quotes if quote.authority == other
            for mate in by_reference[other, normal_identifier(quote.source_id)] if mate != key
        }  # fmt: skip
        share = sum(view.linked(a, b) for a, b in pairs) / max(1, len(pairs))
        ledger.say(f"{what} that link", share, least=1.0, note=f"{len(pairs)} pairs")


def _show(folder: Path, view: View, wrong: list[tuple[str, str, str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    by_source = view.by_source()
    with (folder / "korea-wrong.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("what", "kr", "authority", "other", "doubted", "names kr", "names other"))
        for what, korean, authority, other in wrong:
            keys = [other] if other in view.records else [
                key for source in other.split(",") for key in by_source.get((authority, source), [])
            ]  # fmt: skip
            doubted = any(view.doubted(korean, key) for key in keys) if korean in view.target_of else ""
            names = " | ".join(view.name(key) for key in keys)
            mine = view.name(korean) if korean in view.records else ""
            rows.writerow((what, korean, authority, other, doubted, mine, names))

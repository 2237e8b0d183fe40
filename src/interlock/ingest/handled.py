"""What was made of a folder of lists: read, ignored by name, unknown. A page for `docs/reports/lists.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path

import msgspec

from interlock.ingest.build import survey
from interlock.ingest.parsers import installed
from interlock.ingest.progress import Progress
from interlock.ingest.run import ingest
from interlock.ingest.scan import Skipped
from interlock.model.listing import Listing
from interlock.model.record import Snapshot
from interlock.store.archive import Archive
from interlock.store.parsed import ParsedCache

_DECODER = msgspec.msgpack.Decoder(Listing)
_NOT_CONTENT = ("authority", "list_key", "source_id", "facets")
_IGNORED = re.compile(r"^\[(?:[\w.]*\.)?\w*ignored?[\w.]*\]", re.MULTILINE)

HEAD = """# What is read of each list, what is ignored, and what is unknown

Made by `interlock sources --lists FOLDER` from the lists themselves and the parsers' own tables. *Read*
counts the entries of the newest snapshot in which a field holds something. *Ignored by name* is quoted from
the mapping tables, with the reason. *Unknown* is every alarm of every snapshot: what a parser met and was not
told about.
"""


def report(lists: Path, home: Path, progress: Progress | None = None) -> str:
    """The page, after everything under `lists` is in the home.

    Raises:
        IngestError: there is no list. StoreError: the home is damaged, or another process writes.
    """
    result = ingest(home, [lists], progress=progress)
    snapshots = survey(home).snapshots
    lines = [HEAD]
    for spec in survey(home).lists:
        mine = [shot for shot in snapshots if shot.list_key == spec.key]
        lines += [f"## `{spec.key}`: {spec.title}", "", *_list(home, mine), ""]
    lines += ["## Mapping tables: ignored by name", "", *_tables()]
    lines += ["## Files that were left aside", "", *_skipped(lists, result.skipped), ""]
    lines += [f"- failed: {error}" for error in result.errors]
    lines += [
        f"- failed: {shot.list_key} {shot.day}: {shot.error}" for shot in result.snapshots if shot.error
    ]
    return "\n".join(lines).rstrip() + "\n"


def _list(home: Path, shots: Sequence[Snapshot]) -> Iterator[str]:
    if not shots:
        yield "No snapshot of it was given."
        return
    yield "| Snapshot | Files | Records read | Entries | State | Kinds of alarm |"
    yield "|---|---|---|---:|---|---:|"
    for shot in shots:
        files = ", ".join(file.name for file in shot.files)
        records = ", ".join(f"{role} {count:,}" for role, count in sorted(shot.records.items()))
        yield f"| {shot.day} | {files} | {records} | {shot.entries:,} | {shot.state} | {len(shot.alarms)} |"
    good = [shot for shot in shots if shot.state == "good"]
    if good:
        yield ""
        yield f"Read, in the snapshot of {good[-1].day}: {_filled(home, good[-1])}."
    yield ""
    alarms = list(_alarms(shots))
    if alarms:
        yield "Unknown:"
        yield ""
        yield from alarms
    else:
        yield "Unknown: nothing; no snapshot raised an alarm."


def _filled(home: Path, shot: Snapshot) -> str:
    manifest = Archive(home).manifest(shot.list_key, shot.day)
    if manifest is None:
        return "nothing is archived of it"
    cache, version = ParsedCache(home), installed().version_of(manifest.authority)
    head = cache.head(manifest, version)
    found = cache.wordings(manifest, version, head, ()) if head else None
    if found is None:
        return "not in the cache: run `interlock build`"
    counts: dict[str, int] = {}
    for digest in found.digests.values():
        listing = _DECODER.decode(found.bodies[digest])
        for field in Listing.__struct_fields__:
            if field not in _NOT_CONTENT and getattr(listing, field):
                counts[field] = counts.get(field, 0) + 1
    return ", ".join(f"{field} {count:,}" for field, count in counts.items())


def _alarms(shots: Iterable[Snapshot]) -> Iterator[str]:
    """Each kind of alarm once, with its counts."""
    kinds: dict[tuple[str, str], list[tuple[str, int, str]]] = {}
    for shot in shots:
        for alarm in shot.alarms:
            place = (shot.day.isoformat(), alarm.count, alarm.where)
            kinds.setdefault((alarm.code, alarm.text), []).append(place)
    for (code, text), places in sorted(kinds.items()):
        days = ", ".join(f"{day} ({count}x)" for day, count, _ in places)
        yield f"- `{code}`: {text}: {days}; first at {places[0][2] or 'no single place'}"


def _tables() -> Iterator[str]:
    """The sections on what is ignored, quoted: their comments are the reasons."""
    folder = resources.files("interlock.sources")
    for place in (folder.joinpath("authorities"), folder):
        for item in sorted(place.iterdir(), key=lambda entry: entry.name):
            if not item.name.endswith(".toml"):
                continue
            text = item.read_text(encoding="utf-8")
            for match in _IGNORED.finditer(text):
                end = text.find("\n[", match.end())
                section = text[match.start() : end if end >= 0 else len(text)]
                # Comments at the end stand above the next section, and are about that.
                section = re.sub(r"(\n#[^\n]*|\n\s*)+$", "", section)
                yield f"`{item.name}`\n\n```toml\n{section}\n```\n"


def _skipped(lists: Path, skipped: Iterable[Skipped]) -> Iterator[str]:
    folder = lists.resolve()  # a page must not hold the paths of the machine that made it
    for skip in skipped:
        if not skip.quiet:
            path = Path(skip.path).resolve()
            inside = path.relative_to(folder) if path.is_relative_to(folder) else path
            yield f"- `{inside}`: {skip.reason}"

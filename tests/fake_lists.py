"""An invented authority with a trivial format, for tests of the rooms that carry lists.

A file is text. Its first line is `FAKE core` or `FAKE alias`; then, in any order:

    date 2022-01-01          the list's own date
    partial                  not a roster
    focus dprk               a roster of that focus only
    removed 7 2020-02-01     a notice of removal; the day may be left out
    entry 7|KIM One|DPRK|2020-01-01    the day may be left out, `..2020-01-01`, or in doubt `2020-01-01?`

Entries of an alias file are `entry 7|first alias;second alias`.
"""

import hashlib
from datetime import date

from interlock.base.errors import QueryError, SourceError
from interlock.ingest.build import gather
from interlock.ingest.parsers import Parsers
from interlock.model.dates import ActDate
from interlock.model.edition import EditionContent
from interlock.model.listing import Listing, Name
from interlock.model.lists import ListSpec
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.model.target import Target
from interlock.sources.contract import Authority, FileRole
from interlock.store.editions import Editions


def spec(key="fake.main", **more):
    """A list that may lose half of its entries before its guard speaks."""
    return ListSpec(
        key=key,
        title="An invented list",
        holds=("Person",),
        effects=("asset_freeze",),
        **{"max_shrink": 0.5, "max_shrink_reason": "invented", **more},
    )


def core(*entries, also=()):
    """The bytes of a core file: entries as `7|KIM One|DPRK`, and other lines."""
    return "\n".join(["FAKE core", *also, *(f"entry {entry}" for entry in entries)]).encode()


def alias(*entries):
    """The bytes of an alias file."""
    return "\n".join(["FAKE alias", *(f"entry {entry}" for entry in entries)]).encode()


def act(text):
    """`2020-01-01`, `..2020-01-01`, `2020-01-01?`."""
    basis = "unconfirmed" if text.endswith("?") else "printed"
    first, _, last = text.rstrip("?").rpartition("..")
    if ".." not in text:
        first = last
    return ActDate(date.fromisoformat(first) if first else None, date.fromisoformat(last), basis)


def recognise(name, head):
    """By the first line, or the name where there is no content."""
    if head.startswith(b"FAKE core") or (not head and name == "core.txt"):
        return FileRole("fake.main", "core")
    if head.startswith(b"FAKE alias") or (not head and name == "alias.txt"):
        return FileRole("fake.main", "alias")
    return None


def read(list_key, files):
    """Strict: any other line is an error."""
    texts = {}
    for role, file in files:
        try:
            texts[role.role] = file.data.decode().split("\n")
        except UnicodeDecodeError as error:
            raise SourceError("the text is not UTF-8", where=file.name, remedy="fetch it again") from error
    facets = (("core", "addresses") if "core" in texts else ()) + (("aliases",) if "alias" in texts else ())
    coverage = {"roster": True, "facets": facets}
    names, programmes, listed, removals, list_date = {}, {}, {}, [], None
    for role, lines in texts.items():
        for line in lines[1:]:
            word, _, rest = line.partition(" ")
            cells = rest.split("|")
            if word == "entry" and role == "core":
                names.setdefault(cells[0], []).insert(0, Name(cells[1]))
                programmes[cells[0]] = (cells[2],) if len(cells) > 2 else ()
                if len(cells) > 3:
                    listed[cells[0]] = act(cells[3])
            elif word == "entry":
                names.setdefault(cells[0], []).extend(
                    Name(text, "alias", facet="aliases") for text in cells[1].split(";")
                )
            elif word == "date":
                list_date = date.fromisoformat(rest)
            elif word == "partial":
                coverage["roster"] = False
            elif word == "focus":
                coverage["focus"] = rest
            elif word == "removed":
                source_id, _, on = rest.partition(" ")
                removals.append(Removal(source_id, date.fromisoformat(on) if on else None))
            else:
                raise SourceError(f"unknown line {word!r}", where=role, remedy="fetch it again")
    order = {"core": 0, "aliases": 1}
    entries = tuple(
        Entry(
            Listing(
                authority="fake",
                list_key=list_key,
                source_id=key,
                schema="Person",
                names=tuple(sorted(found, key=lambda name: order[name.facet])),
                programmes=programmes.get(key, ()),
                listed_on=listed.get(key),
                facets=facets,
            ),
            f"entry {key}",
        )
        for key, found in names.items()
    )
    return Parsed(
        list_key=list_key,
        list_date=list_date,
        entries=entries,
        coverage=Coverage(**coverage),
        records={role: len(lines) - 1 for role, lines in texts.items()},
        removals=tuple(removals),
    )


AUTHORITY = Authority(key="fake", name="Nobody", lists=(spec(),), recognise=recognise, read=read)


def keys():
    """Only one."""
    return ("fake",)


def authority_of(key):
    """Only one."""
    if key != "fake":
        raise QueryError(f"unknown authority {key!r}")
    return AUTHORITY


def version_of(_key):
    """Never changes."""
    return "1"


PARSERS = Parsers(keys=keys, authority_of=authority_of, version_of=version_of)


def put(root, day, **files):
    """Files of the authority on that day, such as `core=bytes`, under `root`."""
    folder = root / "fake" / day
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.txt").write_bytes(data)
    return root


def home_state(home):
    """Every file of a home with the hash of its bytes, but for the lock."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def build(home):
    """An edition of what the home holds, each record its own target; its id."""
    found = gather(home, parsers=PARSERS, workers=1)
    targets = tuple(
        Target(target_id=f"IL-{record.key}", schema="Person", caption="x", members=(record.key,))
        for record in found.records
    )
    return Editions(home).write(
        EditionContent(
            code_version="1",
            lists=found.lists,
            snapshots=found.snapshots,
            records=found.records,
            versions=found.versions,
            targets=targets,
        )
    )

"""One file read as its authority reads it, and what tests ask of the outcome."""

from interlock.sources.contract import File

HEAD = 4096
"""Bytes by which a file is recognised."""


def read_file(authority, data, name):
    """What the authority makes of one file, which it must recognise."""
    role = authority.recognise(name, data[:HEAD])
    assert role
    return authority.read(role.list_key, [(role, File(name, data))])


def by_id(parsed):
    """The listings by their native ids."""
    return {entry.listing.source_id: entry.listing for entry in parsed.entries}


def codes(parsed):
    """The alarms as pairs of a code and how often."""
    return {(alarm.code, alarm.count) for alarm in parsed.alarms}


def replaced(data, old, new, count=-1, encoding="utf-8"):
    """The bytes with one text, which must be there, in the place of another."""
    text = data.decode(encoding)
    assert old in text
    return text.replace(old, new, count).encode(encoding)
